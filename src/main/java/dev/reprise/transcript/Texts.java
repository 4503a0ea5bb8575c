package dev.reprise.transcript;

import dev.reprise.agent.EntryRow;
import dev.reprise.agent.Finding.EntryFound;
import dev.reprise.agent.Reader.EntryText;
import dev.reprise.catalogue.Entries;
import dev.reprise.catalogue.LogRef;
import dev.reprise.catalogue.Logs;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
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

    /** One of them; empty if it is not there any more. */
    public Optional<EntryFound> one(long log, int seq) {
        List<EntryFound> found = new ArrayList<>(1);
        each(log, seq, seq + 1, found::add);
        return found.stream().findFirst();
    }

    /** The line of its log that an entry stands in. */
    public Optional<Integer> line(long log, int seq) {
        return logs.find(log)
                .flatMap(found -> rows.all(found, seq, 1).stream().findFirst())
                .map(row -> row.entry().line());
    }

    private void read(LogRef log, List<Entries.Row> some, Consumer<EntryFound> taker) {
        List<EntryText> texts = List.of();
        Entries.Row record = null;
        for (Records.Stretch stretch : records.stretches(log, some)) {
            for (Entries.Row row : stretch.rows()) {
                if (record == null
                        || row.entry().offset() != record.entry().offset()
                        || row.version() != record.version()) {
                    record = row;
                    texts = records.texts(log, row, stretch);
                }
                taker.accept(new EntryFound(row.entry(), of(row.entry(), texts)));
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
