package dev.reprise.web.session;

import dev.reprise.session.Session;
import dev.reprise.session.SessionId;
import dev.reprise.web.shell.Format;
import dev.reprise.web.shell.Link;
import dev.reprise.web.shell.ListQuery;
import dev.reprise.web.shell.SafeText;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A session as a line of a list and as the head of its page, ready to print.
 *
 * @param brief first characters of the id
 * @param facts turns, time, sub-agents, size
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
        @Nullable String stream,
        boolean pinned,
        boolean imported,
        Naming naming) {

    /**
     * Where it was.
     *
     * @param worktree name of the worktree it ran in
     * @param subagents how many worked for it; empty if none did
     */
    record Place(
            String project,
            String projectHref,
            @Nullable String worktree,
            @Nullable String branch,
            @Nullable Link pullRequest,
            String subagents) {}

    /**
     * How it is called.
     *
     * @param from {@code name}, {@code generated}, {@code words}
     * @param given the name that a person gave it here; {@code custom} in the CLI
     * @param beside what the CLI calls it, where a person gave it another name here; else empty
     * @param differs what tells it from others with the same title; empty if none has it
     */
    record Naming(
            String from,
            String beside,
            String differs,
            @Nullable String given,
            @Nullable String custom) {}

    /** The first prompt, and the last one; empty if it is the same. */
    record Said(String first, String last) {}

    /** What it did to files: the one it changed most, and lines. */
    record Changes(@Nullable String topFile, String added, String removed, String files) {}

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
                        ListQuery.none().with("project", session.place().shownDir()),
                        worktree(session.cwd()),
                        session.place().branch() == null
                                ? null
                                : SafeText.line(session.place().branch(), 48),
                        pullRequest(session),
                        session.counts().subagents() == 0
                                ? ""
                                : Format.count(session.counts().subagents(), "sub-agent")),
                new Said(SafeText.line(session.words().firstPrompt(), 140), last(session.words())),
                new Changes(
                        topFile(session),
                        signed("+", session.changes().linesAdded()),
                        signed("−", session.changes().linesRemoved()),
                        session.changes().filesTouched() > 0
                                ? Format.count(session.changes().filesTouched(), "file")
                                : ""),
                facts(session),
                Badges.of(session, format),
                format.moment(
                        session.period().lastActivityAt() == null
                                ? session.period().startedAt()
                                : session.period().lastActivityAt()),
                session.marks().tags().stream()
                        .map(tag -> SafeText.line(tag, 60))
                        .toList(),
                session.marks().stream(),
                session.marks().pinned(),
                session.imported(),
                new Naming(
                        session.words().titleFrom(),
                        beside(session.words()),
                        session.words().sharedTitle() ? differs(session) : "",
                        session.words().name(),
                        session.words().customTitle()));
    }

    /** The last prompt, if it says anything that the first did not. */
    private static String last(Session.Words words) {
        return Objects.equals(words.firstPrompt(), words.lastPrompt()) ? "" : SafeText.line(words.lastPrompt(), 180);
    }

    public boolean showsLast() {
        return !said.last.isEmpty();
    }

    /** Whether the first prompt says anything that the title did not. */
    public boolean showsFirst() {
        String stem = title.endsWith("…") ? title.substring(0, title.length() - 1) : title;
        return !said.first.isEmpty()
                && !said.first.equals(title)
                && !(stem.length() > 60 && said.first.startsWith(stem));
    }

    private static String beside(Session.Words words) {
        String called = words.cliTitle();
        return words.name() == null || called == null || words.name().equalsIgnoreCase(called.strip())
                ? ""
                : SafeText.line(called, 100);
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
        if (session.imported()) {
            facts.add(Format.count(session.counts().turns(), "turn"));
        }
        if (session.period().activeMillis() >= 1000) {
            facts.add(Format.span(session.period().activeMillis()));
        }
        if (session.held().bytes() > 0) {
            facts.add(Format.bytes(session.held().bytes()));
        }
        return facts;
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
    public static String shortPath(String path, Session session) {
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
