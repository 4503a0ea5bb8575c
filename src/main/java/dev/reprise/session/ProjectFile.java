package dev.reprise.session;

/**
 * A file that lies among a project's logs and belongs to no session: memory, notes.
 *
 * @param file its address in the vault, as {@code claude/projects/-w/memory/MEMORY.md}
 * @param name path below the project's folder
 * @param versions 1 if it only ever grew
 * @param sourceThere whether the CLI's copy is there
 */
public record ProjectFile(String file, String name, long bytes, long vaultBytes, int versions, boolean sourceThere) {}
