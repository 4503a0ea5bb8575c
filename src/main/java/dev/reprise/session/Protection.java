package dev.reprise.session;

import java.util.Arrays;

/** How safe a session is. */
public enum Protection {
    /** The vault has every byte, and its file was there when last looked at. */
    KEPT("kept"),
    /** The vault has every byte of its log, and the client could not write all of the conversation into that. */
    INCOMPLETE("incomplete"),
    /** The vault has a part; the import is on its way. */
    IMPORTING("importing"),
    /** The CLI's copy is gone, the vault has it. */
    ONLY_IN_VAULT("only-in-vault"),
    /** Its main log was gone before Reprise saw it; what its sub-agents wrote is kept. */
    ONLY_SUBAGENTS("only-subagents"),
    /** Only prompts survive, and they are older than the CLI keeps logs: it was deleted before Reprise ran. */
    LOST("lost"),
    /** The CLI's prompt history names it, and no log was seen: whether there is or was one is not known. */
    UNKNOWN("unknown"),
    /** The CLI's copy is gone, and a part of the vault's cannot be read. */
    DAMAGED("damaged");

    private final String slug;

    Protection(String slug) {
        this.slug = slug;
    }

    /** As the catalogue stores it and the API and addresses say it; never changes. */
    public String slug() {
        return slug;
    }

    /** @throws IllegalArgumentException for what is no slug of these */
    public static Protection of(String slug) {
        return Arrays.stream(values())
                .filter(protection -> protection.slug.equals(slug))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no protection: " + slug));
    }
}
