package dev.reprise.intake;

import dev.reprise.agent.Finding;
import dev.reprise.agent.Line;
import dev.reprise.agent.Lines;
import dev.reprise.agent.LogFold;
import dev.reprise.catalogue.TrackedFile;
import dev.reprise.data.Sha256;
import dev.reprise.problem.Problem;
import dev.reprise.vault.Vault;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the conversation of a log is made of that was replaced by less: the fullest version, and of the others every message
 * that no version before it had. A message is its record's id and what it says; a line without an id is its bytes.
 *
 * <p>Holds 16 bytes or so a line of all versions. Not thread-safe.
 */
final class Merge {

    private static final Logger LOG = LoggerFactory.getLogger(Merge.class);
    private static final int CHUNK = 256 * 1024;

    private final TrackedFile log;
    /** The version that is read whole; 0 for the current one. */
    private final int fullest;

    private final Set<Long> known = new HashSet<>();
    private final Set<UUID> messages;
    private final int lacking;
    private LogFold reader;
    private boolean taking;
    private boolean later;
    private long readTo;

    /** One version: what was said in it. */
    private record Content(int version, Set<UUID> messages, long lines, Set<Long> said) {
        /** Fewer messages, or as many in fewer lines. */
        boolean isLess(Content other) {
            int fewer = Integer.compare(messages.size(), other.messages.size());
            return fewer != 0 ? fewer < 0 : messages.isEmpty() && lines < other.lines;
        }
    }

    private Merge(TrackedFile log, int fullest, Set<UUID> messages, int lacking) {
        this.lacking = lacking;
        this.log = log;
        this.fullest = fullest;
        this.messages = new HashSet<>(messages);
        this.reader = fold();
    }

    /**
     * Looks at all that the vault holds of a log.
     *
     * @param older how many older versions there are; their numbers are 1 to {@code older}
     */
    static Merge of(Vault vault, TrackedFile log, int older, long kept) throws IOException {
        Content best = null;
        Content current = null;
        Set<Long> before = new HashSet<>();
        for (int version = 1; version <= older + 1; version++) {
            Content content = content(vault, log, version > older ? 0 : version, kept);
            // of equals the newest
            best = best == null || !content.isLess(best) ? content : best;
            before.addAll(version > older ? Set.of() : content.said);
            current = content;
        }
        if (current != null) {
            before.removeAll(current.said);
        }
        return new Merge(log, best == null ? 0 : best.version, best == null ? Set.of() : best.messages, before.size());
    }

    private static Content content(Vault vault, TrackedFile log, int version, long kept) throws IOException {
        Set<UUID> messages = new HashSet<>();
        Set<Long> said = new HashSet<>();
        long[] lines = new long[1];
        LogFold fold = log.home().agent().reader().fold(log.file(), null);
        each(vault, log, version, kept, line -> {
            lines[0]++;
            fold.line(line, finding -> {
                if (finding instanceof Finding.EntryFound(var row, var text) && row.uuid() != null) {
                    messages.add(row.uuid());
                }
                if (finding instanceof Finding.EntryFound(var row, var text)
                        && row.kind().conversation()) {
                    said.add(key(row.uuid() + " " + row.block() + " " + row.kind() + " " + row.preview()));
                }
            });
        });
        return new Content(version, messages, lines[0], said);
    }

    /** What can be read of a version, line by line; an unfinished last line too. */
    static void each(Vault vault, TrackedFile log, int version, long kept, java.util.function.Consumer<Line> each)
            throws IOException {
        if (version == 0 && kept == 0) {
            return;
        }
        byte[] chunk = new byte[CHUNK];
        Lines lines = new Lines(0, 0, each);
        try (InputStream in = vault.open(log.vaultPath(), version, 0, version == 0 ? kept : Long.MAX_VALUE)) {
            for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                lines.feed(chunk, 0, n);
            }
        } catch (IOException | Problem e) {
            LOG.warn("Version {} of {} can be read in part only: {}", version, log.vaultPath(), e.getMessage());
        }
        lines.rest().ifPresent(each);
    }

    /** Entries of older versions that the current one does not have. */
    int lacking() {
        return lacking;
    }

    /** A version begins: 1, 2 …, last 0 for the current one. */
    void begin(int version) {
        reader = fold();
        taking = version == fullest;
    }

    /** Whether this line of the version at hand says something that was not said yet; call it once a line, in order. */
    boolean takes(Line line) {
        List<Long> keys = new ArrayList<>();
        boolean[] newMessage = new boolean[1];
        reader.line(line, finding -> {
            if (finding instanceof Finding.EntryFound(var row, var text) && row.uuid() != null) {
                keys.add(key(row.uuid() + " " + row.block() + " " + row.kind() + " " + row.preview()));
                newMessage[0] |= !messages.contains(row.uuid());
            }
        });
        boolean identified = !keys.isEmpty();
        if (!identified) {
            keys.add(key(line));
        }
        boolean fresh = keys.stream().anyMatch(key -> !known.contains(key));
        // before the fullest version only what it lacks; after it also what was changed since
        boolean takes = taking || (later ? fresh : identified ? newMessage[0] : fresh && messages.isEmpty());
        if (takes) {
            known.addAll(keys);
        }
        return takes;
    }

    /** The version at hand was read to its end. */
    void end() {
        later |= taking;
        taking = false;
    }

    /** From here on only what is new is taken. */
    void follow() {
        later = true;
        taking = false;
    }

    /** So many bytes of the current version were looked at. */
    void readTo(long bytes) {
        readTo = bytes;
    }

    /** Whether it can go on behind so many bytes of the current version. */
    boolean goesOnAt(long bytes) {
        return readTo == bytes;
    }

    private LogFold fold() {
        return log.home().agent().reader().fold(log.file(), null);
    }

    private static long key(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return key(bytes, 0, bytes.length);
    }

    private static long key(Line line) {
        return key(line.bytes(), line.from(), line.to());
    }

    private static long key(byte[] bytes, int from, int to) {
        MessageDigest sum = Sha256.digest();
        sum.update(bytes, from, to - from);
        long key = 0;
        for (byte b : Arrays.copyOf(sum.digest(), Long.BYTES)) {
            key = key << 8 | b & 0xff;
        }
        return key;
    }
}
