package dev.reprise.agent.claude.fold;

import dev.reprise.agent.Entry;
import dev.reprise.agent.EntryKind;
import dev.reprise.agent.EntryRow;
import dev.reprise.agent.Finding;
import dev.reprise.agent.Line;
import dev.reprise.agent.LogFacts;
import dev.reprise.agent.LogFold;
import dev.reprise.agent.SourceFile;
import dev.reprise.agent.SourceFile.Role;
import dev.reprise.agent.Uuid;
import dev.reprise.agent.claude.record.ClaudeRecord;
import dev.reprise.agent.claude.record.LineRecords;
import dev.reprise.agent.claude.record.LineRecords.Root;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads the log of a session or of a sub-agent: rows, findings and facts. */
public final class ClaudeFold implements LogFold {
    private final FoldState state;
    private final FactsKeeper facts;
    private final ToolTracker tools;
    private final QueueTracker queue;
    private final boolean main;

    ClaudeFold(SourceFile file, @Nullable String saved) {
        this.state = FoldState.of(saved);
        this.main = file.role() == Role.TRANSCRIPT;
        this.facts = new FactsKeeper(state, file);
        this.tools = new ToolTracker(state);
        this.queue = new QueueTracker(state);
    }

    @Override
    public void line(Line line, Consumer<Finding> found) {
        read(line, LineRecords.of(line, Wrappers.REACH), found);
    }

    @Override
    public boolean unfinished(Line line, Consumer<Finding> found) {
        List<Root> roots = LineRecords.of(line, Wrappers.REACH);
        if (roots.isEmpty() || roots.stream().anyMatch(root -> root.rec() == null)) {
            return false;
        }
        read(line, roots, found);
        return true;
    }

    private void read(Line line, List<Root> roots, Consumer<Finding> found) {
        for (Root root : roots) {
            long offset = line.shortened() ? line.offset() : line.offset() + root.from() - line.from();
            int length = line.shortened() ? line.length() : root.to() - root.from();
            EntryRow.Span place = new EntryRow.Span(line.number(), 0, offset, length);
            if (root.rec() == null) {
                unreadable(place, root.reason(), found);
            } else {
                record(place, root.rec(), found);
            }
        }
    }

    private void unreadable(EntryRow.Span place, String reason, Consumer<Finding> found) {
        state.unreadable++;
        state.entries++;
        found.accept(new Finding.Unreadable(place.line(), place.offset(), place.length(), reason));
        found.accept(new Finding.EntryFound(new EntryRow(
                state.seq++,
                place,
                EntryKind.UNREADABLE,
                "system",
                null,
                null,
                reason,
                null,
                null,
                null,
                null,
                false,
                false,
                false)));
    }

    private void record(EntryRow.Span place, ClaudeRecord r, Consumer<Finding> found) {
        List<Entry> entries = Entries.of(r, false);
        boolean late = state.comesLate(r.uuid, r.parentUuid);
        FoldState.Last stands = state.last;
        String said = state.lastReply;
        boolean open = state.turnOpen;
        facts.record(r, found);
        facts.volume(r, entries, place.length());
        boolean typed = QueueTracker.isTyped(r);
        BitSet hidden = queue.hidden(typed, r, entries);
        boolean sidechain = main && r.sidechain;
        UUID uuid = Uuid.find(r.uuid);
        UUID parent = Uuid.find(r.parentUuid == null ? r.logicalParentUuid : r.parentUuid);
        Instant at = entries.getFirst().head().at();
        if (typed) {
            facts.typed(entries, hidden, at);
        } else {
            facts.message(r, entries, sidechain, at);
        }
        for (String field : r.refused) {
            found.accept(new Finding.RefusedValue(place.line(), place.offset(), place.length(), field));
        }
        for (Entry entry : entries) {
            int seq = state.seq++;
            EntryKind kind = hidden.get(entry.head().block()) ? EntryKind.META : Previews.kind(entry);
            ToolTracker.Named named = tools.entry(seq, r, entry, sidechain, found);
            String unknown = Entries.unknown(entry);
            if (unknown != null) {
                found.accept(new Finding.UnknownType(unknown));
            }
            if (!typed) {
                facts.entry(entry, kind, sidechain);
            }
            found.accept(new Finding.EntryFound(
                    new EntryRow(
                            seq,
                            new EntryRow.Span(place.line(), entry.head().block(), place.offset(), place.length()),
                            kind,
                            role(r),
                            at,
                            named.tool(),
                            Previews.preview(entry, r),
                            uuid,
                            parent,
                            named.call(),
                            r.synthetic() ? null : r.model,
                            named.failed(),
                            kind == EntryKind.TOOL_CALL && Actions.EDITORS.contains(String.valueOf(named.tool())),
                            sidechain),
                    kind.conversation() ? EntryTexts.of(entry, r) : null));
        }
        queue.after(typed, r, entries);
        if (late && stands != FoldState.Last.NONE) {
            // the conversation went on from here in lines before
            state.turns += state.turnOpen && !open ? 1 : 0;
            state.turnOpen = open;
            state.last = stands;
            state.lastReply = said == null ? state.lastReply : said;
        }
    }

    @Override
    public LogFacts facts() {
        return facts.facts();
    }

    @Override
    public String state() {
        return state.json();
    }

    /** Whether it is known when and where the log began, and with which prompt. */
    boolean begun() {
        return state.startedAt != null && state.firstCwd != null && state.topic != null;
    }

    /** Whether a prompt was read that tells what the session is about. */
    boolean prompted() {
        return state.lastReal != null;
    }

    private static String role(ClaudeRecord r) {
        return switch (r.type) {
            case "user", "assistant" -> r.type;
            case "queue-operation" -> QueueTracker.isTyped(r) ? "user" : "system";
            case "attachment" -> r.attachment != null && r.attachment.type.equals("queued_command") ? "user" : "system";
            default -> "system";
        };
    }
}
