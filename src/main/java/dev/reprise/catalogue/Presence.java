package dev.reprise.catalogue;

import org.jspecify.annotations.Nullable;

/**
 * What is seen of a session's process; a session of which nothing is seen has none.
 *
 * @param status what the client says it does ({@code waiting}, {@code idle}, {@code busy}), at most 20 characters
 * @param waitingFor what for, at most 200 characters; of what is not saved, why
 */
public record Presence(
        Kind kind, @Nullable String status, @Nullable String waitingFor) {

    private static final int STATUS = 20;
    private static final int WAITING_FOR = 200;

    public Presence {
        status = status == null ? null : dev.reprise.agent.Clip.to(status, STATUS);
        waitingFor = waitingFor == null ? null : dev.reprise.agent.Clip.to(waitingFor, WAITING_FOR);
    }

    /** How it is known. */
    public enum Kind {
        /** The client's registry names its process, and that process is there. */
        LIVE("live"),
        /** A process runs it, and saves nothing of it. */
        UNSAVED("unsaved"),
        /** The client's registry names a process that cannot be seen from here. */
        UNSEEN("unseen"),
        /** Its log was seen to grow a moment ago; no process is seen that does it. */
        WRITING("writing");

        private final String code;

        Kind(String code) {
            this.code = code;
        }

        /** As the catalogue stores it; never changes. */
        public String code() {
            return code;
        }
    }

    /** Its log grows. */
    public static Presence writing() {
        return new Presence(Kind.WRITING, null, null);
    }
}
