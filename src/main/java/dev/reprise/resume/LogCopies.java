package dev.reprise.resume;

import dev.reprise.agent.Finding;
import dev.reprise.agent.Line;
import dev.reprise.agent.Lines;
import dev.reprise.agent.LogFold;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The main logs with one id as they lie in a home now, and which of them a resume takes (client/RESUME.md section 1b, seen with
 * 2.1.330 and 2.1.332): distinct files that are not empty count; of several the one in the folder of the directory where the
 * client starts, from anywhere else none.
 *
 * @param candidates those that count, in order of their paths; only empty ones if there are no others
 * @param taken the one that a resume takes; null if it finds none
 */
record LogCopies(List<Path> candidates, @Nullable Path taken) {

    private static final int CHUNK = 256 * 1024;

    /** @param ownFolder name of the folder for the directory where the client starts; null if that is not known */
    static LogCopies of(List<Path> logs, @Nullable String ownFolder) {
        List<Path> candidates =
                distinct(logs.stream().filter(log -> !isEmpty(log)).toList(), ownFolder);
        if (candidates.isEmpty()) {
            candidates = distinct(logs, ownFolder);
        }
        if (candidates.size() == 1) {
            return new LogCopies(candidates, candidates.getFirst());
        }
        Path own = candidates.stream()
                .filter(log -> isIn(ownFolder, log))
                .findFirst()
                .orElse(null);
        return new LogCopies(candidates, own);
    }

    private static boolean isIn(@Nullable String folder, Path log) {
        Path parent = log.getParent();
        return folder != null && parent != null && folder.equals(String.valueOf(parent.getFileName()));
    }

    private static boolean isEmpty(Path log) {
        try {
            return Files.size(log) == 0;
        } catch (IOException unreadable) {
            return false;
        }
    }

    /** A link to a log is no second one. */
    private static List<Path> distinct(List<Path> logs, @Nullable String ownFolder) {
        List<Path> ownFirst = new ArrayList<>(logs);
        ownFirst.sort(
                Comparator.comparing((Path log) -> !isIn(ownFolder, log)).thenComparing(Comparator.naturalOrder()));
        Set<Object> files = new HashSet<>();
        return ownFirst.stream().filter(log -> files.add(key(log))).sorted().toList();
    }

    private static Object key(Path log) {
        try {
            Object key = Files.readAttributes(log, BasicFileAttributes.class).fileKey();
            return key == null ? log.toRealPath() : key;
        } catch (IOException unreadable) {
            return log;
        }
    }

    boolean areSeveral() {
        return candidates.size() > 1;
    }

    /** What is in each of several copies, compared with the others. */
    Comparison compare(ResumeContext look) {
        List<Set<UUID>> messages = new ArrayList<>();
        Set<UUID> all = new HashSet<>();
        for (Path log : candidates) {
            Set<UUID> of = messages(look, log);
            messages.add(of);
            all.addAll(of);
        }
        List<Path> whole = new ArrayList<>();
        for (int i = 0; i < candidates.size(); i++) {
            if (messages.get(i).size() == all.size()) {
                whole.add(candidates.get(i));
            }
        }
        int inTaken =
                taken == null ? 0 : messages.get(candidates.indexOf(taken)).size();
        whole.sort(Comparator.comparing(LogCopies::modified).reversed());
        return new Comparison(
                all.size(), inTaken, whole.contains(taken) ? taken : whole.isEmpty() ? null : whole.getFirst());
    }

    /**
     * What several copies hold together.
     *
     * @param messages distinct ones in all of them; {@code inTaken} those in the one that a resume takes
     * @param fullest the one that has them all: the taken one if it does, else the newest that does; null if none does
     */
    record Comparison(int messages, int inTaken, @Nullable Path fullest) {}

    private static Set<UUID> messages(ResumeContext look, Path log) {
        Set<UUID> messages = new HashSet<>();
        LogFold fold = look.agent().reader().fold(look.source(log), null);
        Consumer<Line> read = line -> fold.line(line, finding -> {
            if (finding instanceof Finding.EntryFound(var row, var text)
                    && row.uuid() != null
                    && row.kind().conversation()
                    && !row.sidechain()) {
                messages.add(row.uuid());
            }
        });
        Lines lines = new Lines(0, 0, read);
        byte[] chunk = new byte[CHUNK];
        try (InputStream in = Files.newInputStream(log)) {
            for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                lines.feed(chunk, 0, n);
            }
            lines.rest().ifPresent(read);
        } catch (IOException unreadable) {
            // what could be read counts
            return messages;
        }
        return messages;
    }

    static FileTime modified(Path log) {
        try {
            return Files.getLastModifiedTime(log);
        } catch (IOException gone) {
            return FileTime.fromMillis(0);
        }
    }
}
