package dev.reprise.catalogue;

import dev.reprise.agent.EntryKind;
import dev.reprise.agent.LogFacts;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Logs with one id of which none has all of the conversation (client/RESUME.md section 1g: one was moved while it was written, and
 * the client began another): parts of one conversation. Where one has everything, the others are copies.
 */
final class Halves {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int MOST = 40;

    private final Statements statements;

    Halves(Statements statements) {
        this.statements = statements;
    }

    /**
     * A part.
     *
     * @param log id of its row
     * @param from position in it of the first entry that no part before has; {@code entries} from there on
     * @param lines of the log
     */
    record Part(long log, int from, int entries, int lines) {}

    /** A message of a log. */
    private record Message(int position, UUID uuid, long at) {}

    private record Read(long log, List<Message> messages, Set<UUID> uuids) {

        /** When the first message was written that not every log has. */
        long begins(Set<UUID> common) {
            return messages.stream()
                    .filter(message -> !common.contains(message.uuid))
                    .mapToLong(Message::at)
                    .filter(at -> at > 0)
                    .min()
                    .orElse(Long.MAX_VALUE);
        }
    }

    /** The parts of a session with these main logs, in the order of the conversation; empty if one of them has everything. */
    List<Part> of(List<Long> logs) throws SQLException {
        List<Read> all = new ArrayList<>();
        Set<UUID> union = new HashSet<>();
        for (long log : logs.subList(0, Math.min(MOST, logs.size()))) {
            Read read = read(log);
            if (!read.uuids.isEmpty()) {
                all.add(read);
                union.addAll(read.uuids);
            }
        }
        if (all.size() < 2 || all.stream().anyMatch(read -> read.uuids.size() == union.size())) {
            return List.of();
        }
        Set<UUID> common = new HashSet<>(all.getFirst().uuids);
        all.forEach(read -> common.retainAll(read.uuids));
        all.sort(Comparator.comparingLong((Read read) -> read.begins(common)).thenComparingLong(Read::log));
        Set<UUID> known = new HashSet<>();
        List<Part> parts = new ArrayList<>();
        for (Read read : all) {
            int from = read.messages.stream()
                    .filter(message -> !known.contains(message.uuid))
                    .mapToInt(Message::position)
                    .findFirst()
                    .orElse(-1);
            if (from >= 0) {
                // what stands before the first message of a log is its own too
                int begin = known.isEmpty() ? 0 : from;
                parts.add(new Part(read.log, begin, entries(read.log) - begin, lines(read.log)));
                known.addAll(read.uuids);
            }
        }
        return parts;
    }

    private Read read(long log) throws SQLException {
        List<Message> messages = new ArrayList<>();
        Set<UUID> uuids = new HashSet<>();
        try (ResultSet r = statements
                .of(
                        "select pos, uuid, at from entry where id >= :first and id < :end and pos is not null and uuid is not"
                                + " null and bitand(flags, 2) = 0 order by id")
                .set("first", EntryId.first(log))
                .set("end", EntryId.end(log))
                .query()) {
            while (r.next()) {
                UUID uuid = r.getObject("uuid", UUID.class);
                messages.add(new Message(r.getInt("pos"), uuid, r.getLong("at")));
                uuids.add(uuid);
            }
        }
        return new Read(log, messages, uuids);
    }

    /**
     * What is not the sum of what the logs say.
     *
     * @param turns those that stand in more than one log, each once less than it stands there; {@code toolCalls} and
     *     {@code failures} likewise
     * @param activeMillis of the whole
     */
    record Overlap(int turns, int toolCalls, int failures, long activeMillis) {}

    Overlap overlap(List<Part> parts) throws SQLException {
        Counting counting = new Counting();
        for (Part part : parts) {
            counting.asked = false;
            try (ResultSet r = statements
                    .of("select kind, flags, at, pos from entry where id >= :first and id < :end and pos is not null"
                            + " and bitand(flags, 2) = 0 order by id")
                    .set("first", EntryId.first(part.log))
                    .set("end", EntryId.end(part.log))
                    .query()) {
                while (r.next()) {
                    EntryKind kind = EntryKind.of(r.getInt("kind"));
                    if (kind.said()) {
                        counting.times.add(r.getLong("at"));
                    }
                    if (r.getInt("pos") < part.from) {
                        counting.again(kind, Entries.isFailed(r.getInt("flags")));
                    }
                }
            }
        }
        return new Overlap(counting.turns, counting.toolCalls, counting.failures, counting.activeMillis());
    }

    /** Counts as a log's own facts do (LogFacts). */
    private static final class Counting {
        private final List<Long> times = new ArrayList<>();
        private int turns;
        private int toolCalls;
        private int failures;
        private boolean asked;

        void again(EntryKind kind, boolean failed) {
            toolCalls += kind == EntryKind.TOOL_CALL ? 1 : 0;
            failures += failed ? 1 : 0;
            switch (kind) {
                case PROMPT, COMMAND, IMAGE, DOCUMENT -> asked = true;
                case REPLY, THINKING, TOOL_CALL, ERROR -> {
                    turns += asked ? 1 : 0;
                    asked = false;
                }
                default -> {}
            }
        }

        long activeMillis() {
            long active = 0;
            long before = 0;
            for (long at : times.stream().filter(at -> at > 0).sorted().toList()) {
                long gap = before == 0 ? 0 : at - before;
                active += gap < LogFacts.PAUSE.toMillis() ? gap : 0;
                before = at;
            }
            return active;
        }
    }

    private int entries(long log) throws SQLException {
        return Statements.first(
                        statements.of("select entries from log where id = :log").set("log", log), r -> r.getInt(1))
                .orElse(0);
    }

    private int lines(long log) throws SQLException {
        return Statements.first(
                        statements
                                .of("select line from entry where id >= :first and id < :end order by id desc limit 1")
                                .set("first", EntryId.first(log))
                                .set("end", EntryId.end(log)),
                        r -> r.getInt(1))
                .orElse(0);
    }

    /** As the catalogue stores them; null for none. */
    static @Nullable String json(List<Part> parts) {
        return parts.isEmpty() ? null : JSON.writeValueAsString(parts);
    }

    static List<Part> read(@Nullable String json) {
        try {
            return json == null ? List.of() : JSON.readValue(json, new TypeReference<List<Part>>() {});
        } catch (JacksonException e) {
            return List.of();
        }
    }
}
