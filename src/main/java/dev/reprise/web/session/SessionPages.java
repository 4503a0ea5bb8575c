package dev.reprise.web.session;

import dev.reprise.agent.SourceFile;
import dev.reprise.catalogue.Sessions;
import dev.reprise.label.Labels;
import dev.reprise.organise.Names;
import dev.reprise.problem.Problem;
import dev.reprise.problem.Reason;
import dev.reprise.resume.ResumeCommands;
import dev.reprise.resume.Shell;
import dev.reprise.retention.Sweeps;
import dev.reprise.session.Session;
import dev.reprise.session.SessionDetail;
import dev.reprise.session.SessionDetail.Subagent;
import dev.reprise.session.SessionId;
import dev.reprise.transcript.RawFiles;
import dev.reprise.transcript.Stretch;
import dev.reprise.transcript.Transcripts;
import dev.reprise.transcript.Turn;
import dev.reprise.transcript.Window;
import dev.reprise.web.conversation.AgentRef;
import dev.reprise.web.conversation.Conversation;
import dev.reprise.web.conversation.Excerpt;
import dev.reprise.web.conversation.Outline;
import dev.reprise.web.session.SessionController.Anchor;
import dev.reprise.web.shell.Format;
import dev.reprise.web.shell.Frames;
import dev.reprise.web.shell.SafeText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Puts together the page of a session from catalogue, transcript and resume command. */
@Component
class SessionPages {

    /** Bytes of a rescued text that the page shows. */
    private static final int RESCUED = 1 << 19;

    private final Sessions sessions;
    private final RawFiles files;
    private final Transcripts transcripts;
    private final ResumeCommands resumes;
    private final Frames frames;
    private final Format format;
    private final Labels labels;
    private final Names names;
    private final Sweeps sweeps;

    SessionPages(
            Sessions sessions,
            RawFiles files,
            Transcripts transcripts,
            ResumeCommands resumes,
            Labels labels,
            Names names,
            Sweeps sweeps,
            Frames frames,
            Format format) {
        this.sessions = sessions;
        this.files = files;
        this.transcripts = transcripts;
        this.resumes = resumes;
        this.labels = labels;
        this.names = names;
        this.sweeps = sweeps;
        this.frames = frames;
        this.format = format;
    }

    ConversationPage page(String name, @Nullable String agentRef, Anchor place) {
        return page(name, agentRef, place, true);
    }

    /** The page without the conversation itself. */
    ConversationPage around(String name, @Nullable String agentRef, Anchor place) {
        return page(name, agentRef, place, false);
    }

    private Sweeps.InForce rule(Session session) {
        return sweeps.inForce(
                session.id(),
                session.marks().pinned(),
                labels.of(session.id()).hold(),
                session.period().lastActivityAt());
    }

    private ConversationPage page(String name, @Nullable String agentRef, Anchor place, boolean whole) {
        String agentId = AgentRef.id(agentRef);
        Session session = sessions.get(name);
        SessionDetail detail = sessions.detail(session);
        SessionRow head = SessionRow.of(session, format);
        boolean logged = transcripts.has(session.id(), agentId);
        List<Turn> turns = logged ? transcripts.outline(session.id(), agentId) : List.of();
        int total = logged ? transcripts.entries(session.id(), agentId) : 0;
        String tab = agentId == null && place.tab() != null ? place.tab() : "conversation";
        boolean shown = logged && "conversation".equals(tab);
        Excerpt excerpt = shown ? excerpt(session.id(), agentId, place, turns, total) : null;
        List<ConversationPage.Typed> typed = logged ? List.of() : typed(session.id());
        return new ConversationPage(
                whole ? frames.frame("") : null,
                head,
                agentId == null ? null : agent(head, detail, agentId),
                ConversationPage.tabs(session, detail),
                tab,
                logged,
                total,
                excerpt == null || !whole
                        ? null
                        : conversation(
                                session.id(),
                                agentId,
                                excerpt,
                                source(session.id(), agentId, turns, detail.subagents()),
                                target(place)),
                typed,
                shown && agentId == null ? unwritten(session) : List.of(),
                agentId == null && "conversation".equals(tab) ? rescued(session, detail) : List.of(),
                Outline.of(turns, total, excerpt == null ? 0 : excerpt.first(), format),
                whole ? panel(session, "", false, "") : null,
                ConversationPage.Note.of(labels.of(session.id())),
                agentId == null ? names.offered(session, detail.lineage()).orElse(null) : null,
                SessionFacts.of(head, detail, rule(session), format),
                ConversationPage.Gone.of(session, !typed.isEmpty()));
    }

    private List<ConversationPage.Rescued> rescued(Session session, SessionDetail detail) {
        return detail.stored().stream()
                .filter(file -> file.kind().equals(SourceFile.RESCUED))
                .map(file -> rescued(session.id(), file))
                .toList();
    }

    private ConversationPage.Rescued rescued(SessionId id, SessionDetail.Stored file) {
        RawFiles.Raw raw = files.find(id, file.file(), 0);
        try (InputStream in = files.open(raw)) {
            String text = new String(in.readNBytes(RESCUED), StandardCharsets.UTF_8);
            return new ConversationPage.Rescued(
                    SafeText.line(raw.name(), 80),
                    SafeText.text(text),
                    raw.size() > RESCUED ? "All of it, " + Format.bytes(raw.size()) + ", stands in Raw." : "");
        } catch (IOException e) {
            throw new Problem(
                    Reason.STORAGE, "The vault's copy of " + raw.name() + " cannot be read: " + e.getMessage());
        }
    }

    private List<ConversationPage.Typed> unwritten(Session session) {
        return sessions.unwritten(session).stream()
                .map(typed -> new ConversationPage.Typed(format.moment(typed.at()), typed.text()))
                .toList();
    }

    private List<ConversationPage.Typed> typed(SessionId id) {
        return sessions.typed(id).stream()
                .map(typed -> new ConversationPage.Typed(format.moment(typed.at()), typed.text()))
                .toList();
    }

    Conversation conversation(String name, @Nullable String agentRef, Anchor place) {
        String agentId = AgentRef.id(agentRef);
        SessionId id = sessions.get(name).id();
        List<Turn> turns = transcripts.outline(id, agentId);
        Excerpt excerpt = excerpt(id, agentId, place, turns, transcripts.entries(id, agentId));
        return conversation(id, agentId, excerpt, source(id, agentId, turns, sessions.subagents(id)), target(place));
    }

    /** The turns before, or what stands after, a position; {@code side}: {@code before} or {@code after}. */
    Conversation more(String name, @Nullable String agentRef, String side, int position) {
        String agentId = AgentRef.id(agentRef);
        SessionId id = sessions.get(name).id();
        List<Turn> turns = transcripts.outline(id, agentId);
        int total = transcripts.entries(id, agentId);
        Excerpt excerpt =
                "before".equals(side) ? Excerpt.before(turns, total, position) : Excerpt.after(turns, total, position);
        return conversation(id, agentId, excerpt, source(id, agentId, turns, sessions.subagents(id)), null);
    }

    /** A window of the entries of one turn that lie in {@code all}, before or after a position. */
    Conversation.Steps steps(String name, @Nullable String agentRef, String side, int position, Stretch all) {
        String agentId = AgentRef.id(agentRef);
        SessionId id = sessions.get(name).id();
        int at = Math.clamp(position, all.from(), all.to());
        Stretch shown = "before".equals(side)
                ? new Stretch(Math.max(all.from(), at - Excerpt.WINDOW), at)
                : new Stretch(at, Math.min(all.to(), at + Excerpt.WINDOW));
        Window window = transcripts.windows(id, agentId, List.of(shown)).getFirst();
        List<Turn> turns = transcripts.outline(id, agentId);
        // its other side is on the page already
        Stretch rest = "before".equals(side) ? new Stretch(all.from(), at) : new Stretch(at, all.to());
        return Conversation.steps(source(id, agentId, turns, sessions.subagents(id)), rest, window);
    }

    PreviewPane preview(String name, String shell) {
        Session session = sessions.get(name);
        SessionRow head = SessionRow.of(session, format);
        return new PreviewPane(
                head,
                panel(session, shell, false, ""),
                SessionFacts.of(head, sessions.detail(session), rule(session), format));
    }

    ResumePanel resume(String name, String shell, boolean fork, String flags) {
        return panel(sessions.get(name), shell, fork, flags);
    }

    /** What the panels of these sessions would say; those that are gone are left out. */
    List<RowVerdict> verdicts(List<String> ids) {
        return ids.stream()
                .limit(RowVerdict.MOST)
                .flatMap(id -> sessions.find(id).stream())
                .map(session -> new RowVerdict(
                        session.id().toString(), panel(session, "", false, "").verdict()))
                .toList();
    }

    /** Several commands in one script; those that will not work are left out, and named. */
    Script script(List<String> names, String shell) {
        Shell whose = shell.isBlank() ? Shell.BASH : Shell.of(shell);
        List<ResumeCommands.Named> commands = new ArrayList<>();
        List<String> left = new ArrayList<>();
        for (String name : names.subList(0, Math.min(names.size(), Script.MAX))) {
            Session session = sessions.get(name);
            ResumePanel panel = panel(session, whose.slug(), false, "");
            boolean own = ResumeCommands.shellOf(session) == Shell.BASH;
            if (own && panel.command() != null && !panel.verdict().slug().equals("blocked")) {
                commands.add(new ResumeCommands.Named(
                        session.title(), panel.command().exact()));
            } else {
                left.add(SafeText.line(session.title(), 40));
            }
        }
        return Script.of(commands, left, names.size(), whose);
    }

    private Excerpt excerpt(SessionId id, @Nullable String agentId, Anchor place, List<Turn> turns, int total) {
        Integer line = line(place);
        return place.from() == null && "end".equals(place.at())
                ? Excerpt.before(turns, total, total)
                : Excerpt.around(turns, total, first(id, agentId, place, line));
    }

    private static @Nullable String target(Anchor place) {
        Integer line = line(place);
        return line == null ? null : "l" + line;
    }

    private Conversation conversation(
            SessionId id,
            @Nullable String agentId,
            Excerpt excerpt,
            Conversation.Source source,
            @Nullable String target) {
        List<Window> windows = transcripts.windows(id, agentId, excerpt.stretches());
        return Conversation.of(source, excerpt, windows, target);
    }

    private Conversation.Source source(
            SessionId id, @Nullable String agentId, List<Turn> turns, List<Subagent> agents) {
        return new Conversation.Source(base(id, agentId), turns, agents, format);
    }

    private int first(SessionId id, @Nullable String agentId, Anchor place, @Nullable Integer line) {
        if (place.from() != null) {
            return Math.max(0, place.from());
        }
        return line == null ? 0 : transcripts.position(id, agentId, line);
    }

    private static @Nullable Integer line(Anchor place) {
        if (place.at() == null || place.at().isBlank() || "end".equals(place.at())) {
            return null;
        }
        try {
            return Math.max(1, Integer.parseInt(place.at()));
        } catch (NumberFormatException e) {
            throw new Problem(Reason.BAD_INPUT, "That is no place in a conversation. Say at=<line> or at=end.");
        }
    }

    private static ConversationPage.Agent agent(SessionRow head, SessionDetail detail, String agentId) {
        return detail.subagents().stream()
                .filter(agent -> agent.agentId().equals(agentId))
                .findFirst()
                .map(agent -> ConversationPage.Agent.of(head, agent))
                .orElseThrow(() -> new Problem(
                        Reason.NOT_FOUND, "This session has no such sub-agent. Its page lists those it has."));
    }

    private static String base(SessionId id, @Nullable String agentId) {
        return "/sessions/" + id + (agentId == null ? "" : "/agents/" + AgentRef.of(agentId));
    }

    private ResumePanel panel(Session session, String shell, boolean fork, String flags) {
        String href = "/sessions/" + session.id() + "/resume";
        Shell whose = shell.isBlank() ? ResumeCommands.shellOf(session) : Shell.of(shell);
        ResumePanel.Options options = new ResumePanel.Options(whose.slug(), fork, flags);
        try {
            List<String> words = ResumeCommands.words(flags, whose);
            return ResumePanel.of(href, resumes.resume(session, whose, fork, words), options);
        } catch (Problem problem) {
            return ResumePanel.refused(href, options, problem);
        }
    }
}
