package dev.reprise.transcript;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.reprise.agent.Entry;
import dev.reprise.agent.EntryRow;
import dev.reprise.agent.Line;
import dev.reprise.agent.Lines;
import dev.reprise.agent.Reader.EntryText;
import dev.reprise.agent.ShortStrings;
import dev.reprise.catalogue.Entries;
import dev.reprise.catalogue.LogRef;
import dev.reprise.vault.Vault;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Reads records back from the vault, in bounded memory. */
@Component
class Records {

    private static final int SHORTENED_LIMIT = 16 * 1024 * 1024;
    private static final int PICTURE_LIMIT = 48 * 1024 * 1024;
    /** Bytes between two records that are read over rather than left out. */
    private static final int GAP = 64 * 1024;

    private static final int MAX_KEPT = 8;

    private final Vault vault;

    /** Every byte of them has to be unpacked; so the last few are kept for the next window, as long as there is memory. */
    private final Cache<RecordKey, List<Entry>> longOnes = Caffeine.newBuilder()
            .maximumSize(MAX_KEPT)
            .softValues()
            .executor(Runnable::run)
            .build();

    /** Where a record stands; {@code generation}: a log that was rewritten may have another record at the same place. */
    private record RecordKey(String vaultPath, int generation, int version, long offset, int length) {}

    Records(Vault vault) {
        this.vault = vault;
    }

    List<Entry> read(LogRef log, Entries.Row stored) {
        EntryRow row = stored.entry();
        if (row.length() <= Lines.LONG) {
            byte[] bytes = vault.read(log.vaultPath(), stored.version(), row.offset(), row.length());
            return log.agent().reader().read(new Line(row.line(), row.offset(), bytes));
        }
        RecordKey place =
                new RecordKey(log.vaultPath(), log.generation(), stored.version(), row.offset(), row.length());
        List<Entry> known = longOnes.getIfPresent(place);
        if (known == null) {
            known = readLong(log, stored);
            longOnes.put(place, known);
        }
        return known;
    }

    /**
     * Rows whose records lie close together in one version of a log, with these bytes.
     *
     * @param from where the bytes stand in the log; {@code bytes} are empty for a record that is too long to be held whole
     */
    record Stretch(List<Entries.Row> rows, long from, byte[] bytes) {}

    /** The same rows in stretches that are read at once, for who reads many. */
    List<Stretch> stretches(LogRef log, List<Entries.Row> rows) {
        List<Stretch> stretches = new ArrayList<>();
        for (int from = 0; from < rows.size(); ) {
            Entries.Row first = rows.get(from);
            int to = from + 1;
            long end = first.entry().offset() + first.entry().length();
            while (to < rows.size() && goesOn(first, end, rows.get(to))) {
                end = rows.get(to).entry().offset() + rows.get(to).entry().length();
                to++;
            }
            long begin = first.entry().offset();
            byte[] bytes = first.entry().length() > Lines.LONG
                    ? new byte[0]
                    : vault.read(log.vaultPath(), first.version(), begin, (int) (end - begin));
            stretches.add(new Stretch(rows.subList(from, to), begin, bytes));
            from = to;
        }
        return stretches;
    }

    private static boolean goesOn(Entries.Row first, long end, Entries.Row next) {
        EntryRow row = next.entry();
        boolean same = row.offset() == first.entry().offset();
        return next.version() == first.version()
                && (same
                        || first.entry().length() <= Lines.LONG
                                && row.offset() + row.length() >= end
                                && row.offset() - end < GAP
                                && row.offset() + row.length() - first.entry().offset() <= Lines.LONG);
    }

    /** The words of the record of a row that is in this stretch. */
    List<EntryText> texts(LogRef log, Entries.Row stored, Stretch stretch) {
        EntryRow row = stored.entry();
        if (stretch.bytes.length == 0) {
            return log.agent().reader().texts(shortened(log, stored));
        }
        int at = (int) (row.offset() - stretch.from);
        return log.agent()
                .reader()
                .texts(new Line(row.line(), row.offset(), stretch.bytes, at, at + row.length(), row.length()));
    }

    /** Whether this stands anywhere in the record of a row, however long that is. */
    boolean isIn(LogRef log, Entries.Row stored, Needle needle) {
        needle.reset();
        EntryRow row = stored.entry();
        byte[] chunk = new byte[256 * 1024];
        try (InputStream in = vault.open(log.vaultPath(), stored.version(), row.offset(), row.length())) {
            for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                if (needle.isIn(chunk, 0, n)) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Entry> readLong(LogRef log, Entries.Row stored) {
        return log.agent().reader().read(shortened(log, stored));
    }

    private Line shortened(LogRef log, Entries.Row stored) {
        EntryRow row = stored.entry();
        ShortStrings shortened = new ShortStrings(SHORTENED_LIMIT);
        byte[] chunk = new byte[256 * 1024];
        try (InputStream in = vault.open(log.vaultPath(), stored.version(), row.offset(), row.length())) {
            for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                shortened.accept(chunk, 0, n);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Line(
                row.line(), row.offset(), shortened.bytes(), 0, shortened.length(), row.length(), shortened.cuts());
    }

    /** The block of a record that a row stands for; a record that reads otherwise now is told, not guessed at. */
    Entry block(List<Entry> contents, EntryRow row) {
        for (Entry entry : contents) {
            if (entry.head().block() == row.block()) {
                return entry;
            }
        }
        return new Entry.Unreadable(
                new Entry.Head(row.block(), row.at(), null, row.sidechain()),
                "The vault holds other bytes here than the catalogue expects. Import again.",
                new Entry.Text(row.preview()));
    }

    Optional<byte[]> picture(LogRef log, Entries.Row stored, int index) {
        EntryRow row = stored.entry();
        if (row.length() > PICTURE_LIMIT) {
            return Optional.empty();
        }
        return log.agent()
                .reader()
                .picture(vault.read(log.vaultPath(), stored.version(), row.offset(), row.length()), index);
    }
}
