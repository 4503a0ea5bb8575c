package dev.reprise.web.session;

import dev.reprise.session.Protection;
import dev.reprise.session.Session;
import dev.reprise.session.SessionId;
import dev.reprise.session.SessionKind;
import dev.reprise.web.shell.Format;
import dev.reprise.web.shell.Link;
import dev.reprise.web.shell.ListQuery;
import dev.reprise.web.shell.SafeText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A session as a line of a list and as the head of its page, ready to print.
 *
 * @param brief first characters of the id
 * @param facts turns, time, sub-agents, size
 * @param differs what tells it from others with the same title; empty if none has it
 */
public record SessionRow(
        String id,
        String brief,
        String href,
        String title,
        String agent,
        Place place,
        Said said,
        Changes changes,
        List<String> facts,
        Standing standing,
        Format.@Nullable Moment when,
        List<String> tags,
        boolean pinned,
        boolean imported,
        String differs) {

    /**
     * Where it was.
     *
     * @param worktree name of the worktree it ran in
     */
    record Place(
            String project,
            String projectHref,
            @Nullable String worktree,
            @Nullable String branch,
            @Nullable Link pullRequest) {}

    /** The first and the last prompt. */
    record Said(String first, String last) {}

    /** What it did to files: the one it changed most, and lines. */
    record Changes(@Nullable String topFile, String added, String removed) {}

    /**
     * How it is.
     *
     * @param marks what is unusual: headless, rewritten, two copies, unreadable lines
     */
    record Standing(Badge state, Badge protection, List<Badge> marks) {}

    private static final int LONGEST_PATH = 44;

    /**
     * A word with a meaning.
     *
     * @param slug class for its colour
     */
    record Badge(String slug, String label, String why) {}

    public static SessionRow of(Session session, Format format) {
        return new SessionRow(
                session.id().toString(),
                session.id().brief(),
                "/sessions/" + session.id(),
                SafeText.line(session.title(), 160),
                session.id().agent(),
                new Place(
                        SafeText.line(session.place().project(), 60),
                        ListQuery.none().with("project", session.place().projectDir()),
                        worktree(session.cwd()),
                        session.place().branch() == null
                                ? null
                                : SafeText.line(session.place().branch(), 48),
                        pullRequest(session)),
                new Said(
                        SafeText.line(session.words().firstPrompt(), 240),
                        SafeText.line(session.words().lastPrompt(), 240)),
                new Changes(
                        topFile(session),
                        signed("+", session.changes().linesAdded()),
                        signed("−", session.changes().linesRemoved())),
                facts(session),
                new Standing(state(session), protection(session, format), marks(session)),
                format.moment(
                        session.period().lastActivityAt() == null
                                ? session.period().startedAt()
                                : session.period().lastActivityAt()),
                session.marks().tags().stream()
                        .map(tag -> SafeText.line(tag, 40))
                        .toList(),
                session.marks().pinned(),
                session.imported(),
                session.words().sharedTitle() ? differs(session) : "");
    }

    /** Whether the last prompt says anything that the first did not. */
    public boolean showsLast() {
        return !said.last.isEmpty() && !said.last.equals(said.first);
    }

    /** Whether the first prompt says anything that the title did not. */
    public boolean showsFirst() {
        String stem = title.endsWith("…") ? title.substring(0, title.length() - 1) : title;
        return !said.first.isEmpty()
                && !said.first.equals(title)
                && !(stem.length() > 60 && said.first.startsWith(stem));
    }

    private static String differs(Session session) {
        SessionId from = session.kin().forkedFrom();
        return "#" + session.id().brief() + (from == null ? "" : " · fork of " + from.brief());
    }

    private static String signed(String sign, int lines) {
        return lines > 0 ? sign + Format.count(lines) : "";
    }

    private static List<String> facts(Session session) {
        List<String> facts = new ArrayList<>();
        if (session.kin().runs() > 1) {
            facts.add(Format.count(session.kin().runs()) + " runs");
        }
        if (session.changes().filesTouched() > 0) {
            facts.add(Format.count(session.changes().filesTouched(), "file"));
        }
        if (session.imported()) {
            facts.add(Format.count(session.counts().turns(), "turn"));
        }
        if (session.period().activeMillis() >= 1000) {
            facts.add(Format.span(session.period().activeMillis()) + " active");
        }
        if (session.counts().subagents() > 0) {
            facts.add(Format.count(session.counts().subagents(), "sub-agent"));
        }
        if (session.held().bytes() > 0) {
            facts.add(Format.bytes(session.held().bytes()));
        }
        return facts;
    }

    private static Badge state(Session session) {
        String why = SafeText.line(session.activity().evidence(), 300);
        return switch (session.state()) {
            case LIVE -> new Badge("live", live(session.activity().status()), why);
            case WRITING -> new Badge("writing", "writing, process not seen", why);
            case INTERRUPTED -> new Badge("interrupted", "interrupted", why);
            case ENDED -> new Badge("ended", "", why);
            // of what is lost its protection says it
            case UNKNOWN -> new Badge("unknown", session.imported() && isGone(session) ? "" : "can't tell", why);
        };
    }

    private static String live(@Nullable String status) {
        return status == null ? "live" : "live · " + SafeText.line(status, 20);
    }

    private static boolean isGone(Session session) {
        return switch (session.protection()) {
            case LOST, UNKNOWN, ONLY_SUBAGENTS -> true;
            case KEPT, IMPORTING, ONLY_IN_VAULT, DAMAGED -> false;
        };
    }

    private static Badge protection(Session session, Format format) {
        Instant expires = session.period().expiresAt();
        return switch (session.protection()) {
            case KEPT ->
                expires == null || !session.expiresSoon(format.now())
                        ? new Badge("kept", "kept", "The vault has every byte; " + checked(session, format))
                        : new Badge(
                                "expiring",
                                expires.isAfter(format.now())
                                        ? "kept · CLI deletes in " + format.until(expires)
                                        : "kept · CLI deletes at its next start",
                                "The vault has every byte; the CLI's own clean-up will delete its log.");
            case IMPORTING -> new Badge("importing", "importing", "The vault has a part; the import is on its way.");
            case ONLY_IN_VAULT ->
                new Badge("only", "only in vault", "The CLI's copy is gone, the vault has every byte.");
            case DAMAGED ->
                new Badge(
                        "lost",
                        "damaged",
                        "The CLI's copy is gone, and a part of the vault's cannot be read; its page says how much is left.");
            case ONLY_SUBAGENTS ->
                new Badge(
                        "lost",
                        "only sub-agents",
                        "Its own log was gone before Reprise saw it; what its sub-agents wrote is in the vault.");
            case LOST ->
                new Badge(
                        "lost",
                        "lost",
                        "Only prompts survive: no log of it was ever seen here, and it is older than the CLI keeps logs.");
            case UNKNOWN ->
                new Badge(
                        "unknown",
                        "no log seen",
                        "The CLI's prompt history names it. Whether there is or was a log of it is not known.");
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

    private static List<Badge> marks(Session session) {
        List<Badge> marks = new ArrayList<>();
        if (session.kind() != SessionKind.INTERACTIVE) {
            marks.add(new Badge("kind", session.kind().slug(), why(session.kind())));
        }
        if (session.kin().continuedIn() != null) {
            marks.add(new Badge("kind", "went on elsewhere", "Its log says that another session goes on with it."));
        }
        if (session.held().recoveredEntries() > 0) {
            marks.add(new Badge(
                    "warn",
                    "log shrank",
                    Format.count(session.held().recoveredEntries(), "entry")
                            + " of it are no longer in its log; they are shown from the vault's older versions."));
        } else if (session.rewritten()) {
            marks.add(new Badge(
                    "warn", "rewritten", "Its log changed behind our back. The vault keeps the older version."));
        }
        if (session.kin().copies() > 1 && session.protection() != Protection.LOST) {
            marks.add(new Badge(
                    "warn",
                    session.kin().copies() + " copies",
                    "Several logs have this id; resuming fails until one is left."));
        }
        if (session.counts().unreadableLines() > 0) {
            marks.add(new Badge(
                    "warn",
                    Format.count(session.counts().unreadableLines(), "unreadable line"),
                    "They are kept, and shown in place."));
        }
        return marks;
    }

    private static @Nullable String worktree(@Nullable String cwd) {
        if (cwd == null) {
            return null;
        }
        String path = cwd.replace('\\', '/');
        int at = path.indexOf("/worktrees/");
        if (at < 0) {
            return null;
        }
        String rest = path.substring(at + "/worktrees/".length());
        int slash = rest.indexOf('/');
        return SafeText.line(slash < 0 ? rest : rest.substring(0, slash), 40);
    }

    private static @Nullable Link pullRequest(Session session) {
        Session.PullRequest pull = session.pullRequest();
        if (pull == null) {
            return null;
        }
        return new Link("PR #" + pull.number(), pull.url().startsWith("https://") ? pull.url() : "");
    }

    private static @Nullable String topFile(Session session) {
        return session.changes().topFile() == null
                ? null
                : shortPath(session.changes().topFile(), session);
    }

    /** A path as people name it: relative to where the session ran. */
    static String shortPath(String path, Session session) {
        for (String base :
                new String[] {String.valueOf(session.cwd()), session.place().projectDir()}) {
            if (!base.isEmpty() && path.startsWith(base) && path.length() > base.length() + 1) {
                return tail(SafeText.line(path.substring(base.length() + 1)));
            }
        }
        return tail(SafeText.line(path));
    }

    private static String tail(String path) {
        int cut = path.length() - LONGEST_PATH;
        while (cut > 0 && cut < path.length() && path.charAt(cut) != '/' && path.charAt(cut) != '\\') {
            cut++;
        }
        return cut <= 0 || cut == path.length() ? path : "…" + path.substring(cut);
    }
}
