package dev.reprise.agent.claude.record;

import dev.reprise.agent.Line;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;

/**
 * Takes the records out of a line. Mostly there is one; after a crash there may be several without a line end between
 * them, the rest of one that was torn, NUL bytes, or bytes that are not UTF-8.
 */
public final class LineRecords {
    /** Bytes parsed at most in search of whole records behind a broken one: this, and as much again a byte of the line. */
    private static final int SALVAGE_BUDGET = 1 << 20;

    private static final int SALVAGE_FACTOR = 16;
    private static final int WIDE_SAMPLE = 256;

    /** A piece of a line, {@code [from, to)} of its bytes: a record, or the reason why it is none. */
    public record Root(int from, int to, @Nullable ClaudeRecord rec, String reason) {}

    private final RecordReader reader;
    private final int end;
    private final byte[] original;
    private final long[] cuts;
    private byte[] bytes;
    private final boolean salvaging;
    private boolean repaired;
    private final List<Root> roots = new ArrayList<>(1);

    private LineRecords(Line line, int limit, boolean salvaging) {
        this.salvaging = salvaging;
        this.reader = new RecordReader(limit);
        this.original = line.bytes();
        this.bytes = original;
        this.end = line.to();
        this.cuts = line.cuts();
    }

    /** The pieces of a line in order; empty if the line is blank. {@code limit}: how much of a text is kept. */
    public static List<Root> of(Line line, int limit) {
        LineRecords roots = new LineRecords(line, limit, true);
        roots.split(line.from());
        return roots.roots;
    }

    /** The records of a line that may be cut at either end; what is broken is left out, quickly. */
    public static List<ClaudeRecord> whole(Line line, int limit) {
        LineRecords roots = new LineRecords(line, limit, false);
        roots.split(line.from());
        return roots.roots.stream().map(Root::rec).filter(Objects::nonNull).toList();
    }

    private void split(int from) {
        if (isWide(from)) {
            roots.add(new Root(from, end, null, "UTF-16 or UTF-32, not UTF-8"));
            return;
        }
        int at = from;
        while (at < end) {
            int begin = skipBlanks(original, at);
            if (begin > at && hasNul(at, begin)) {
                roots.add(new Root(firstNul(at), begin, null, "NUL bytes"));
            }
            at = begin < end ? Math.max(begin + 1, root(begin)) : end;
        }
    }

    /** Whether every second byte or so is a NUL, as in what PowerShell 5.1 writes; those of a torn page stand together. */
    private boolean isWide(int from) {
        int n = Math.min(WIDE_SAMPLE, end - from);
        if (n < 4 || original[from] != 0 && original[from + 1] != 0 && original[from + 2] != 0) {
            return false;
        }
        int changes = 0;
        for (int i = from + 1; i < from + n; i++) {
            changes += (original[i] == 0) != (original[i - 1] == 0) ? 1 : 0;
        }
        return 5 * changes >= 2 * n;
    }

    /** Reads the root at {@code at}; answers where the next one may begin. */
    private int root(int at) {
        ClaudeRecord rec = new ClaudeRecord(bytes, at, cuts);
        try (JsonParser p = Json.parser(bytes, at, end)) {
            p.streamReadContext().assignCurrentValue(rec);
            if (p.nextToken() == JsonToken.START_OBJECT) {
                reader.read(p, rec);
                rec.to = at + (int) p.currentLocation().getByteOffset();
                roots.add(new Root(at, rec.to, rec, ""));
                return rec.to;
            }
            p.skipChildren();
            p.finishToken();
            // the parser's place is one before the piece for a digit at the end or before what is no JSON
            int to = Math.clamp(at + p.currentLocation().getByteOffset(), at + 1, end);
            roots.add(new Root(at, to, null, "not an object"));
            return to;
        } catch (StreamConstraintsException e) {
            return unreadable(at, end, "nested deeper than " + Json.DEEPEST + " levels");
        } catch (JacksonException e) {
            if (!repaired && repairUtf8()) {
                return root(at);
            }
            int next = salvaging ? salvage(at) : end;
            boolean torn = next < end || e instanceof UnexpectedEndOfInputException || reached(e, 0) >= end - at;
            return unreadable(at, next, torn ? "ends in the middle" : "not JSON");
        }
    }

    private int unreadable(int from, int to, String reason) {
        int stop = to;
        while (stop > from && isBlank(original[stop - 1])) {
            stop--;
        }
        roots.add(new Root(from, stop, null, reason));
        return to;
    }

    /** Where, behind a broken record, a whole one begins; the end of the line if nowhere. */
    private int salvage(int broken) {
        long budget = SALVAGE_BUDGET + (long) SALVAGE_FACTOR * (end - broken);
        for (int i = broken + 1; i < end - 8 && budget > 0; i++) {
            if (bytes[i] != '{' || bytes[i + 1] != '"' || bytes[i - 1] == '\\') {
                continue;
            }
            ClaudeRecord rec = new ClaudeRecord(bytes, i);
            try (JsonParser p = Json.parser(bytes, i, end)) {
                p.nextToken();
                reader.read(p, rec);
                rec.to = i + (int) p.currentLocation().getByteOffset();
                budget -= rec.to - i;
                if (isRecord(rec) && startsRootOrEnds(rec.to)) {
                    return i;
                }
            } catch (JacksonException e) {
                budget -= Math.max(64, reached(e, end - i));
            }
        }
        return end;
    }

    /** How many bytes were read before it broke; {@code all} if that is not known. */
    private static long reached(JacksonException e, int all) {
        long offset = e.getLocation() == null ? -1 : e.getLocation().getByteOffset();
        return offset < 0 ? all : offset;
    }

    private static boolean isRecord(ClaudeRecord rec) {
        boolean linked = rec.sessionId != null || rec.uuid != null && rec.cwd != null;
        return Types.isRecord(rec.type) && (linked || !rec.message && Types.record(rec.type) != null);
    }

    private boolean startsRootOrEnds(int at) {
        int next = skipBlanks(bytes, at);
        return next >= end || bytes[next] == '{';
    }

    /** Replaces what is not UTF-8 by NUL bytes of the same number (shown as U+FFFD), in a copy; false if all is well. */
    @SuppressWarnings("ReferenceEquality") // the same array if all was well
    private boolean repairUtf8() {
        repaired = true;
        byte[] copy = Utf8.repaired(bytes, end);
        boolean changed = copy != bytes;
        bytes = copy;
        return changed;
    }

    private int skipBlanks(byte[] in, int from) {
        int at = from;
        while (at < end && isBlank(in[at])) {
            at++;
        }
        if (end - at >= 3 && in[at] == (byte) 0xEF && in[at + 1] == (byte) 0xBB && in[at + 2] == (byte) 0xBF) {
            return skipBlanks(in, at + 3);
        }
        return at;
    }

    /** Where the NUL bytes begin: blanks before them may have been read with the record before. */
    private int firstNul(int from) {
        int at = from;
        while (original[at] != 0) {
            at++;
        }
        return at;
    }

    private boolean hasNul(int from, int to) {
        for (int i = from; i < to; i++) {
            if (original[i] == 0) {
                return true;
            }
        }
        return false;
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t' || b == '\r' || b == '\n' || b == 0;
    }

    /** The bytes of a piece as text. */
    public static String text(byte[] bytes, int from, int to) {
        return Texts.clean(new String(bytes, from, to - from, StandardCharsets.UTF_8));
    }
}
