package dev.reprise.agent.claude.fold;

import dev.reprise.agent.Glimpse;
import dev.reprise.agent.Line;
import dev.reprise.agent.LogFacts;
import dev.reprise.agent.SourceFile;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What the first and last 64 KiB of a log tell: {@link ClaudeFold} over those of their lines that may tell it. Which lines
 * those are is a guess from their bytes; what they say is the fold's to tell.
 */
final class Glimpses {
    private static final int REACH = 64 << 10;
    /** Lines at the end of a log that are looked at for the last prompt, and those that look like a title. */
    private static final int MAX_LINES = 400;

    private static final int MAX_TITLES = 20;

    private static final ByteSearch CUSTOM = new ByteSearch("\"customTitle\":");
    private static final ByteSearch GENERATED = new ByteSearch("\"aiTitle\":");
    private static final ByteSearch LAST_PROMPT = new ByteSearch("\"last-prompt\"");
    private static final ByteSearch QUEUED = new ByteSearch("\"queued_command\"");
    private static final ByteSearch TYPED = new ByteSearch("\"enqueue\"");
    private static final ByteSearch USER = new ByteSearch("\"role\":\"user\"");
    private static final ByteSearch RESULT = new ByteSearch("\"tool_use_id\"");
    private static final ByteSearch REQUEST = new ByteSearch("{\"type\":\"api-request");

    private final SourceFile file;
    private final byte[] bytes;
    private final int from;
    private final int to;
    /** Where the lines begin that are read. */
    private final NavigableSet<Integer> lines = new TreeSet<>();

    private Glimpses(SourceFile file, byte[] bytes, int from, int to) {
        this.file = file;
        this.bytes = bytes;
        this.from = from;
        this.to = to;
    }

    static Glimpse of(SourceFile file, byte[] head, byte[] tail) {
        Glimpses first = new Glimpses(file, head, 0, Math.min(head.length, REACH));
        first.beginning();
        first.titles();
        if (tail.length == 0) {
            first.end();
            LogFacts facts = first.facts();
            return glimpse(facts, facts);
        }
        Glimpses last = new Glimpses(file, tail, Math.max(0, tail.length - REACH), tail.length);
        last.titles();
        last.end();
        return glimpse(first.facts(), last.facts());
    }

    private static Glimpse glimpse(LogFacts first, LogFacts last) {
        String custom = or(last.words().customTitle(), first.words().customTitle());
        return new Glimpse(
                or(custom, or(last.words().aiTitle(), first.words().aiTitle())),
                first.words().topic(),
                first.words().firstPrompt(),
                last.words().lastPrompt(),
                or(last.place().cwd(), first.place().cwd()),
                or(last.place().branch(), first.place().branch()),
                first.period().startedAt(),
                last.period().lastAt() == null
                        ? first.period().lastAt()
                        : last.period().lastAt(),
                first.sidechain(),
                first.origin());
    }

    private static @Nullable String or(@Nullable String value, @Nullable String otherwise) {
        return value == null ? otherwise : value;
    }

    /** Lines from the first on until the log has begun, and its first prompt is known. */
    private void beginning() {
        ClaudeFold fold = fold();
        for (int at = from; at < to && !fold.begun(); at = endOf(at) + 1) {
            LogFacts facts = fold.facts();
            if (facts.period().startedAt() == null || facts.place().firstCwd() == null || mayPrompt(at)) {
                read(fold, at);
                lines.add(at);
            }
        }
    }

    /** Lines from the last back until it is known when and where it was, and what the last prompt is. */
    private void end() {
        boolean when = false;
        boolean where = false;
        boolean said = false;
        int stop = to;
        for (int n = 0; stop > from && n < MAX_LINES && !(when && where && said); n++) {
            int at = beginOf(stop - 1);
            if (!(when && where) || mayPrompt(at)) {
                ClaudeFold line = fold();
                read(line, at);
                LogFacts facts = line.facts();
                when |= facts.period().lastAt() != null;
                where |= facts.place().cwd() != null;
                said |= line.prompted();
                lines.add(at);
            }
            stop = at - 1;
        }
    }

    /** The lines of the last titles. */
    private void titles() {
        title(CUSTOM, facts -> facts.words().customTitle() != null);
        title(GENERATED, facts -> facts.words().aiTitle() != null);
    }

    private void title(ByteSearch key, Predicate<LogFacts> found) {
        int stop = to;
        for (int n = 0; n < MAX_TITLES; n++) {
            int hit = key.last(bytes, from, stop);
            if (hit < 0) {
                return;
            }
            int at = beginOf(hit);
            ClaudeFold line = fold();
            read(line, at);
            if (found.test(line.facts())) {
                lines.add(at);
                return;
            }
            stop = at;
        }
    }

    /** What the chosen lines say together. */
    private LogFacts facts() {
        ClaudeFold fold = fold();
        lines.forEach(at -> read(fold, at));
        return fold.facts();
    }

    private ClaudeFold fold() {
        return new ClaudeFold(file, null);
    }

    private void read(ClaudeFold fold, int at) {
        int end = endOf(at);
        if (end > at && !REQUEST.isAt(bytes, at, end)) {
            fold.line(new Line(1, 0, bytes, at, end, end - at), finding -> {});
        }
    }

    /** Whether a line may hold a prompt, without parsing it: most are results of tools. */
    private boolean mayPrompt(int at) {
        int end = endOf(at);
        return LAST_PROMPT.isIn(bytes, at, end)
                || QUEUED.isIn(bytes, at, end)
                || TYPED.isIn(bytes, at, end)
                || USER.isIn(bytes, at, end) && !RESULT.isIn(bytes, at, end);
    }

    private int beginOf(int within) {
        int at = within;
        while (at > from && bytes[at - 1] != '\n') {
            at--;
        }
        return at;
    }

    private int endOf(int at) {
        int end = at;
        while (end < to && bytes[end] != '\n') {
            end++;
        }
        return end;
    }
}
