package dev.reprise.web.session;

import dev.reprise.session.Protection;
import dev.reprise.session.Session;
import dev.reprise.session.SessionKind;
import dev.reprise.session.Troubles;
import dev.reprise.web.shell.Format;
import dev.reprise.web.shell.SafeText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a session is, as words with a meaning; each says how it is known. */
final class Badges {

    private Badges() {}

    static SessionRow.Standing of(Session session, Format format) {
        return new SessionRow.Standing(state(session), protection(session, format), marks(session));
    }

    private static SessionRow.Badge state(Session session) {
        String why = SafeText.line(session.activity().evidence(), 300);
        return switch (session.state()) {
            case LIVE -> live(session.activity().status(), why);
            case UNSAVED -> new SessionRow.Badge("unsaved", "not being saved", why);
            case WRITING -> new SessionRow.Badge("writing", "writing", why);
            case INTERRUPTED -> new SessionRow.Badge("interrupted", "interrupted", why);
            case ENDED -> new SessionRow.Badge("ended", "", why);
            // of what is lost its protection says it
            case UNKNOWN ->
                new SessionRow.Badge("unknown", session.imported() && isGone(session) ? "" : "can't tell", why);
        };
    }

    /** What its client says it does; the shape says it too. */
    private static SessionRow.Badge live(@Nullable String status, String why) {
        return switch (status) {
            case "waiting" -> new SessionRow.Badge("live waiting", "waiting", why);
            case "idle" -> new SessionRow.Badge("live idle", "idle", why);
            case null, default -> new SessionRow.Badge("live", "live", why);
        };
    }

    private static boolean isGone(Session session) {
        return switch (session.protection()) {
            case LOST, UNKNOWN, ONLY_SUBAGENTS -> true;
            case KEPT, INCOMPLETE, IMPORTING, ONLY_IN_VAULT, DAMAGED -> false;
        };
    }

    private static SessionRow.Badge protection(Session session, Format format) {
        Instant expires = session.period().expiresAt();
        return switch (session.protection()) {
            case KEPT ->
                expires == null || !session.expiresSoon(format.now())
                        ? new SessionRow.Badge("kept", "kept", "The vault has every byte; " + checked(session, format))
                        : new SessionRow.Badge(
                                "expiring",
                                expires.isAfter(format.now())
                                        ? "kept · CLI deletes in " + format.until(expires)
                                        : "kept · CLI deletes at its next start",
                                "The vault has every byte; the CLI's own clean-up will delete its log.");
            case INCOMPLETE ->
                new SessionRow.Badge(
                        "lost",
                        "incomplete",
                        SessionFacts.lacking(session, format).orElse(""));
            case IMPORTING ->
                new SessionRow.Badge("importing", "importing", "The vault has a part; the import is on its way.");
            case ONLY_IN_VAULT ->
                new SessionRow.Badge("only", "only in vault", "The CLI's copy is gone, the vault has every byte.");
            case DAMAGED ->
                new SessionRow.Badge(
                        "lost",
                        "damaged",
                        "The CLI's copy is gone, and a part of the vault's cannot be read; its page says how much is left.");
            case ONLY_SUBAGENTS ->
                new SessionRow.Badge(
                        "lost",
                        "only sub-agents",
                        "Its own log was gone before Reprise saw it; what its sub-agents wrote is in the vault.");
            case LOST ->
                new SessionRow.Badge(
                        "lost",
                        "lost",
                        session.troubles().registered() != null
                                ? "Its client's registry names a process that is gone; no log of it was ever seen."
                                : "Only prompts survive: no log of it was ever seen here, and it is older than the CLI keeps logs.");
            case UNKNOWN ->
                new SessionRow.Badge(
                        "unknown", "no log seen", "No log of it was seen. Whether there is or was one is not known.");
        };
    }

    private static String checked(Session session, Format format) {
        Format.Moment at = format.moment(session.held().verifiedAt());
        return at == null
                ? "its file was there when last looked at."
                : "last read back and found whole " + at.text() + ".";
    }

    private static String why(SessionKind kind) {
        return switch (kind) {
            case INTERACTIVE -> "A person started it.";
            case HEADLESS -> "A program started it: claude -p, or an SDK.";
            case TEAM -> "The lead of a team of agents started it.";
            case BACKGROUND -> "The background daemon started it.";
            case SCHEDULED -> "A schedule started it, and no person spoke in it.";
            case INTERNAL -> "The client started it for itself.";
            case EMPTY -> "It holds no message.";
        };
    }

    private static List<SessionRow.Badge> marks(Session session) {
        List<SessionRow.Badge> marks = new ArrayList<>();
        if (session.marks().inTrash()) {
            marks.add(new SessionRow.Badge("warn", "in the trash", "It is purged for good when its days are over."));
        }
        if (session.kind() != SessionKind.INTERACTIVE) {
            marks.add(new SessionRow.Badge("kind", session.kind().slug(), why(session.kind())));
        }
        if (session.kin().continuedIn() != null) {
            marks.add(new SessionRow.Badge(
                    "kind", "went on elsewhere", "Its log says that another session goes on with it."));
        }
        if (session.held().recoveredEntries() > 0) {
            marks.add(new SessionRow.Badge(
                    "warn",
                    "log shrank",
                    Format.count(session.held().recoveredEntries(), "entry")
                            + " of it are no longer in its log; they are shown from the vault's older versions."));
        } else if (session.rewritten()) {
            marks.add(new SessionRow.Badge(
                    "warn", "rewritten", "Its log changed behind our back. The vault keeps the older version."));
        }
        Troubles.Stuck stuck = session.troubles().stuck();
        if (stuck != null) {
            marks.add(new SessionRow.Badge(
                    "warn",
                    "stuck",
                    "The last " + Format.count(stuck.prompts()) + " prompts got the same error: "
                            + SafeText.line(stuck.error(), 160) + ". Going on will fail again."));
        }
        if (session.troubles().parts() > 0) {
            marks.add(new SessionRow.Badge(
                    "warn",
                    "in " + session.troubles().parts() + " parts",
                    "Several logs hold its conversation together, and none has all of it: it is shown as one; resuming brings back a"
                            + " part."));
        } else if (session.kin().copies() > 1 && session.protection() != Protection.LOST) {
            marks.add(new SessionRow.Badge(
                    "warn",
                    session.kin().copies() + " copies",
                    "Several logs have this id; resuming fails until one is left."));
        }
        if (session.counts().unreadableLines() > 0) {
            marks.add(new SessionRow.Badge(
                    "warn",
                    Format.count(session.counts().unreadableLines(), "unreadable line"),
                    "They are kept, and shown in place."));
        }
        return marks;
    }
}
