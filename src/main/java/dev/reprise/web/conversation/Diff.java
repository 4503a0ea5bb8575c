package dev.reprise.web.conversation;

import dev.reprise.agent.Action;
import dev.reprise.web.shell.SafeText;
import java.util.ArrayList;
import java.util.List;

/**
 * The lines that a change takes away and puts in, with a few around them that stay.
 *
 * @param left lines that are too many to show
 */
record Diff(List<Change> lines, int left) {

    private static final int MAX_LINES = 400;
    private static final int CONTEXT = 3;

    /** @param sign {@code -}, {@code +}, a space for a line that stays, {@code @} between two changes; {@code slug} a class */
    record Change(String sign, String slug, String text) {}

    static Diff of(List<Action.Hunk> hunks) {
        List<Change> all = new ArrayList<>();
        for (Action.Hunk hunk : hunks) {
            if (!all.isEmpty()) {
                all.add(new Change("", "gap", "⋯"));
            }
            add(all, hunk);
        }
        int shown = Math.min(MAX_LINES, all.size());
        return new Diff(List.copyOf(all.subList(0, shown)), all.size() - shown);
    }

    private static void add(List<Change> all, Action.Hunk hunk) {
        List<String> before = lines(hunk.before());
        List<String> after = lines(hunk.after());
        int most = Math.min(before.size(), after.size());
        int same = 0;
        while (same < most && before.get(same).equals(after.get(same))) {
            same++;
        }
        int end = 0;
        while (end < most - same && before.get(before.size() - 1 - end).equals(after.get(after.size() - 1 - end))) {
            end++;
        }
        add(all, " ", "same", after.subList(Math.max(0, same - CONTEXT), same));
        add(all, "−", "gone", before.subList(same, before.size() - end));
        add(all, "+", "new", after.subList(same, after.size() - end));
        add(all, " ", "same", after.subList(after.size() - end, Math.min(after.size(), after.size() - end + CONTEXT)));
    }

    private static void add(List<Change> all, String sign, String slug, List<String> lines) {
        lines.forEach(line -> all.add(new Change(sign, slug, SafeText.text(line))));
    }

    private static List<String> lines(String text) {
        return text.isEmpty() ? List.of() : text.lines().toList();
    }
}
