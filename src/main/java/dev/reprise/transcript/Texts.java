package dev.reprise.transcript;

import dev.reprise.agent.Entry;
import dev.reprise.agent.EntryRow;
import dev.reprise.agent.Finding.EntryFound;
import dev.reprise.agent.Reader;
import dev.reprise.agent.Reader.EntryText;
import dev.reprise.catalogue.Entries;
import dev.reprise.catalogue.LogPart;
import dev.reprise.catalogue.LogRef;
import dev.reprise.catalogue.Logs;
import dev.reprise.session.SessionId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** What can be searched for in entries, read back from the vault: the same texts that the import told of. */
@Service
public class Texts {

    private static final int AT_ONCE = 500;

    private final Logs logs;
    private final Entries rows;
    private final Records records;

    Texts(Logs logs, Entries rows, Records records) {
        this.logs = logs;
        this.rows = rows;
        this.records = records;
    }

    /**
     * The entries of a conversation {@code [from, to)} with their texts, in order, those without a text with an empty one.
     *
     * @param log id of its row
     * @return false if there is no such log any more
     */
    public boolean each(long log, int from, int to, Consumer<EntryFound> taker) {
        Optional<LogRef> found = logs.find(log);
        for (int first = from; found.isPresent() && first < to; first += AT_ONCE) {
            List<Entries.Row> some = new ArrayList<>(rows.all(found.get(), first, Math.min(AT_ONCE, to - first)));
            some.removeIf(row -> !row.entry().kind().conversation());
            read(found.get(), some, taker);
        }
        return found.isPresent();
    }

    /** An entry by the id of its log's row and its sequence number. */
    public record Ref(long log, int seq) {}

    /** Makes something of an entry; may be called by several threads. */
    public interface Making<T> {
        T of(Ref ref, EntryFound entry);
    }

    /** What is made of these entries, wherever they stand; those that are not there any more are left out. */
    public <T> Map<Ref, T> some(Set<Ref> refs, Making<T> making) {
        Map<Long, LogRef> found = logs.find(refs.stream().map(Ref::log).collect(Collectors.toSet()));
        Map<Ref, Entries.Row> stored = new HashMap<>();
        rows.each(
                refs.stream().map(ref -> Entries.id(ref.log, ref.seq)).toList(),
                (log, row) -> stored.put(new Ref(log, row.entry().seq()), row));
        Map<Ref, T> made = new ConcurrentHashMap<>();
        Map<Long, List<Entries.Row>> byLog = new HashMap<>();
        stored.forEach((ref, row) ->
                byLog.computeIfAbsent(ref.log, log -> new ArrayList<>()).add(row));
        byLog.entrySet().parallelStream().forEach(one -> {
            LogRef log = found.get(one.getKey());
            if (log != null) {
                one.getValue().sort(Comparator.comparingInt(row -> row.entry().seq()));
                read(log, one.getValue(), entry -> {
                    Ref ref = new Ref(one.getKey(), entry.row().seq());
                    made.put(ref, making.of(ref, entry));
                });
            }
        });
        return made;
    }

    /** An entry as it is shown. */
    public Optional<Entry> shown(Ref ref) {
        LogRef log = logs.find(ref.log).orElse(null);
        List<Entry> found = new ArrayList<>(1);
        if (log != null) {
            rows.each(
                    List.of(Entries.id(ref.log, ref.seq)),
                    (of, row) -> found.add(records.block(records.read(log, row), row.entry())));
        }
        return found.stream().findFirst();
    }

    /** The line of its log that an entry stands in. */
    public Optional<Integer> line(long log, int seq) {
        return logs.find(log)
                .flatMap(found -> rows.all(found, seq, 1).stream().findFirst())
                .map(row -> row.entry().line() + logs.linesBefore(log));
    }

    /**
     * The lines of the conversation in which these characters stand, all of it looked through: also what is too long for an index.
     * Case does not matter.
     *
     * @param most lines at most
     */
    public List<Integer> find(SessionId id, @Nullable String agentId, String characters, int most) {
        List<Integer> lines = new ArrayList<>();
        if (characters.isBlank()) {
            return lines;
        }
        String wanted = characters.toLowerCase(Locale.ROOT);
        Needle needle = new Needle(characters);
        for (LogPart part : logs.parts(id, agentId)) {
            find(part, wanted, needle, most, lines);
        }
        return lines;
    }

    private void find(LogPart part, String wanted, Needle needle, int most, List<Integer> lines) {
        LogRef log = part.log();
        for (int first = 0; first < log.seqs() && lines.size() < most; first += AT_ONCE) {
            List<Entries.Row> some = new ArrayList<>(rows.all(log, first, AT_ONCE));
            some.removeIf(row -> !row.entry().kind().conversation() || row.position() < part.from());
            for (Records.Stretch stretch : records.stretches(log, some)) {
                for (Entries.Row row : stretch.rows()) {
                    int line = row.entry().line() + part.line();
                    boolean known = !lines.isEmpty() && lines.getLast() == line;
                    if (!known && lines.size() < most && says(log, row, stretch, wanted, needle)) {
                        lines.add(line);
                    }
                }
            }
        }
    }

    private boolean says(LogRef log, Entries.Row row, Records.Stretch stretch, String wanted, Needle needle) {
        boolean cut = false;
        for (EntryText text : records.texts(log, row, stretch)) {
            if (text.text().toLowerCase(Locale.ROOT).contains(wanted)) {
                return true;
            }
            cut |= text.text().length() >= Reader.SEARCHED;
        }
        // what is longer than a text may be is looked through as it stands in the log
        return cut && records.isIn(log, row, needle);
    }

    private void read(LogRef log, List<Entries.Row> some, Consumer<EntryFound> taker) {
        List<EntryText> texts = List.of();
        int before = logs.linesBefore(log.id());
        Entries.Row record = null;
        for (Records.Stretch stretch : records.stretches(log, some)) {
            for (Entries.Row row : stretch.rows()) {
                if (record == null
                        || row.entry().offset() != record.entry().offset()
                        || row.version() != record.version()) {
                    record = row;
                    texts = records.texts(log, row, stretch);
                }
                taker.accept(new EntryFound(row.entry().behind(before), of(row.entry(), texts)));
            }
        }
    }

    private static String of(EntryRow row, List<EntryText> texts) {
        for (EntryText text : texts) {
            if (text.block() == row.block()) {
                return text.text();
            }
        }
        return "";
    }
}
