package dev.reprise.agent.claude.fold;

import dev.reprise.agent.CodingAgent;
import dev.reprise.agent.Finding;
import dev.reprise.agent.Line;
import dev.reprise.agent.LogFacts;
import dev.reprise.agent.LogFold;
import dev.reprise.agent.SourceFile;
import dev.reprise.agent.claude.ClaudeCode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Feeds bytes to a fold the way the import does. */
final class Logs {
    static final SourceFile SESSION = file("projects/-w/11111111-2222-4333-8444-555555555555.jsonl");

    private Logs() {}

    static SourceFile file(String path) {
        return new ClaudeCode().sources().classify(path).orElseThrow();
    }

    /** A line of a log. */
    record Cut(int number, int from, int to, boolean finished) {}

    static List<Cut> lines(byte[] log) {
        List<Cut> lines = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < log.length; i++) {
            if (log[i] == '\n') {
                lines.add(new Cut(lines.size() + 1, from, i, true));
                from = i + 1;
            }
        }
        if (from < log.length) {
            lines.add(new Cut(lines.size() + 1, from, log.length, false));
        }
        return lines;
    }

    static Line line(byte[] log, Cut cut) {
        return new Line(cut.number, cut.from, log, cut.from, cut.to, cut.to - cut.from);
    }

    static void feed(LogFold fold, byte[] log, List<Cut> lines, List<Finding> found) {
        for (Cut cut : lines) {
            fold.line(line(log, cut), found::add);
        }
    }

    /** What a whole log of {@link #SESSION} says; what is found on the way is added. */
    static LogFacts facts(String log, List<Finding> found) {
        LogFold fold = new ClaudeCode().reader().fold(SESSION, null);
        byte[] bytes = log.getBytes(StandardCharsets.UTF_8);
        feed(fold, bytes, lines(bytes), found);
        return fold.facts();
    }

    static List<Finding> read(CodingAgent agent, SourceFile file, byte[] log, @Nullable String state) {
        List<Finding> found = new ArrayList<>();
        feed(agent.reader().fold(file, state), log, lines(log), found);
        return found;
    }
}
