package dev.reprise.retention;

import dev.reprise.session.SessionId;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a restore would write into the CLI's home, file by file.
 *
 * @param home of the CLI
 * @param id changes whenever anything of it does: a restore does what this says, or nothing
 * @param blocked why it cannot be, and what to do; null if it can
 * @param steps the transcript is the last
 * @param until until when the CLI's own clean-up leaves the files alone, restored now; null: it deletes nothing
 * @param notes what to know
 */
public record RestorePlan(
        SessionId session,
        Path home,
        String id,
        @Nullable String blocked,
        List<Step> steps,
        @Nullable Instant until,
        List<String> notes) {

    /** What is done with a file. */
    public enum Does {
        /** Writes it. */
        WRITE,
        /** A part of the conversation is there: it stays beside it as {@code .bak}, where the CLI does not look. */
        ASIDE,
        /** It is there, byte for byte: it gets a fresh time. */
        REFRESH,
        /** Another file is there: it stays. */
        LEAVE
    }

    /**
     * One file.
     *
     * @param from where the vault has it; {@code version} which one, 0 the current
     * @param to where it goes
     */
    public record Step(String from, int version, Path to, long bytes, Does does) {}

    /** Bytes that are written. */
    public long bytes() {
        return steps.stream()
                .filter(step -> step.does == Does.WRITE)
                .mapToLong(Step::bytes)
                .sum();
    }

    /** Files that are written. */
    public long files() {
        return steps.stream().filter(step -> step.does == Does.WRITE).count();
    }
}
