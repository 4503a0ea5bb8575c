package dev.reprise.agent;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a CLI brings back of a log when it resumes it, and what stays out of reach.
 *
 * @param turns prompts of a person that were answered, in all of the log; {@code reached} those that a resume brings back
 * @param from the first prompt that is brought back, {@code upTo} the last; null if there is none
 * @param begun when its first message was written, epoch milliseconds; 0 if that is not known
 * @param compacted whether what was before comes back as the summary of a compaction
 * @param parts what is out of reach, the newest first, at most {@value #MOST}
 */
public record Brought(
        int turns,
        int reached,
        @Nullable Mark from,
        @Nullable Mark upTo,
        boolean compacted,
        long begun,
        List<Part> parts) {

    /** Parts that are told of. */
    public static final int MOST = 20;

    public Brought {
        parts = List.copyOf(parts);
    }

    /** Whether there are turns, and a resume brings back all of them. */
    public boolean isWhole() {
        return turns == reached && parts.isEmpty();
    }

    /** Whether nothing is out of reach but what a person went back from, or what a compaction sums up. */
    public boolean isExpected() {
        return parts.stream().allMatch(part -> part.why == Why.REWOUND || part.why == Why.COMPACTED);
    }

    /** A prompt: the line of its log, from 1, and its first words on one line. */
    public record Mark(int line, String words) {}

    /** Why a part is out of reach. */
    public enum Why {
        /** The way back leads over records that are not in the log. */
        BROKEN,
        /** Another beginning in the same log, from which nothing leads to what is resumed. */
        BEGINNING,
        /** Another process went on from the same place, or the log says to stop before it. */
        BRANCH,
        /** A person went back and began anew from an earlier prompt. */
        REWOUND,
        /** A compaction came after it; its summary is brought back instead. */
        COMPACTED
    }

    /**
     * Something out of reach that can be taken out as a log of its own.
     *
     * @param leaf uuid of its last message
     * @param turns all turns of its chain; {@code own} those that nothing else brings back
     * @param first the first of those; {@code last} the last
     */
    public record Part(Why why, UUID leaf, int turns, int own, Mark first, Mark last) {}
}
