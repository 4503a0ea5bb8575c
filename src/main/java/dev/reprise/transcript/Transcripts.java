package dev.reprise.transcript;

import dev.reprise.agent.Entry;
import dev.reprise.agent.EntryRow;
import dev.reprise.catalogue.Entries;
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
        LogRef log = log(id, agentId);
        int from = Math.clamp(first, 0, Math.max(0, log.entries()));
        return new Window(
                log.entries(),
                from,
                items(log, ParentOrder.of(rows.conversation(log, from, Math.clamp(limit, 1, MAX)))));
    }

    /**
     * Stretches of the conversation, in order and apart; what touches is read at once.
     *
     * @return as many windows as there are stretches
     */
    public List<Window> windows(SessionId id, @Nullable String agentId, List<Stretch> stretches) {
        LogRef log = log(id, agentId);
        List<Window> windows = new ArrayList<>(stretches.size());
        for (int from = 0; from < stretches.size(); ) {
            int to = from + 1;
            while (to < stretches.size()
                    && stretches.get(to).from() == stretches.get(to - 1).to()) {
                to++;
            }
            windows.addAll(touching(log, stretches.subList(from, to)));
            from = to;
        }
        return windows;
    }

    private List<Window> touching(LogRef log, List<Stretch> stretches) {
        int first = stretches.getFirst().from();
        int entries = stretches.getLast().to() - first;
        List<Entries.Row> found = entries == 0 ? List.of() : ParentOrder.of(rows.conversation(log, first, entries));
        List<Window.Item> items = items(log, found);
        return stretches.stream()
                .map(stretch -> {
                    List<Window.Item> own = new ArrayList<>();
                    for (int i = 0; i < items.size(); i++) {
                        if (stretch.has(found.get(i).position())) {
                            own.add(items.get(i));
                        }
                    }
                    return new Window(log.entries(), stretch.from(), own);
                })
                .toList();
    }

    /** Records {@code [first, first + limit)} of the log whatever they are, book-keeping included; positions count them all. */
    public Window raw(SessionId id, @Nullable String agentId, int first, int limit) {
        LogRef log = log(id, agentId);
        int from = Math.max(0, first);
        return new Window(rows.count(log), from, items(log, rows.all(log, from, Math.clamp(limit, 1, MAX))));
    }

    private List<Window.Item> items(LogRef log, List<Entries.Row> found) {
        BitSet abandoned = shapes.abandoned(log);
        List<Window.Item> items = new ArrayList<>(found.size());
        List<Entry> contents = List.of();
        int line = -1;
        long offset = -1;
        for (Entries.Row stored : found) {
            EntryRow row = stored.entry();
            if (row.offset() != offset || row.line() != line) {
                contents = records.read(log, stored);
                offset = row.offset();
                line = row.line();
            }
            items.add(new Window.Item(row, records.block(contents, row), abandoned.get(row.seq())));
        }
        return items;
    }

    /** Entries of the conversation. */
    public int entries(SessionId id, @Nullable String agentId) {
        return log(id, agentId).entries();
    }

    /** Position in the conversation of the entry at (or next after) this line of the log. */
    public int position(SessionId id, @Nullable String agentId, int line) {
        return rows.position(log(id, agentId), line);
    }

    /** One item a turn, in order. */
    public List<Turn> outline(SessionId id, @Nullable String agentId) {
        LogRef log = log(id, agentId);
        return shapes.turns(log);
    }

    /** The image {@code index} of the record at this line and offset; its bytes are what the log says, unjudged. */
    public Optional<byte[]> picture(SessionId id, @Nullable String agentId, int line, int block, int index) {
        LogRef log = log(id, agentId);
        return rows.at(log, line, block).flatMap(row -> records.picture(log, row, index));
    }

    /** Whether the vault has the conversation of this session, or of this sub-agent of it. */
    public boolean has(SessionId id, @Nullable String agentId) {
        return logs.find(id, agentId).isPresent();
    }

    private LogRef log(SessionId id, @Nullable String agentId) {
        return logs.find(id, agentId)
                .orElseThrow(() -> new Problem(
                        Reason.NOT_FOUND,
                        agentId == null
                                ? "That session has no conversation in the vault: its log was gone before Reprise saw it."
                                : "That session has no sub-agent with this id."));
    }
}
