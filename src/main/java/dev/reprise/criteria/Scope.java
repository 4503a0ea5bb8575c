package dev.reprise.criteria;

import dev.reprise.criteria.Criterion.Is;
import dev.reprise.criteria.Criterion.Not;

/** What is out of the list unless a query speaks of it: sessions that no person started, and those that one hid or put into the trash. */
public final class Scope {

    /** What a person started, and the last run of each scheduled task. */
    public static final Criterion LISTED = new Is(Trait.LISTED);

    /** What is neither hidden nor in the trash. */
    public static final Criterion SHOWN = new Not(new Is(Trait.HIDDEN));

    private Scope() {}

    /** The part of the default that this query leaves in force. */
    public static Criterion of(Criterion query) {
        boolean kind = query.mentions(c -> c instanceof Is(Trait trait) && trait.of() == Trait.Of.KIND);
        boolean hidden =
                query.mentions(c -> c instanceof Is(Trait trait) && (trait == Trait.HIDDEN || trait == Trait.TRASHED));
        return (kind ? Criterion.all() : LISTED).and(hidden ? Criterion.all() : SHOWN);
    }
}
