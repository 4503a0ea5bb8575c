package dev.reprise.session;

import java.time.LocalDate;
import java.util.List;

/**
 * What was done in a project, over all its sessions that are in the list.
 *
 * @param dirs directories that are shown as it, its own first
 * @param files changed in most sessions first, at most 40
 * @param weeks with sessions, the oldest first, at most 26
 */
public record ProjectDetail(
        List<String> dirs,
        long sessions,
        long turns,
        List<ChangedFile> files,
        List<Week> weeks,
        List<Branch> branches) {

    /** @param path as the tools were given it; a string of a log: hostile, unescaped */
    public record ChangedFile(String path, int sessions, long added, long removed) {}

    /** @param monday its first day, UTC; of sessions that were last active in it */
    public record Week(LocalDate monday, int sessions, long turns) {}

    /** At the end of sessions. */
    public record Branch(String name, int sessions) {}
}
