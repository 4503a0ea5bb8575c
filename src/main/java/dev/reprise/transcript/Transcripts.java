package dev.reprise.transcript;

import dev.reprise.agent.Entry;
import dev.reprise.agent.EntryRow;
import dev.reprise.catalogue.Entries;
import dev.reprise.catalogue.LogPart;
import dev.reprise.catalogue.LogRef;
import dev.reprise.catalogue.Logs;
import dev.reprise.problem.Problem;
import dev.reprise.problem.Reason;
import dev.reprise.session.SessionId;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Conversations, read back from the vault. A null {@code agentId} means the session's main log. */
@Service
public class Transcripts {

    private static final int MAX = 500;

    private final Logs logs;
    private final Entries rows;
    private final Records records;
    private final Shapes shapes;

    Transcripts(Logs logs, Entries rows, Records records, Shapes shapes) {
        this.logs = logs;
        this.rows = rows;
        this.records = records;
        this.shapes = shapes;
    }

    /**
     * Entries {@code [first, first + limit)} of the conversation.
     *
     * @param limit at most 500
     */
    public Window window(SessionId id, @Nullable String agentId, int first, int limit) {
        List<LogPart> parts = parts(id, agentId);
        int total = total(parts);
        int from = Math.clamp(first, 0, Math.max(0, total));
        return new Window(total, from, items(parts, from, Math.clamp(limit, 1, MAX)));
    }

    /**
     * Stretches of the conversation, in order and apart; what touches is read at once.
     *
     * @return as many windows as there are stretches
     */
    public List<Window> windows(SessionId id, @Nullable String agentId, List<Stretch> stretches) {
        List<LogPart> parts = parts(id, agentId);
        List<Window> windows = new ArrayList<>(stretches.size());
        for (int from = 0; from < stretches.size(); ) {
            int to = from + 1;
            while (to < stretches.size()
                    && stretches.get(to).from() == stretches.get(to - 1).to()) {
                to++;
            }
            windows.addAll(touching(parts, stretches.subList(from, to)));
            from = to;
        }
        return windows;
    }

    private List<Window> touching(List<LogPart> parts, List<Stretch> stretches) {
        int first = stretches.getFirst().from();
        int entries = stretches.getLast().to() - first;
        List<Window.Item> items = entries == 0 ? List.of() : items(parts, first, entries);
        return stretches.stream()
                .map(stretch -> new Window(
                        total(parts),
                        stretch.from(),
                        items.stream()
                                .filter(item -> stretch.has(item.position()))
                                .toList()))
                .toList();
    }

    private static int total(List<LogPart> parts) {
        return parts.getLast().position() + parts.getLast().entries();
    }

    /** Of the conversation that these logs hold together. */
    private List<Window.Item> items(List<LogPart> parts, int first, int count) {
        List<Window.Item> items = new ArrayList<>();
        for (LogPart part : parts) {
            int from = Math.max(first, part.position());
            int to = Math.min(first + count, part.position() + part.entries());
            if (from < to) {
                int own = from - part.position() + part.from();
                items.addAll(items(part, ParentOrder.of(rows.conversation(part.log(), own, to - from))));
            }
        }
        return items;
    }

    /** Records {@code [first, first + limit)} of the log whatever they are, book-keeping included; positions count them all. */
    public Window raw(SessionId id, @Nullable String agentId, int first, int limit) {
        LogRef log = parts(id, agentId).getFirst().log();
        int from = Math.max(0, first);
        LogPart whole = new LogPart(log, 0, 0, 0);
        return new Window(rows.count(log), from, items(whole, rows.all(log, from, Math.clamp(limit, 1, MAX))));
    }

    private List<Window.Item> items(LogPart part, List<Entries.Row> found) {
        LogRef log = part.log();
        BitSet abandoned = shapes.abandoned(log);
        BitSet broken = shapes.broken(log);
        List<Window.Item> items = new ArrayList<>(found.size());
        List<Entry> contents = List.of();
        int line = -1;
        long offset = -1;
        for (Entries.Row stored : found) {
            EntryRow row = stored.entry();
            boolean fresh = row.offset() != offset || row.line() != line;
            if (fresh) {
                contents = records.read(log, stored);
                offset = row.offset();
                line = row.line();
            }
            items.add(new Window.Item(
                    row.behind(part.line()),
                    part.joined(stored.position()),
                    records.block(contents, row),
                    abandoned.get(row.seq()),
                    fresh ? seam(part, stored, broken) : null));
        }
        return items;
    }

    /** What is to be said before an entry: another file begins, or what it goes on from is nowhere. */
    private static @Nullable String seam(LogPart part, Entries.Row row, BitSet broken) {
        if (part.position() > 0 && row.position() == part.from()) {
            String path = part.log().vaultPath();
            return "from here in another file: " + path.substring(path.indexOf('/') + 1);
        }
        return broken.get(row.entry().seq()) ? "what this goes on from is not in the log" : null;
    }

    /** Entries of the conversation. */
    public int entries(SessionId id, @Nullable String agentId) {
        return total(parts(id, agentId));
    }

    /** Position in the conversation of the entry at (or next after) this line of the log, as addresses count lines. */
    public int position(SessionId id, @Nullable String agentId, int line) {
        LogPart part = at(parts(id, agentId), line);
        return part.joined(Math.max(part.from(), rows.position(part.log(), line - part.line())));
    }

    /** One item a turn, in order. */
    public List<Turn> outline(SessionId id, @Nullable String agentId) {
        List<Turn> turns = new ArrayList<>();
        for (LogPart part : parts(id, agentId)) {
            for (Turn turn : shapes.turns(part.log())) {
                if (turn.position() >= part.from()) {
                    turns.add(turn.behind(part.position() - part.from(), part.line()));
                }
            }
        }
        return turns;
    }

    /** The image {@code index} of the record at this line and offset; its bytes are what the log says, unjudged. */
    public Optional<byte[]> picture(SessionId id, @Nullable String agentId, int line, int block, int index) {
        LogPart part = at(parts(id, agentId), line);
        return rows.at(part.log(), line - part.line(), block).flatMap(row -> records.picture(part.log(), row, index));
    }

    private static LogPart at(List<LogPart> parts, int line) {
        LogPart found = parts.getFirst();
        for (LogPart part : parts) {
            found = part.line() < line ? part : found;
        }
        return found;
    }

    /** Whether the vault has the conversation of this session, or of this sub-agent of it. */
    public boolean has(SessionId id, @Nullable String agentId) {
        return logs.find(id, agentId).isPresent();
    }

    private List<LogPart> parts(SessionId id, @Nullable String agentId) {
        List<LogPart> parts = logs.parts(id, agentId);
        if (parts.isEmpty()) {
            throw new Problem(
                    Reason.NOT_FOUND,
                    agentId == null
                            ? "That session has no conversation in the vault: its log was gone before Reprise saw it."
                            : "That session has no sub-agent with this id.");
        }
        return parts;
    }
}
