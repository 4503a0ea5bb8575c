package dev.reprise.label;

import dev.reprise.problem.Problem;
import dev.reprise.problem.Reason;

/**
 * Sessions that a filter finds get a tag: those that are there, and later ones.
 *
 * @param key never changes
 * @param filter in the language of the list; not empty
 */
public record TagRule(String key, String filter, String tag) implements Item {

    private static final int LONGEST = 500;

    public TagRule {
        tag = Given.tag(tag);
        filter = filter.strip();
        if (filter.isEmpty()) {
            throw new Problem(Reason.BAD_INPUT, "A rule needs a filter, as in project:api or branch:feat/.");
        }
        if (filter.length() > LONGEST) {
            throw new Problem(Reason.BAD_INPUT, "The filter of a rule has at most 500 characters.");
        }
    }
}
