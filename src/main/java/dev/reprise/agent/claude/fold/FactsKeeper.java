package dev.reprise.agent.claude.fold;

import dev.reprise.agent.Entry;
import dev.reprise.agent.EntryKind;
import dev.reprise.agent.Finding;
import dev.reprise.agent.LogFacts;
import dev.reprise.agent.SourceFile;
import dev.reprise.agent.Volume;
import dev.reprise.agent.claude.fold.FoldState.Last;
import dev.reprise.agent.claude.record.ClaudeRecord;
import dev.reprise.agent.claude.record.Texts;
import dev.reprise.agent.claude.record.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Keeps what a log says of its session. */
final class FactsKeeper {
    private final FoldState s;
    private final @Nullable String session;
    private final StateRecords states;
    private final TurnTracker course;
    private final TopicTracker topics;
    private final OriginTracker origin;
    private final StuckTracker stuck;
    /** Of the record at hand. */
    private @Nullable String uuid;

    FactsKeeper(FoldState state, SourceFile file) {
        this.s = state;
        this.session = file.session();
        this.states = new StateRecords(state);
        this.course = new TurnTracker(state);
        this.topics = new TopicTracker(state);
        this.origin = new OriginTracker(state);
        this.stuck = new StuckTracker(state);
    }

    /** What stands in the envelope of any record, and what state records say. */
    void record(ClaudeRecord r, Consumer<Finding> found) {
        uuid = r.uuid;
        states.record(r, found);
        envelope(r);
        own(r);
        origin.record(r, r.uuid != null && !s.chainSeen);
        if (r.uuid != null && !s.chainSeen) {
            s.chainSeen = true;
            s.sidechain = r.sidechain;
        }
        if (r.tokens != null && !r.synthetic()) {
            usage(r, r.tokens, found);
        }
    }

    /** Copies of a history keep its messages; queue, snapshot and request records are written by the copy itself. */
    private void own(ClaudeRecord r) {
        Instant at = r.uuid == null ? Times.instant(r.timestamp == null ? r.snapshotTime : r.timestamp) : null;
        if (at != null && (s.ownSince == null || at.isBefore(s.ownSince))) {
            s.ownSince = at;
        }
    }

    private void envelope(ClaudeRecord r) {
        if (r.sessionId != null && s.innerSession == null && !r.sessionId.isBlank()) {
            String inner = r.sessionId.toLowerCase(Locale.ROOT);
            s.innerSession = inner.equals(session) ? null : inner;
        }
        s.forkedFrom =
                r.forkedFrom != null && s.forkedFrom == null ? r.forkedFrom.toLowerCase(Locale.ROOT) : s.forkedFrom;
        s.entrypoint = r.entrypoint != null && s.entrypoint == null ? r.entrypoint : s.entrypoint;
        FoldState.remember(s.clients, r.version);
        if (r.model != null && !r.synthetic()) {
            FoldState.remember(s.models, r.model);
        }
        if (r.cwd != null && !r.cwd.isBlank()) {
            s.firstCwd = s.firstCwd == null ? r.cwd : s.firstCwd;
            s.cwd = r.cwd;
        }
        if (r.gitBranch != null && !r.gitBranch.isBlank()) {
            s.firstBranch = s.firstBranch == null ? r.gitBranch : s.firstBranch;
            s.branch = r.gitBranch;
        }
    }

    private void usage(ClaudeRecord r, ClaudeRecord.Tokens t, Consumer<Finding> found) {
        String id = r.messageId != null ? r.messageId : r.uuid;
        if (id == null) {
            return;
        }
        // the API gives each message an id of its own; a message that is replayed keeps it, with another request
        String key = r.requestId == null || id.startsWith("msg_") ? id : id + " " + r.requestId;
        if (key.equals(s.usageKey) && t.output() <= s.usageOutput) {
            return;
        }
        s.usageKey = key;
        s.usageOutput = t.output();
        long written = Math.max(t.cacheWrite(), t.write5m() + t.write1h());
        found.accept(new Finding.Usage(
                key,
                r.model,
                r.at(),
                t.input(),
                t.cacheRead(),
                written - t.write1h(),
                t.write1h(),
                t.output(),
                t.searches()));
    }

    /** What a record with a time or a message means for times, turns and the end. */
    void message(ClaudeRecord r, List<Entry> entries, boolean sidechain, @Nullable Instant at) {
        if (at != null && r.uuid != null && s.startedAt == null) {
            s.startedAt = at;
        }
        boolean prompt = isPrompt(r, entries);
        if (!sidechain && r.type.equals("user")) {
            origin.said(r, entries);
        }
        if (prompt && !sidechain) {
            s.prompts++;
        }
        boolean spoken = false;
        for (Entry entry : entries) {
            spoken |= Previews.kind(entry).said();
        }
        if (!spoken) {
            return;
        }
        if (at != null) {
            time(at);
        }
        if (!sidechain) {
            s.exitWritten = false;
            if (s.last == Last.NONE && !isLocal(entries)) {
                s.last = Last.ANSWER;
            }
            if (prompt) {
                stuck.asked(words(entries));
                s.ended = false;
                s.last = Last.PROMPT;
                s.turnOpen = true;
            }
        }
    }

    private static String words(List<Entry> entries) {
        for (Entry entry : entries) {
            if (entry instanceof Entry.Prompt prompt) {
                return Prompts.line(prompt.text().value());
            }
        }
        return "";
    }

    /** What was typed while the model worked: words, but no turn before it is delivered. */
    void typed(List<Entry> entries, BitSet hidden, @Nullable Instant at) {
        for (Entry entry : entries) {
            if (hidden.get(entry.head().block())) {
                continue;
            }
            EntryKind kind = Previews.kind(entry);
            s.entries += kind.conversation() ? 1 : 0;
            if (entry instanceof Entry.Prompt prompt) {
                s.person |= !OriginTracker.isTask(prompt.text().value());
                topics.entry(prompt);
                course.said(prompt.text().value());
            }
            if (kind.said() && at != null) {
                time(at);
            }
        }
    }

    private void time(Instant at) {
        Instant before = s.lastAt;
        if (before == null || at.isAfter(before)) {
            s.lastAt = at;
            Duration gap = before == null ? Duration.ZERO : Duration.between(before, at);
            s.activeMillis += gap.compareTo(LogFacts.PAUSE) < 0 ? gap.toMillis() : 0;
        }
    }

    /** Whether this is only for the client itself: {@code /model} alone is no conversation. */
    private static boolean isLocal(List<Entry> entries) {
        for (Entry entry : entries) {
            boolean local = entry instanceof Entry.CommandOutput
                    || entry instanceof Entry.Command command && TopicTracker.isHousekeeping(command.name());
            if (!local) {
                return false;
            }
        }
        return true;
    }

    /** Whether a person said this: a prompt, or only pictures and documents. */
    private static boolean isPrompt(ClaudeRecord r, List<Entry> entries) {
        boolean media = !r.meta && !r.type.equals("assistant");
        for (Entry entry : entries) {
            if (entry instanceof Entry.Prompt) {
                return true;
            }
            media &= entry instanceof Entry.Image || entry instanceof Entry.Document;
        }
        return media;
    }

    /** Of what kind its bytes are. */
    void volume(ClaudeRecord r, List<Entry> entries, int length) {
        long signed = Math.min(r.signed, length);
        long pictured = Math.min(r.pictured, length - signed);
        long rest = length - signed - pictured;
        s.signatureBytes += signed;
        s.imageBytes += pictured;
        if (r.type.equals("progress")) {
            s.progressBytes += rest;
        } else if (entries.stream().anyMatch(entry -> entry instanceof Entry.ToolResult)) {
            s.resultBytes += rest;
        } else if (entries.stream().anyMatch(entry -> Previews.kind(entry).conversation())) {
            s.messageBytes += rest;
        }
    }

    /** Counts one entry. */
    void entry(Entry entry, EntryKind kind, boolean sidechain) {
        if (kind.conversation()) {
            s.entries++;
        }
        switch (entry) {
            case Entry.ToolCall e -> s.toolCalls++;
            case Entry.ToolResult e -> {
                s.failures += e.failed() ? 1 : 0;
                s.images += e.images().size();
            }
            case Entry.Failure e -> s.failures++;
            case Entry.Image e -> s.images++;
            case Entry.Compaction e when !e.trigger().equals("micro") -> s.compactions++;
            case Entry.CommandOutput e -> course.renamed(e.text().value());
            default -> {}
        }
        if (!sidechain) {
            topics.entry(entry);
            course.entry(entry, states.notice());
            progress(entry);
        }
    }

    private void progress(Entry entry) {
        switch (entry) {
            case Entry.Command e when !TopicTracker.isHousekeeping(e.name()) -> stuck.asked(e.name());
            case Entry.Reply e -> stuck.answered(uuid, e.head().at(), e.text().value());
            case Entry.Failure e when !states.notice() -> stuck.failed(e.text().value(), e.status());
            case Entry.Compaction e when !e.trigger().equals("micro") -> stuck.compacted();
            default -> {}
        }
    }

    LogFacts facts() {
        return new LogFacts(
                new LogFacts.Kin(s.innerSession, s.forkedFrom, s.continuedIn),
                new LogFacts.Period(s.startedAt, s.lastAt, s.activeMillis, s.ownSince),
                new LogFacts.Counts(s.turns, s.entries, s.toolCalls, s.failures, s.compactions, s.images, s.unreadable),
                new LogFacts.Words(
                        s.customTitle,
                        s.aiTitle,
                        topics.topic(),
                        first(s.firstReal, s.firstAny, s.firstCommand),
                        first(wish(), s.lastReal, s.writtenLastPrompt, s.lastAny, s.lastCommand),
                        s.lastReply),
                new LogFacts.Place(s.firstCwd, s.cwd, s.firstBranch, s.branch),
                new LogFacts.Client(List.copyOf(s.clients), List.copyOf(s.models)),
                ending(),
                s.sidechain,
                origin.origin(),
                s.prUrl == null ? null : new LogFacts.PullRequest(s.prNumber, s.prUrl),
                new Volume(s.messageBytes, s.resultBytes, s.imageBytes, s.signatureBytes, s.progressBytes),
                stuck.stuck());
    }

    /** What was queued last and never delivered. */
    private @Nullable String wish() {
        return s.wish == null ? null : Texts.oneLine(s.wish, Prompts.LENGTH);
    }

    private LogFacts.Ending ending() {
        if (s.last == Last.NONE) {
            return LogFacts.Ending.EMPTY;
        }
        if (s.ended) {
            return LogFacts.Ending.ANSWERED;
        }
        boolean open = s.last == Last.PROMPT || s.last == Last.CALL || s.callsOpen();
        if (open || s.last == Last.RESULT && !s.exitWritten) {
            return LogFacts.Ending.MID_TURN;
        }
        if (s.exitWritten) {
            return LogFacts.Ending.CLEAN;
        }
        return s.exits ? LogFacts.Ending.NO_EXIT : LogFacts.Ending.ANSWERED;
    }

    @SafeVarargs
    private static <T> @Nullable T first(@Nullable T... values) {
        for (T value : values) {
            if (value != null) {
                return value;
            }
        }
        return null;
    }
}
