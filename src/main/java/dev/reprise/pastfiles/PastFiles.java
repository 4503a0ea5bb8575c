package dev.reprise.pastfiles;

import dev.reprise.agent.FileMark;
import dev.reprise.agent.FileMark.Kind;
import dev.reprise.catalogue.Sessions;
import dev.reprise.pastfiles.PastFile.Basis;
import dev.reprise.pastfiles.PastFile.There;
import dev.reprise.problem.Problem;
import dev.reprise.problem.Reason;
import dev.reprise.session.Session;
import dev.reprise.session.SessionId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Files of a working directory as they were at a message. Of each file the last mark up to that message decides; where there is none, what
 * the first one after it says was there before. What a shell, an editor or a person did is seen only where the next mark tells another
 * content: then it is said to be as it was last known.
 */
@Service
public class PastFiles {

    /** A snapshot is written that short after the prompt that it belongs to, and so few lines behind it (client 2.1.332: 60 to 90 ms, 2 lines). */
    private static final Duration SLACK = Duration.ofMillis(250);

    private static final int SLACK_LINES = 3;

    /** Bytes of contents that are held together at most; the files that come after are not listed. */
    private static final long MOST_HELD = 100L << 20;

    private final Sessions sessions;
    private final Marks marks;

    PastFiles(Sessions sessions, Marks marks) {
        this.sessions = sessions;
        this.marks = marks;
    }

    /**
     * A message.
     *
     * @param agentId of the sub-agent in whose log it is; null: the main one
     * @param line of the log, from 1; null: its end
     */
    public record Moment(@Nullable String agentId, @Nullable Integer line) {

        public static final Moment END = new Moment(null, null);
    }

    /**
     * Files at a moment.
     *
     * @param base directory of the session, as of the machine that it ran on
     * @param at when it was
     * @param complete false if the log tells of more files than are looked at
     */
    public record At(Session session, String base, Instant at, List<PastFile> files, boolean complete) {}

    /** All files that the session tells of, by path. */
    public At at(String name, Moment moment) {
        Session session = sessions.get(name);
        String base = base(session);
        Marks.Found found = marks.of(session.id(), base);
        Cut cut = cut(session.id(), found, moment);
        List<PastFile> files = new ArrayList<>();
        long held = 0;
        for (Map.Entry<String, List<Mark>> one : found.byPath().entrySet()) {
            PastFile file = file(session.id(), one.getKey(), base, one.getValue(), cut);
            byte[] content = file.content();
            held += content == null ? 0 : content.length;
            if (held > MOST_HELD) {
                break;
            }
            files.add(file);
        }
        files.sort((a, b) -> String.join("/", a.below()).compareTo(String.join("/", b.below())));
        return new At(session, base, cut.at, files, found.complete() && held <= MOST_HELD);
    }

    /** One of them. */
    public PastFile file(String name, Moment moment, String path) {
        Session session = sessions.get(name);
        String base = base(session);
        Marks.Found found = marks.of(session.id(), base);
        List<Mark> its = found.byPath().get(path);
        if (its == null) {
            throw new Problem(Reason.NOT_FOUND, "This session tells of no such file. Its files are listed with it.");
        }
        return file(session.id(), path, base, its, cut(session.id(), found, moment));
    }

    private static String base(Session session) {
        return session.place().projectDir();
    }

    /** Up to where marks count. */
    private record Cut(Moment moment, Instant at) {

        boolean holds(Mark mark) {
            Integer line = moment.line;
            return line != null && Objects.equals(mark.agentId(), moment.agentId)
                    ? mark.line() <= line || isOf(mark, line)
                    : !mark.at().isAfter(at);
        }

        /** Whether it is the snapshot of the prompt of this line. */
        private boolean isOf(Mark mark, int line) {
            return mark.isBackup()
                    && mark.line() <= line + SLACK_LINES
                    && !mark.at().isBefore(at)
                    && !mark.at().isAfter(at.plus(SLACK));
        }

        /** Whether it tells of this very moment: what came later changes nothing of it. */
        boolean isAt(Mark mark) {
            Integer line = moment.line;
            return line != null
                    && Objects.equals(mark.agentId(), moment.agentId)
                    && (mark.line() == line || isOf(mark, line));
        }
    }

    private Cut cut(SessionId id, Marks.Found found, Moment moment) {
        Integer line = moment.line;
        return new Cut(moment, line == null ? Instant.MAX.minus(SLACK) : marks.timeOf(found, id, moment.agentId, line));
    }

    /** A content at a time; {@code bytes} null: there was none. */
    private record Known(byte @Nullable [] bytes, boolean exact, Mark by) {

        String text() {
            return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
        }

        /** Line ends may be told otherwise. */
        boolean isLike(Known other) {
            byte[] theirs = other.bytes;
            if (bytes == null || theirs == null) {
                return bytes == null && theirs == null;
            }
            return Arrays.equals(bytes, theirs) || unix(text()).equals(unix(other.text()));
        }

        private static String unix(String text) {
            return text.replace("\r\n", "\n");
        }
    }

    private PastFile file(SessionId id, String path, String base, List<Mark> all, Cut cut) {
        // a backup that the vault does not have says nothing of what was there
        List<Mark> its = all.stream().filter(mark -> !mark.isMissing()).toList();
        if (its.isEmpty()) {
            String how = "Claude Code made a backup " + time(all.getLast().at()) + ", which the vault does not have";
            return new PastFile(path, PastPaths.below(path, base), There.UNKNOWN, Basis.NONE, null, how, null);
        }
        List<Mark> until = its.stream().filter(cut::holds).toList();
        Optional<Mark> next = its.stream().filter(mark -> !cut.holds(mark)).findFirst();
        Optional<Known> last = last(id, until);
        Optional<Known> later = next.filter(Mark::tellsBefore).flatMap(mark -> before(id, mark));
        List<String> below = PastPaths.below(path, base);
        if (last.isPresent()) {
            Known known = last.get();
            if (later.isPresent() && !cut.isAt(known.by) && !known.isLike(later.get())) {
                String how = how(known) + "; something else changed it before "
                        + time(later.get().by.at()) + ", when that was is not told";
                return new PastFile(
                        path,
                        below,
                        There.UNKNOWN,
                        known.bytes == null ? Basis.NONE : Basis.BEFORE,
                        known.by.at(),
                        how,
                        known.bytes);
            }
            boolean exacter = !known.exact
                    && later.filter(known::isLike).map(Known::exact).orElse(false);
            Known best = exacter ? later.get() : known;
            return known(path, below, best.exact || best.bytes == null ? best : withLineEnds(best, its), how(known));
        }
        if (later.isPresent()) {
            Known known = later.get();
            String how = (known.bytes == null ? "it was made later, " : "as it was before it was first changed, ")
                    + time(known.by.at())
                    + source(known);
            return known(path, below, known.exact || known.bytes == null ? known : withLineEnds(known, its), how);
        }
        String how = until.isEmpty()
                ? "what it held before " + next.map(mark -> time(mark.at())).orElse("then") + " is not told"
                : "it was changed " + time(until.getLast().at()) + ", and what it held is not told";
        return new PastFile(path, below, There.UNKNOWN, Basis.NONE, null, how, null);
    }

    private static PastFile known(String path, List<String> below, Known known, String how) {
        return known.bytes == null
                ? new PastFile(path, below, There.NO, Basis.NONE, known.by.at(), how, null)
                : new PastFile(
                        path,
                        below,
                        There.YES,
                        known.exact ? Basis.EXACT : Basis.TEXT,
                        known.by.at(),
                        how,
                        known.bytes);
    }

    private static String how(Known known) {
        String time = time(known.by.at());
        return switch (known.by.kind()) {
            case BACKUP -> "backup of " + time;
            case ABSENT -> "not there " + time;
            case WRITTEN -> "written " + time;
            case MADE -> "made " + time;
            case EDITED -> "changed " + time;
            case SEEN -> "read " + time;
        };
    }

    private static String source(Known known) {
        return known.exact && known.bytes != null ? ", from a backup" : "";
    }

    private static String time(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** After the last of these; empty if it is not told. */
    private Optional<Known> last(SessionId id, List<Mark> until) {
        int whole = until.size() - 1;
        while (whole >= 0 && !until.get(whole).isWhole()) {
            if (!until.get(whole).patches()) {
                return Optional.empty();
            }
            whole--;
        }
        Optional<Known> known = whole < 0 ? Optional.empty() : after(id, until.get(whole), until.subList(0, whole));
        for (Mark mark : until.subList(whole + 1, until.size())) {
            known = known.flatMap(one -> patched(id, one, mark));
        }
        return known;
    }

    /** @param earlier marks of the same file: what was read as it is in a backup before has that one's bytes */
    private Optional<Known> after(SessionId id, Mark mark, List<Mark> earlier) {
        if (mark.backup() != null) {
            return Optional.of(new Known(marks.backup(mark.backup()), true, mark));
        }
        if (mark.kind() == Kind.ABSENT) {
            return Optional.of(new Known(null, true, mark));
        }
        String text = marks.told(id, mark).after();
        if (text == null) {
            return Optional.empty();
        }
        Known told = new Known(text.getBytes(StandardCharsets.UTF_8), false, mark);
        Mark copy = earlier.isEmpty() || mark.kind() != Kind.SEEN ? null : earlier.getLast();
        if (copy != null && copy.backup() != null) {
            Known exact = new Known(marks.backup(copy.backup()), true, copy);
            return Optional.of(exact.isLike(told) ? exact : told);
        }
        return Optional.of(told);
    }

    private Optional<Known> before(SessionId id, Mark mark) {
        if (mark.backup() != null || mark.kind() == Kind.ABSENT || mark.kind() == Kind.SEEN) {
            return after(id, mark, List.of());
        }
        String text = marks.told(id, mark).before();
        if (text == null) {
            return mark.kind() == Kind.MADE ? Optional.of(new Known(null, false, mark)) : Optional.empty();
        }
        return Optional.of(new Known(text.getBytes(StandardCharsets.UTF_8), false, mark));
    }

    private Optional<Known> patched(SessionId id, Known known, Mark mark) {
        FileMark told = marks.told(id, mark);
        String unix = known.text().replace("\r\n", "\n");
        return FileMark.apply(unix, told.edits())
                .map(text -> new Known(text.getBytes(StandardCharsets.UTF_8), false, mark));
    }

    /** Tools tell of lines that end with a line feed; a backup of the file shows how they really end. */
    private Known withLineEnds(Known known, List<Mark> its) {
        Optional<Mark> backup =
                its.stream().filter(mark -> mark.backup() != null).findFirst();
        String text = known.text();
        if (backup.isEmpty() || text.indexOf('\r') >= 0) {
            return known;
        }
        String copy =
                new String(marks.backup(Objects.requireNonNull(backup.get().backup())), StandardCharsets.UTF_8);
        long windows = copy.split("\r\n", -1).length - 1L;
        long all = copy.chars().filter(c -> c == '\n').count();
        return windows > 0 && windows == all
                ? new Known(text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8), false, known.by)
                : known;
    }
}
