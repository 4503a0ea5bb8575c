package dev.reprise.agent;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the CLI's registry of running sessions.
 *
 * @param session native id
 * @param life whether that very process (pid and start time) is there now
 * @param entrypoint how it was started, as logs say it ({@code cli})
 * @param background whether it runs without a terminal ({@code claude attach} reaches it)
 * @param name that the CLI shows for it
 * @param startedAt as the entry says; {@code processSince} as the system says of a process that is there
 * @param statusSince when it came to do what it does; {@code updatedAt} when the entry was written last
 * @param saving of a process that is there; {@link Saving#UNKNOWN} of any other
 * @param status {@code busy}, {@code idle}, {@code waiting} or what the CLI wrote
 */
public record Running(
        String session,
        long pid,
        Life life,
        boolean background,
        @Nullable String entrypoint,
        @Nullable String jobId,
        @Nullable String cwd,
        @Nullable String status,
        @Nullable String waitingFor,
        @Nullable String name,
        @Nullable Instant startedAt,
        @Nullable Instant processSince,
        @Nullable Instant statusSince,
        @Nullable Instant updatedAt,
        Saving saving) {

    /** What is known of a process. */
    public enum Life {
        THERE,
        GONE,
        /** It runs, or ran, where this process cannot look: in another container, or on another machine. */
        UNSEEN
    }

    public boolean alive() {
        return life == Life.THERE;
    }
}
