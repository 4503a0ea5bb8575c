package dev.reprise.pastfiles;

import dev.reprise.agent.FileMark;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a log tells of a file, without what it tells.
 *
 * @param path whole path, as of the machine that it was written on
 * @param at when it was so
 * @param order of two at the same time
 * @param agentId of the sub-agent whose log it is; null: the main one
 * @param vaultPath of the log; the record is its {@code length} bytes from {@code offset}; {@code nth} of its marks
 * @param before whether it tells what was there before; {@code after} what is there from then on
 * @param patches whether it tells what was changed
 * @param backup path in the vault of the copy; null if there is none, or the vault has it not
 */
record Mark(
        FileMark.Kind kind,
        String path,
        Instant at,
        int order,
        @Nullable String agentId,
        String vaultPath,
        int line,
        long offset,
        int length,
        int nth,
        boolean before,
        boolean after,
        boolean patches,
        @Nullable String backup) {

    /** Whether it tells all of what is there from then on. */
    boolean isWhole() {
        return after || kind == FileMark.Kind.ABSENT || backup != null;
    }

    /** Whether it tells all of what was there before. */
    boolean tellsBefore() {
        return before
                || kind == FileMark.Kind.ABSENT
                || kind == FileMark.Kind.MADE
                || kind == FileMark.Kind.SEEN
                || backup != null;
    }

    /** Whether it is of a copy that is not there. */
    boolean isMissing() {
        return kind == FileMark.Kind.BACKUP && backup == null;
    }

    boolean isBackup() {
        return kind == FileMark.Kind.BACKUP || kind == FileMark.Kind.ABSENT;
    }
}
