package dev.reprise.catalogue;

import dev.reprise.agent.SourceFile.Role;
import dev.reprise.session.Protection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes what all files of a session add up to. Of several logs of one session, or of one sub-agent, the primary one counts;
 * the others are duplicates and add nothing but copies.
 */
final class SessionSums {

    /**
     * When the CLI may delete the last main log that is there: each goes by its own file time and the setting of its own home, and
     * takes its side files along (client/RESUME.md section 4). Null if one of them stays.
     */
    static final String EXPIRES =
            "(select case when count(*) = count(h.sweep_millis) then max(l.source_mtime + h.sweep_millis) end from log l"
                    + " join log_home h on h.id = l.home_id where l.session_id = session.id and l.role = 'transcript'"
                    + " and l.source_there)";

    private static final String UPDATE =
            "update session set bytes = :bytes, subagents = :subagents, copies = :copies, protection = :protection,"
                    + " source_at = :source_at, files_touched = :files, lines_added = :added, lines_removed = :removed,"
                    + " top_file = :top_file, unreadable = :unreadable, verified_at = :verified_at,"
                    + " damaged_at = :damaged_at, readable = :readable, expires_at = " + EXPIRES
                    + ", (tokens_in, tokens_read, tokens_write, tokens_w1h, tokens_out) ="
                    + " (select coalesce(sum(input), 0), coalesce(sum(cache_read), 0), coalesce(sum(cache_w5 + cache_w1h), 0),"
                    + " coalesce(sum(cache_w1h), 0),"
                    + " coalesce(sum(output), 0) from api_message where session_id = :id and counted) where id = :id";

    /** Lost is what a person asked something in, longer ago than the CLI keeps logs, and what no process runs. */
    private static final String WITHOUT_LOG =
            "select s.presence is null and max(p.at) + max(h.sweep_millis) < :now from session s join typed_prompt p"
                    + " on p.native_id = s.native_id join log l on l.id = p.log_id join log_home h on h.id = l.home_id"
                    + " and h.agent = s.agent where s.id = :id and not p.local group by s.presence";

    private static final String LOGS =
            "select l.id, l.role, l.agent_id, l.source_there, l.source_size, l.kept, l.source_mtime, l.unreadable,"
                    + " l.duplicate, l.internal, l.verified_at, l.damaged_at, l.readable from log l where l.session_id = :id"
                    + " order by " + Primary.FIRST;

    private static final String CHANGES =
            "select f.path, sum(f.added) added, sum(f.removed) removed from file_change f join log l on l.id = f.log_id"
                    + " where f.session_id = :id and not l.duplicate group by f.path"
                    + " order by sum(f.added) + sum(f.removed) desc, f.path";

    private final Statements statements;
    private final ListRows list;
    private final TroubleRows troubles;
    private final Halves halves;
    private final Combining combining;
    private final Clock clock;

    /** Writes what several logs say of a session that hold its conversation together. */
    interface Combining {
        void combine(long session, List<Halves.Part> parts, Halves.Overlap overlap) throws SQLException;
    }

    SessionSums(Statements statements, ListRows list, Combining combining, Clock clock) {
        this.combining = combining;
        this.clock = clock;
        this.statements = statements;
        this.list = list;
        this.troubles = new TroubleRows(statements);
        this.halves = new Halves(statements);
    }

    private static final class Sums {
        final Set<String> conversations = new HashSet<>();
        long bytes;
        int subagents;
        int copies;
        int unreadable;
        boolean anyLog;
        boolean logThere;
        boolean allKept = true;
        boolean allVerified = true;
        long verifiedAt = Long.MAX_VALUE;
        long damagedAt;
        long readable;

        @Nullable
        Long sourceAt;
    }

    /** Adds up a session; answers whether it has a main log. */
    boolean refresh(long id) throws SQLException {
        List<Halves.Part> parts = parts(id);
        Sums sums = sums(id, parts.stream().map(Halves.Part::log).collect(Collectors.toSet()));
        Protection protection = !sums.anyLog && sums.subagents == 0 ? withoutLog(id) : protection(sums);
        Changes changes = changes(id);
        statements
                .of(UPDATE)
                .set("id", id)
                .set("bytes", sums.bytes)
                .set("subagents", sums.subagents)
                .set("copies", sums.copies)
                .set("protection", protection.slug())
                .setNumber("source_at", sums.sourceAt)
                .set("files", changes.files)
                .set("added", changes.added)
                .set("removed", changes.removed)
                .set("top_file", changes.top, 1000)
                .set("unreadable", sums.unreadable)
                .setNumber("verified_at", sums.allVerified && sums.verifiedAt < Long.MAX_VALUE ? sums.verifiedAt : null)
                .setNumber("damaged_at", sums.damagedAt > 0 ? sums.damagedAt : null)
                .setNumber("readable", sums.damagedAt > 0 ? sums.readable : null)
                .execute();
        if (!parts.isEmpty()) {
            combining.combine(id, parts, halves.overlap(parts));
        }
        // goes by the end of all parts
        troubles.unwritten(id, sums.anyLog);
        list.refresh(id);
        return sums.anyLog;
    }

    /** The logs that hold the conversation together; empty if one of them has all of it. */
    private List<Halves.Part> parts(long id) throws SQLException {
        List<Long> logs = new ArrayList<>();
        try (ResultSet r = statements
                .of("select id from log where session_id = :id and role = 'transcript' and entries > 0 order by id")
                .set("id", id)
                .query()) {
            while (r.next()) {
                logs.add(r.getLong(1));
            }
        }
        List<Halves.Part> parts = logs.size() < 2 ? List.of() : halves.of(logs);
        troubles.halves(id, parts);
        return parts;
    }

    private Sums sums(long id, Set<Long> halves) throws SQLException {
        Sums sums = new Sums();
        NamedStatement mark = statements.batch("update log set duplicate = :duplicate where id = :id");
        try (ResultSet r = statements.of(LOGS).set("id", id).query()) {
            while (r.next()) {
                Role role = Role.of(r.getString("role"));
                boolean duplicate = isConversation(role)
                        && !sums.conversations.add(role.code() + " " + r.getString("agent_id"))
                        && !halves.contains(r.getLong("id"));
                if (duplicate != r.getBoolean("duplicate")) {
                    mark.set("duplicate", duplicate).set("id", r.getLong("id")).add();
                }
                add(sums, r, role, duplicate);
            }
        }
        mark.flush();
        return sums;
    }

    private static boolean isConversation(Role role) {
        return role == Role.TRANSCRIPT || role == Role.SUBAGENT;
    }

    private static void add(Sums sums, ResultSet r, Role role, boolean duplicate) throws SQLException {
        boolean there = r.getBoolean("source_there");
        boolean kept = r.getLong("kept") >= r.getLong("source_size");
        // a second copy of a conversation is no more of it
        sums.bytes += duplicate ? 0 : Math.max(r.getLong("kept"), there ? r.getLong("source_size") : 0);
        if (isConversation(role)) {
            looked(sums, r);
            sums.allKept &= !there || kept;
        }
        sums.unreadable += duplicate ? 0 : r.getInt("unreadable");
        if (role == Role.TRANSCRIPT) {
            sums.anyLog = true;
            sums.logThere |= there;
            sums.copies += there ? 1 : 0;
            if (there && sums.sourceAt == null) {
                sums.sourceAt = r.getLong("source_mtime");
            }
        } else if (role == Role.SUBAGENT) {
            sums.subagents += duplicate || r.getBoolean("internal") ? 0 : 1;
        }
    }

    private static void looked(Sums sums, ResultSet r) throws SQLException {
        long verified = r.getLong("verified_at");
        sums.allVerified &= verified > 0;
        sums.verifiedAt = Math.min(sums.verifiedAt, verified);
        long damaged = r.getLong("damaged_at");
        if (damaged > 0) {
            sums.damagedAt = sums.damagedAt == 0 ? damaged : Math.min(sums.damagedAt, damaged);
            sums.readable += r.getLong("readable");
        }
    }

    private static Protection protection(Sums sums) {
        if (!sums.anyLog) {
            return Protection.ONLY_SUBAGENTS;
        }
        if (!sums.logThere) {
            return sums.damagedAt > 0 ? Protection.DAMAGED : Protection.ONLY_IN_VAULT;
        }
        return sums.allKept && sums.damagedAt == 0 ? Protection.KEPT : Protection.IMPORTING;
    }

    /** A line of the prompt history is written before the log, and also where none is written: alone it proves nothing. */
    private Protection withoutLog(long id) throws SQLException {
        if (troubles.registered(id) != null) {
            return Protection.LOST;
        }
        NamedStatement query = statements.of(WITHOUT_LOG).set("id", id).set("now", clock.millis());
        return Statements.first(query, r -> r.getBoolean(1))
                .filter(lost -> lost)
                .map(lost -> Protection.LOST)
                .orElse(Protection.UNKNOWN);
    }

    /** Sessions without a log whose prompts have become older than the CLI keeps logs; answers them. */
    Set<Long> age() throws SQLException {
        Set<Long> older = Statements.longs(statements
                .of("select s.id from session s where s.protection = 'unknown' and s.last_at > 0 and s.last_at +"
                        + " (select h.sweep_millis from log_home h where h.id = s.home_id) < :now")
                .set("now", clock.millis()));
        for (long session : older) {
            refresh(session);
        }
        return older;
    }

    private static final class Changes {
        int files;
        int added;
        int removed;

        @Nullable
        String top;
    }

    private Changes changes(long id) throws SQLException {
        Changes changes = new Changes();
        try (ResultSet r = statements.of(CHANGES).set("id", id).query()) {
            while (r.next()) {
                changes.top = changes.files == 0 ? r.getString("path") : changes.top;
                changes.files++;
                changes.added += r.getInt("added");
                changes.removed += r.getInt("removed");
            }
        }
        return changes;
    }
}
