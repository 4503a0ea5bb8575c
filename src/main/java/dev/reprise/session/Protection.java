package dev.reprise.session;

/** How safe a session is. */
public enum Protection {
    /** The vault has every byte, and its file was there when last looked at. */
    KEPT,
    /** The vault has a part; the import is on its way. */
    IMPORTING,
    /** The CLI's copy is gone, the vault has it. */
    ONLY_IN_VAULT,
    /** Only prompts survive: the log was deleted before Reprise ran. */
    LOST,
    /** The CLI's copy is gone, and a part of the vault's cannot be read. */
    DAMAGED;

    public String slug() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
