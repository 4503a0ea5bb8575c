package dev.reprise.resume;

import dev.reprise.session.Protection;
import dev.reprise.session.Session;
import dev.reprise.session.SessionId;
import dev.reprise.session.SessionKind;
import dev.reprise.session.SessionState;
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
        boolean rewritten) {

    static SampleSession of(String id, Path home, @Nullable String cwd) {
        return new SampleSession(id, home, cwd, "main", Protection.KEPT, null, null, false);
    }

    SampleSession onBranch(@Nullable String other) {
        return new SampleSession(id, home, cwd, other, protection, expiresAt, continuedIn, rewritten);
    }

    SampleSession with(Protection other) {
        return new SampleSession(id, home, cwd, branch, other, expiresAt, continuedIn, rewritten);
    }

    SampleSession expiring(Instant at) {
        return new SampleSession(id, home, cwd, branch, protection, at, continuedIn, rewritten);
    }

    SampleSession goingOnIn(SessionId next) {
        return new SampleSession(id, home, cwd, branch, protection, expiresAt, next, rewritten);
    }

    SampleSession cutDown() {
        return new SampleSession(id, home, cwd, branch, protection, expiresAt, continuedIn, true);
    }

    Session session() {
        return new Session(
                new SessionId("claude", id),
                null,
                "title",
                null,
                null,
                null,
                null,
                "acme/api",
                "/acme/api",
                cwd,
                branch,
                branch,
                home.toString(),
                SessionKind.INTERACTIVE,
                SessionState.ENDED,
                protection,
                expiresAt,
                null,
                null,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                null,
                0,
                new Session.Tokens(0, 0, 0, 0),
                List.of(),
                List.of(),
                null,
                null,
                null,
                continuedIn,
                List.of(),
                false,
                false,
                0,
                rewritten ? new Session.Held(true, 0, null, null, null) : Session.Held.PLAIN,
                1,
                true);
    }
}
