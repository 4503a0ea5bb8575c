package dev.reprise.criteria;

import java.util.Arrays;
import java.util.Optional;

/** What a session can be: {@code is:live}. */
public enum Trait {
    LIVE("live", Of.STATE),
    UNSAVED("unsaved", Of.STATE),
    WRITING("writing", Of.STATE),
    INTERRUPTED("interrupted", Of.STATE),
    ENDED("ended", Of.STATE),
    UNKNOWN("unknown", Of.STATE),
    WAITING("waiting", Of.ACTIVITY),
    IDLE("idle", Of.ACTIVITY),
    BUSY("busy", Of.ACTIVITY),
    KEPT("kept", Of.PROTECTION),
    INCOMPLETE("incomplete", Of.PROTECTION),
    IMPORTING("importing", Of.PROTECTION),
    ONLY_IN_VAULT("only-in-vault", Of.PROTECTION),
    ONLY_SUBAGENTS("only-subagents", Of.PROTECTION),
    LOST("lost", Of.PROTECTION),
    NO_LOG("no-log", Of.PROTECTION),
    DAMAGED("damaged", Of.PROTECTION),
    INTERACTIVE("interactive", Of.KIND),
    HEADLESS("headless", Of.KIND),
    TEAM("team", Of.KIND),
    BACKGROUND("background", Of.KIND),
    SCHEDULED("scheduled", Of.KIND),
    INTERNAL("internal", Of.KIND),
    EMPTY("empty", Of.KIND),
    NAMED("named", Of.LABEL),
    UNNAMED("unnamed", Of.LABEL),
    PINNED("pinned", Of.LABEL),
    HELD("held", Of.LABEL),
    HIDDEN("hidden", Of.LABEL),
    TRASHED("trashed", Of.LABEL),
    /** In the list unless something else is asked for: what a person started, and the last run of each scheduled task. */
    LISTED("listed", Of.KIND);

    /** What kind of thing it says. */
    public enum Of {
        STATE,
        /** What the client of a live session says it does. */
        ACTIVITY,
        PROTECTION,
        KIND,
        LABEL
    }

    private final String slug;
    private final Of of;

    Trait(String slug, Of of) {
        this.slug = slug;
        this.of = of;
    }

    /** As it is typed; for a state, protection or kind also its slug in the API. */
    public String slug() {
        return slug;
    }

    public Of of() {
        return of;
    }

    /** The one that is called so. */
    public static Optional<Trait> called(String slug) {
        return Arrays.stream(values()).filter(trait -> trait.slug.equals(slug)).findFirst();
    }
}
