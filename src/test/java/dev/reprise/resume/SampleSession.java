package dev.reprise.resume;

import dev.reprise.session.Protection;
import dev.reprise.session.Session;
import dev.reprise.session.SessionId;
import dev.reprise.session.SessionKind;
import dev.reprise.session.SessionState;
import dev.reprise.session.Troubles;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A session of the catalogue, with what matters for resuming; everything else is quiet. */
record SampleSession(
        String id,
        Path home,
        @Nullable String cwd,
        @Nullable String branch,
        Protection protection,
        @Nullable Instant expiresAt,
        @Nullable SessionId continuedIn,
        boolean rewritten,
        SessionState state) {

    static SampleSession of(String id, Path home, @Nullable String cwd) {
        return new SampleSession(id, home, cwd, "main", Protection.KEPT, null, null, false, SessionState.ENDED);
    }

    SampleSession onBranch(@Nullable String other) {
        return new SampleSession(id, home, cwd, other, protection, expiresAt, continuedIn, rewritten, state);
    }

    SampleSession with(Protection other) {
        return new SampleSession(id, home, cwd, branch, other, expiresAt, continuedIn, rewritten, state);
    }

    SampleSession expiring(Instant at) {
        return new SampleSession(id, home, cwd, branch, protection, at, continuedIn, rewritten, state);
    }

    SampleSession goingOnIn(SessionId next) {
        return new SampleSession(id, home, cwd, branch, protection, expiresAt, next, rewritten, state);
    }

    SampleSession cutDown() {
        return new SampleSession(id, home, cwd, branch, protection, expiresAt, continuedIn, true, state);
    }

    SampleSession beingWritten() {
        return new SampleSession(
                id, home, cwd, branch, protection, expiresAt, continuedIn, rewritten, SessionState.WRITING);
    }

    Session session() {
        return of("/acme/api");
    }

    /** Of the project in this directory. */
    Session of(String projectDir) {
        return new Session(
                new SessionId("claude", id),
                new Session.Words(null, "title", null, null, null, null, null, false, "name"),
                new Session.Place("acme/api", projectDir, projectDir, cwd, branch, branch, home.toString()),
                SessionKind.INTERACTIVE,
                state,
                new Session.Activity(null, null, "It was answered."),
                protection,
                new Session.Period(null, null, 0, expiresAt),
                new Session.Counts(0, 0, 0, 0, 0, 0, 0, new Session.Tokens(0, 0, 0, 0, 0)),
                new Session.Changes(0, 0, 0, null),
                new Session.Client(null, List.of(), List.of(), List.of()),
                null,
                new Session.Kin(null, continuedIn, 1, null, null, 0),
                new Session.Marks(List.of(), null, false, false, null),
                Troubles.NONE,
                new Session.Held(0, rewritten, 0, null, null, null),
                true);
    }
}
