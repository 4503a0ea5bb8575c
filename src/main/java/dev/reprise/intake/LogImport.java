package dev.reprise.intake;

import dev.reprise.agent.Finding;
import dev.reprise.agent.Line;
import dev.reprise.agent.Lines;
import dev.reprise.agent.LogFold;
import dev.reprise.catalogue.Batch;
import dev.reprise.catalogue.LogRow.Checkpoint;
import dev.reprise.catalogue.LogRow.Kept;
import dev.reprise.catalogue.Source;
import dev.reprise.catalogue.TrackedFile;
import dev.reprise.vault.Appender;
import dev.reprise.vault.StoredFile;
import dev.reprise.vault.Vault;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Brings one log up to date: proves that the source still begins with what the vault holds, reads into findings what the
 * catalogue does not have yet, from the vault first, then from the source while it is appended to the vault.
 */
final class LogImport {

    /** Raw bytes after which the vault is forced and a batch goes to the catalogue. */
    static final int BATCH = 8 * 1024 * 1024;

    /** Characters of texts that a batch carries for the index at most: what has more is read from the vault for it. */
    private static final long MAX_TEXT = 16 << 20;

    /** Raw bytes of a log that goes in one batch when it is read again: its former rows are there until the new ones are. */
    private static final long MAX_AT_ONCE = 64L << 20;

    private final Vault vault;
    private final TrackedFile log;
    private final Source source;
    private final BatchSink sink;
    private final BooleanSupplier stopped;
    private final byte[] chunk = new byte[512 << 10];

    private final int versions;
    private final LogFold fold;
    private final boolean anew;
    private final long batchBytes;
    private Lines lines;
    private List<Finding> findings = new ArrayList<>();
    private boolean reset;
    private boolean first;
    private boolean unforced;
    private int version;
    private int number;
    private int recovered;
    private int lacking;
    private @Nullable Merge merge;
    private @Nullable Throwable failure;
    private long from;
    private long sinceBatch;
    private long text;
    private long keptBefore;

    /** @param kept bytes that the vault has; {@code versions} including the current one */
    private LogImport(Vault vault, TrackedFile log, long kept, int versions, BatchSink sink, BooleanSupplier stopped)
            throws InterruptedException {
        this.vault = vault;
        this.log = log;
        this.source = log.source();
        this.versions = versions;
        this.sink = sink;
        this.stopped = stopped;
        Checkpoint read = log.row().read();
        boolean fits = read.to() <= kept && (versions == log.row().kept().versions() || read.to() == 0);
        String state = fits ? sink.state(log) : null;
        anew = state == null;
        batchBytes = log.isStale() && kept <= MAX_AT_ONCE ? Long.MAX_VALUE : BATCH;
        first = anew;
        reset = anew && (read.to() > 0 || read.seqs() > 0 || versions > 1);
        fold = log.home().agent().reader().fold(log.file(), state);
        lines = new Lines(anew ? 0 : read.to(), anew ? 0 : read.newlines(), this::line);
        recovered = anew ? 0 : read.recovered();
        lacking = anew ? 0 : read.lacking();
        from = lines.offset();
        keptBefore = log.isStale() ? 0 : log.row().kept().bytes();
    }

    /** @throws IOException if the source cannot be read; then nothing was changed that is not consistent */
    static void run(Vault vault, TrackedFile log, BatchSink sink, BooleanSupplier stopped)
            throws IOException, InterruptedException {
        StoredFile holding = vault.find(log.vaultPath()).orElse(null);
        int versions = holding == null ? 1 : holding.versions() + 1;
        if (!log.source().there()) {
            fromVault(vault, log, sink, stopped);
            return;
        }
        LogImport last;
        long reached;
        try (FileChannel source = FileChannel.open(log.home().source(log.file().path()), StandardOpenOption.READ)) {
            versions = Keeping.prepare(vault, log.vaultPath(), source, holding) + 1;
            if (versions > 1 && versions != log.row().kept().versions()) {
                // which version is the fullest can only be told when all of them are there
                Keeping.append(vault, log.vaultPath(), source);
            }
            try (Appender appender = vault.append(log.vaultPath())) {
                // smaller than what was found before if the end was torn by a crash
                long kept = appender.size();
                LogImport reading = new LogImport(vault, log, kept, versions, sink, stopped);
                if (!reading.olderVersions(kept) || !reading.catchUp(kept)) {
                    return;
                }
                reached = reading.append(source, appender);
                last = reading;
            }
        }
        last.rethrow();
        last.finish(reached);
    }

    /** Reads what the vault has of it; the source is left alone. */
    static void fromVault(Vault vault, TrackedFile log, BatchSink sink, BooleanSupplier stopped)
            throws IOException, InterruptedException {
        StoredFile holding = vault.find(log.vaultPath()).orElse(null);
        long kept = holding == null ? 0 : holding.size();
        int versions = holding == null ? 1 : holding.versions() + 1;
        LogImport reading = new LogImport(vault, log, kept, versions, sink, stopped);
        if (reading.olderVersions(kept) && reading.catchUp(kept)) {
            reading.finish(kept);
        }
    }

    private void found(Finding finding) {
        if (finding instanceof Finding.EntryFound entry && entry.text() != null) {
            text += entry.text().length();
            findings.add(text > MAX_TEXT ? entry.bare() : entry);
        } else {
            findings.add(finding);
        }
    }

    private void line(Line line) {
        Merge filter = merge;
        if (filter == null || filter.takes(line)) {
            fold.line(line, this::found);
        }
    }

    /**
     * Reads what only older versions have, where the current one is less; or, for a log that is gone on with, remembers what
     * was read of them. False if stopped.
     */
    private boolean olderVersions(long kept) throws IOException, InterruptedException {
        long readTo = log.row().read().to();
        if (versions == 1 || !anew && recovered == 0) {
            return true;
        }
        Merge known = sink.merge(log);
        if (!anew && known != null && known.goesOnAt(readTo)) {
            merge = known;
            return true;
        }
        Merge all = Merge.of(vault, log, versions - 1, anew ? kept : readTo);
        lacking = all.lacking();
        for (version = 1; version < versions; version++) {
            all.begin(version);
            Merge.each(vault, log, version, 0, line -> older(all, line));
            all.end();
            if (anew && !findings.isEmpty()) {
                batch(0);
            }
            if (stopped.getAsBoolean()) {
                return false;
            }
        }
        version = 0;
        all.begin(0);
        if (!anew) {
            Merge.each(vault, log, 0, readTo, all::takes);
            all.follow();
        }
        if (!anew || recovered > 0) {
            merge = all;
        }
        sink.remember(log, merge);
        if (anew) {
            lines = new Lines(0, number, this::line);
        }
        return true;
    }

    private void older(Merge all, Line line) {
        if (all.takes(line) && anew) {
            number++;
            int before = findings.size();
            fold.line(
                    new Line(number, line.offset(), line.bytes(), line.from(), line.to(), line.length()), this::found);
            recovered += (int) findings.subList(before, findings.size()).stream()
                    .filter(Finding::isConversation)
                    .count();
        }
    }

    private void rethrow() throws IOException {
        if (failure != null) {
            throw new IOException("reading it failed; all its bytes are in the vault", failure);
        }
    }

    /** What the vault has and the catalogue has not, after a crash or when the catalogue is made anew; false if stopped. */
    private boolean catchUp(long kept) throws IOException, InterruptedException {
        long at = lines.offset();
        if (at >= kept) {
            return true;
        }
        boolean whole = false;
        try (InputStream in = vault.open(log.vaultPath(), 0, at, kept - at)) {
            while (at < kept && !stopped.getAsBoolean()) {
                int n = in.read(chunk);
                if (n < 0) {
                    break;
                }
                at += n;
                read(n);
                if (sinceBatch >= batchBytes) {
                    batch(at);
                }
            }
            whole = at >= kept;
        } finally {
            // what could be read of a damaged copy is shown all the same
            if (!whole) {
                batch(at);
            }
        }
        return whole;
    }

    /** Appends what the source has more; what is short is forced by the writer, together with that of other logs. */
    private long append(FileChannel source, Appender appender) throws IOException, InterruptedException {
        long at = appender.size();
        long begun = at;
        long end = source.size();
        while (!stopped.getAsBoolean()) {
            int n = Keeping.copy(source, at, end, appender, chunk);
            if (n == 0) {
                break;
            }
            at += n;
            if (failure == null && tryRead(n) && sinceBatch >= batchBytes) {
                appender.force();
                batch(at);
            }
        }
        unforced = at - begun < BATCH / 8;
        if (!unforced) {
            appender.force();
        }
        return at;
    }

    /** What cannot be read is kept all the same. */
    private boolean tryRead(int n) {
        try {
            read(n);
            return true;
        } catch (RuntimeException | StackOverflowError e) {
            failure = e;
            return false;
        }
    }

    private void read(int n) {
        sinceBatch += n;
        lines.feed(chunk, 0, n);
    }

    private void finish(long kept) throws InterruptedException {
        Optional<Line> rest = lines.rest();
        Merge filter = merge;
        if (rest.isPresent()
                && (filter == null || filter.takes(rest.get()))
                && fold.unfinished(rest.get(), this::found)) {
            lines.restRead();
        }
        batch(kept);
    }

    private void batch(long kept) throws InterruptedException {
        StoredFile held = vault.find(log.vaultPath()).orElse(null);
        long stored = held == null ? 0 : held.stored();
        long at = held == null ? 0 : held.modified();
        long to = version > 0 ? 0 : lines.offset();
        if (merge != null) {
            merge.readTo(to);
        }
        sink.put(new Batch(
                log,
                source,
                new Batch.Read(
                        reset,
                        first,
                        version,
                        from,
                        to,
                        version > 0 ? number : lines.newlines(),
                        recovered,
                        lacking,
                        keptBefore,
                        new Kept(kept, stored, at, versions),
                        findings,
                        fold.facts(),
                        fold.state()),
                unforced));
        keptBefore = kept;
        from = to;
        findings = new ArrayList<>();
        reset = false;
        first = false;
        sinceBatch = 0;
        text = 0;
    }
}
