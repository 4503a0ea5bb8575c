package dev.reprise.criteria;

import java.util.List;
import java.util.function.Predicate;

/** A predicate over sessions. Texts in it are what a person typed: never part of a statement. */
public sealed interface Criterion {

    /** All of them; true of every session if there is none. */
    record And(List<Criterion> all) implements Criterion {}

    /** At least one of them. */
    record Or(List<Criterion> any) implements Criterion {}

    record Not(Criterion of) implements Criterion {}

    /**
     * These characters stand in what the list shows of the session, or in its id; case does not matter. A search takes them for
     * words of what was said.
     */
    record Words(String text, Match match) implements Criterion {}

    /** How a text is meant. */
    enum Match {
        WORD,
        /** Words together, in this order. */
        PHRASE,
        /** The beginning of a word. */
        PREFIX,
        /** A regular expression, which compiles. */
        REGEX
    }

    /** What was said stands in such a place: {@code in:prompt}. Only a search knows of places. */
    record In(String section) implements Criterion {}

    /** The field holds this text; {@code whole}: it is exactly this. Case matters only if {@code whole}. */
    record Holds(TextField field, String text, boolean whole) implements Criterion {}

    record Is(Trait trait) implements Criterion {}

    record Has(Part part) implements Criterion {}

    record Compares(NumberField field, Comparison comparison, long value) implements Criterion {}

    /** Last active from the first moment on and before the second; epoch milliseconds. */
    record Active(long from, long before) implements Criterion {}

    /** Its log will be deleted by the CLI's own clean-up before this moment, epoch milliseconds. */
    record ExpiresBefore(long moment) implements Criterion {}

    /** True of every session. */
    static Criterion all() {
        return new And(List.of());
    }

    /** Both; {@link #all} is left out. */
    default Criterion and(Criterion other) {
        return equals(all()) ? other : other.equals(all()) ? this : new And(List.of(this, other));
    }

    /** Whether this, or anything it is made of, is like that. */
    default boolean mentions(Predicate<Criterion> like) {
        return like.test(this)
                || switch (this) {
                    case And and -> and.all.stream().anyMatch(c -> c.mentions(like));
                    case Or or -> or.any.stream().anyMatch(c -> c.mentions(like));
                    case Not not -> not.of.mentions(like);
                    default -> false;
                };
    }
}
