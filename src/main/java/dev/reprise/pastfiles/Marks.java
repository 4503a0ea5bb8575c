package dev.reprise.pastfiles;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.reprise.agent.CodingAgent;
import dev.reprise.agent.CodingAgents;
import dev.reprise.agent.Entry;
import dev.reprise.agent.FileMark;
import dev.reprise.agent.Line;
import dev.reprise.agent.Lines;
import dev.reprise.agent.SourceFile.Role;
import dev.reprise.catalogue.SessionFiles;
import dev.reprise.catalogue.SessionFiles.Held;
import dev.reprise.problem.Problem;
import dev.reprise.problem.Reason;
import dev.reprise.session.SessionId;
import dev.reprise.vault.Vault;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds where the logs of a session tell of files; what they tell is read when it is wanted. */
@Component
class Marks {

    private static final int CHUNK = 1 << 18;
    /** Marks of a session that are kept at most: a log that tells of more is one that somebody made. */
    private static final int MOST = 200_000;

    private final SessionFiles files;
    private final CodingAgents agents;
    private final Vault vault;
    private final Cache<Key, Found> found = Caffeine.newBuilder()
            .maximumSize(4)
            .softValues()
            .executor(Runnable::run)
            .build();

    Marks(SessionFiles files, CodingAgents agents, Vault vault) {
        this.files = files;
        this.agents = agents;
        this.vault = vault;
    }

    private record Key(SessionId id, String base, long kept) {}

    /**
     * All of a session.
     *
     * @param byPath in order of time
     * @param complete whether none was left out
     */
    record Found(Map<String, List<Mark>> byPath, List<Held> logs, boolean complete) {}

    /**
     * @param base directory of the session, from which paths in it go
     * @throws Problem NOT_FOUND if the vault has no log of it
     */
    Found of(SessionId id, String base) {
        List<Held> held = files.of(id);
        long kept = held.stream().mapToLong(Held::kept).sum();
        return Objects.requireNonNull(found.get(new Key(id, base, kept), key -> read(id, base, held)));
    }

    private Found read(SessionId id, String base, List<Held> held) {
        Map<String, String> backups = new HashMap<>();
        List<Held> logs = new ArrayList<>();
        Set<String> read = new HashSet<>();
        for (Held file : held) {
            String path = file.file().path();
            boolean log = file.file().role() == Role.TRANSCRIPT || file.file().role() == Role.SUBAGENT;
            if (file.file().kind().equals("file-history")) {
                backups.put(path.substring(path.lastIndexOf('/') + 1), file.vaultPath());
            } else if (log
                    && file.kept() > 0
                    && read.add(String.valueOf(file.file().agentId()))) {
                // of copies the first speaks for the session
                logs.add(file);
            }
        }
        if (logs.isEmpty()) {
            throw new Problem(Reason.NOT_FOUND, "The vault has no log of this session: it cannot tell of files.");
        }
        Reading reading = new Reading(agents.get(id.agent()), base, backups);
        logs.forEach(reading::log);
        Map<String, List<Mark>> byPath = new LinkedHashMap<>();
        reading.marks.sort(Comparator.comparing(Mark::at).thenComparingInt(Mark::order));
        reading.marks.forEach(mark ->
                byPath.computeIfAbsent(mark.path(), path -> new ArrayList<>()).add(mark));
        return new Found(byPath, List.copyOf(logs), reading.marks.size() < MOST);
    }

    private final class Reading {

        private final CodingAgent agent;
        private final String base;
        private final Map<String, String> backups;
        private final List<Mark> marks = new ArrayList<>();
        private Instant last = Instant.EPOCH;

        Reading(CodingAgent agent, String base, Map<String, String> backups) {
            this.agent = agent;
            this.base = base;
            this.backups = backups;
        }

        void log(Held log) {
            last = Instant.EPOCH;
            each(log.vaultPath(), line -> line(log, line));
        }

        private void line(Held log, Line line) {
            if (marks.size() >= MOST || !agent.reader().tellsOfFiles(line)) {
                return;
            }
            List<FileMark> told = agent.reader().files(line);
            for (int n = 0; n < told.size(); n++) {
                FileMark mark = told.get(n);
                Instant at = mark.at() == null ? last : mark.at();
                last = at.isAfter(last) && mark.backup() == null ? at : last;
                String path = PastPaths.whole(mark, base);
                marks.add(new Mark(
                        mark.kind(),
                        path,
                        at,
                        marks.size(),
                        log.file().agentId(),
                        log.vaultPath(),
                        line.number(),
                        line.offset(),
                        line.length(),
                        n,
                        mark.before() != null,
                        mark.after() != null,
                        !mark.edits().isEmpty(),
                        mark.backup() == null ? null : backups.get(mark.backup())));
            }
        }
    }

    private void each(String vaultPath, java.util.function.Consumer<Line> consumer) {
        Lines lines = new Lines(0, 0, consumer);
        byte[] chunk = new byte[CHUNK];
        try (InputStream in = vault.open(vaultPath, 0, 0, Long.MAX_VALUE)) {
            for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                lines.feed(chunk, 0, n);
            }
        } catch (IOException e) {
            throw new Problem(
                    Reason.STORAGE, "The vault's copy of " + vaultPath + " cannot be read: " + e.getMessage() + ".");
        }
        lines.rest().ifPresent(consumer);
    }

    /** When the record of this line was written, or the one before it that says; the first time there is if none does. */
    Instant timeOf(Found all, SessionId id, @Nullable String agentId, int wanted) {
        Held log = all.logs.stream()
                .filter(one -> Objects.equals(one.file().agentId(), agentId))
                .findFirst()
                .orElseThrow(() -> new Problem(Reason.NOT_FOUND, "This session has no such log in the vault."));
        CodingAgent agent = agents.get(id.agent());
        Instant[] time = new Instant[] {Instant.EPOCH};
        int[] lines = new int[1];
        each(log.vaultPath(), line -> {
            lines[0] = line.number();
            // the few before it: reading every record would take as long as an import
            if (line.number() <= wanted && line.number() > wanted - 50) {
                for (Entry entry : agent.reader().read(line)) {
                    Instant at = entry.head().at();
                    time[0] = at == null || at.isBefore(time[0]) ? time[0] : at;
                }
            }
        });
        if (wanted < 1 || wanted > lines[0]) {
            throw new Problem(
                    Reason.NOT_FOUND, "There is no line " + wanted + " in this log: it has " + lines[0] + ".");
        }
        return time[0];
    }

    /** What a mark tells, read again. */
    FileMark told(SessionId id, Mark mark) {
        byte[] bytes = vault.read(mark.vaultPath(), 0, mark.offset(), mark.length());
        List<FileMark> told = agents.get(id.agent()).reader().files(new Line(mark.line(), mark.offset(), bytes));
        if (mark.nth() >= told.size()) {
            throw new Problem(Reason.CONFLICT, "The log was written anew meanwhile. Look again.");
        }
        return told.get(mark.nth());
    }

    byte[] backup(String vaultPath) {
        try (InputStream in = vault.open(vaultPath, 0, 0, Long.MAX_VALUE)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new Problem(
                    Reason.STORAGE, "The vault's copy of " + vaultPath + " cannot be read: " + e.getMessage() + ".");
        }
    }
}
