package dev.reprise.web.retention;

import dev.reprise.web.shell.Frame;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is kept for how long, ready to print.
 *
 * @param deletes how many sessions the CLI deletes, and what of them is safe
 * @param takes how many the rules would take
 * @param looking whether that is not known yet
 */
record RetentionPage(
        Frame frame,
        Headline deletes,
        Headline takes,
        List<HomeRow> homes,
        Chart chart,
        Taken taken,
        List<DeletionRow> deletions,
        String moreDeletions,
        Held held,
        CopyView copy,
        Rules rules,
        Next next,
        List<TrashRow> trash,
        String trashed,
        List<PrivateRow> privates,
        List<ReceiptRow> receipts,
        boolean looking) {

    /**
     * One of the two numbers.
     *
     * @param tone of the second line: {@code ok}, {@code bad}, or empty
     */
    record Headline(String number, String text, String more, String tone) {}

    /**
     * The rule of a log home.
     *
     * @param warnings projects whose own settings would sweep everybody
     */
    record HomeRow(
            String home,
            boolean only,
            List<SettingRow> settings,
            @Nullable String paused,
            String sweeps,
            List<String> warnings) {}

    /** A place where the time may be set. */
    record SettingRow(String level, String file, String says, boolean inForce) {}

    /**
     * Sessions a day, as bars of a drawing of 364 by 76.
     *
     * @param text the same in words
     */
    record Chart(List<Bar> bars, String first, String middle, String last, String kept, String notKept, String text) {}

    /**
     * A day.
     *
     * @param x of its left edge; {@code height} and {@code badHeight} upwards from the ground
     * @param most whether it has the most, and is labelled
     */
    record Bar(int x, int height, int badHeight, boolean most, String day, String count, String href, boolean any) {}

    /** What the CLI took already. */
    record Taken(String onlyInVault, String lost, String prompts, String damaged) {
        public boolean none() {
            return onlyInVault.equals("0") && lost.equals("0") && damaged.equals("0");
        }
    }

    /** @param answer {@code yes}, {@code no} or {@code unknown} */
    record DeletionRow(String when, String what, String answer, String word, String why) {}

    /** @param first of them, with what lifts the hold */
    record Held(String count, List<HeldRow> first) {}

    record HeldRow(String id, String title, String href) {}

    /**
     * The rules.
     *
     * @param broken what is wrong with {@code rules.yaml}; null if nothing is
     */
    record Rules(
            List<RuleRow> all,
            Sum exempt,
            Sum rest,
            int trashDays,
            boolean daily,
            @Nullable String broken) {}

    record Sum(String sessions, String bytes) {}

    /** @param terms of the match, each in a chip */
    record RuleRow(
            String key,
            int number,
            String match,
            List<String> terms,
            String keep,
            Kind kind,
            boolean source,
            String etag,
            Sum sum,
            String takes,
            String href) {}

    /** What it says, for the form: {@code forever days project routine most}, with its number and the unit of a size. */
    record Kind(String keep, String number, String unit) {}

    /**
     * The next sweep.
     *
     * @param sources how many go from the CLI's home too
     * @param why the button cannot be pressed; null if it can
     */
    record Next(
            String preview,
            long takes,
            String sum,
            List<TakeRow> first,
            String more,
            long sources,
            String button,
            @Nullable String why,
            List<LeftRow> left,
            String leftAlone) {}

    record TakeRow(String title, String href, String why, String when, String bytes) {}

    record LeftRow(String title, String href, String why) {}

    record TrashRow(String id, String title, String href, String by, String left, boolean soon, String bytes) {}

    /** @param known how many sessions of it were imported before */
    record PrivateRow(String key, String by, String text, int known, String purge) {}

    record ReceiptRow(String id, String what, String when, String files, boolean undoable) {}
}
