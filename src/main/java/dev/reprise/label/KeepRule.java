package dev.reprise.label;

import dev.reprise.problem.Problem;
import dev.reprise.problem.Reason;

/**
 * How long sessions that a filter finds are kept. The first rule that matches decides; what none matches is kept forever.
 *
 * @param key never changes
 * @param match in the language of the list; not empty
 * @param keep as {@link Keep#text} writes it
 * @param source whether what is not kept goes from the CLI's home too, not from the vault alone
 * @param place of the rule, the smallest first
 */
public record KeepRule(String key, String match, String keep, boolean source, int place) implements Item {

    private static final int LONGEST = 500;

    public KeepRule {
        match = match.strip();
        if (match.isEmpty()) {
            throw new Problem(Reason.BAD_INPUT, "A rule needs something to match, as in is:headless or tag:client-x.");
        }
        if (match.length() > LONGEST) {
            throw new Problem(Reason.BAD_INPUT, "What a rule matches has at most 500 characters.");
        }
        keep = Keep.of(keep).text();
    }

    /** What it says, as a value. */
    public Keep keeps() {
        return Keep.of(keep);
    }

    public KeepRule at(int where) {
        return new KeepRule(key, match, keep, source, where);
    }
}
