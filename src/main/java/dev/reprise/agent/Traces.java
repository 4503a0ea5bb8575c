package dev.reprise.agent;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;

/** What a coding CLI leaves of one session on this machine, so that all of it can be deleted. Only looks. */
public interface Traces {

    /**
     * Files and directories that are of this session alone, in the home and beside it; a directory stands for all in it.
     *
     * @param plans names of its plans, as its log tells
     */
    List<Path> own(Path home, String nativeId, Collection<String> plans);

    /** Name of the plan that a record of a log tells; empty if it tells none. */
    String plan(byte[] record);

    /** Files with lines of many sessions, as they are in a home; a line that is this session's goes, the others stay. */
    List<Path> shared(Path home);

    /** What a line of such a file says. */
    Line line(byte[] bytes, int from, int to);

    /** Content of such a file without these lines; every other line stays as it is, to the byte. Each line is asked about once. */
    default byte[] without(Predicate<Line> goes, byte[] content) {
        ByteArrayOutputStream left = new ByteArrayOutputStream(content.length);
        for (int from = 0; from < content.length; ) {
            int end = from;
            while (end < content.length && content[end] != '\n') {
                end++;
            }
            int next = Math.min(content.length, end + 1);
            if (!goes.test(line(content, from, end))) {
                left.write(content, from, next - from);
            }
            from = next;
        }
        return left.toByteArray();
    }

    /** Files that hold what lines of this session refer to by these hashes. */
    List<Path> referred(Path home, List<String> hashes);

    /**
     * A line of a file that many sessions share.
     *
     * @param session native id; empty if it does not say
     * @param project directory of the session; empty if it does not say
     * @param hashes of files that it refers to
     */
    record Line(String session, String project, List<String> hashes) {

        /** It belongs to no session that is known. */
        public static final Line OF_NOBODY = new Line("", "", List.of());
    }

    /** What no deletion on this machine reaches, each a sentence. */
    List<String> beyond();
}
