package dev.reprise.criteria;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** What can be typed, for the help beside the box. */
public final class Language {

    /** @param example what one types; {@code help} what it finds */
    public record Term(String example, String help) {

        /** What stands before the colon of the example. */
        String field() {
            return example.substring(0, example.indexOf(':'));
        }
    }

    /** What {@code in:} takes. */
    public static final List<String> PLACES =
            List.of("prompt", "reply", "thinking", "command", "edit", "output", "other", "name");

    private static final List<Term> SIGNS = List.of(
            new Term("jwt login", "both words; the list looks in title, prompts, project, branch, tags"),
            new Term("\"fix the login\"", "these words together"),
            new Term("-headless", "without it; also NOT"),
            new Term("docker (build OR push)", "one of two neighbours"),
            new Term("migrat*", "words that begin so"),
            new Term("/time(out|d)/", "a regular expression"));

    private static final Term IN = new Term(
            "in:prompt", "where it was said, in a search: also " + String.join(", ", PLACES.subList(1, PLACES.size())));

    private static final List<Term> TIMES = List.of(
            new Term("after:3d", "active within three days"),
            new Term("before:2026-05", "last active before May; on:, since:, until:"),
            new Term("on:\"last week\"", "yesterday, this month, 2026-05-31 …"));

    /** The few that help most, for one who begins to type. */
    public static final List<Term> FIRST = List.of(
            new Term("is:live", "or interrupted, kept, expiring …"),
            new Term("project:api", "label or directory"),
            new Term("file:auth.ts", "a file that it changed"),
            new Term("turns:>20", "also size:>5MB, lines:, tokens:"),
            new Term("after:3d", "or before:2026-05, on:yesterday"),
            new Term("-word", "without it; OR, \"phrases\", brackets"));

    /** All of it. */
    public static final List<Term> ALL = all();

    private Language() {}

    private static List<Term> all() {
        List<Term> all = new ArrayList<>(SIGNS);
        all.add(new Term(
                "is:live",
                "also "
                        + Arrays.stream(Trait.values()).skip(1).map(Trait::slug).collect(Collectors.joining(", "))
                        + ", expiring"));
        all.add(new Term(
                "has:image",
                "also " + Arrays.stream(Part.values()).skip(1).map(Part::slug).collect(Collectors.joining(", "))));
        all.add(IN);
        for (TextField field : TextField.values()) {
            all.add(field.term());
        }
        for (NumberField field : NumberField.values()) {
            all.add(field.term());
        }
        all.addAll(TIMES);
        return List.copyOf(all);
    }
}
