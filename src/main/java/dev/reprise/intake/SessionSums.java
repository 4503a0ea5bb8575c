package dev.reprise.intake;

import dev.reprise.agent.SourceFile.Role;
import dev.reprise.session.Protection;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes what all files of a session add up to. Of several logs of one session, or of one sub-agent, one speaks; the
 * others are its shadows (copies in another home, what stayed where a log was moved from) and add nothing but bytes.
 */
final class SessionSums {

    private final Connection connection;
    private final Clock clock;

    SessionSums(Connection connection, Clock clock) {
        this.connection = connection;
        this.clock = clock;
    }

    private static final class Sums {
        final Set<String> speaking = new HashSet<>();
        long bytes;
        int subagents;
        int copies;
        int unreadable;
        boolean anyLog;
        boolean logThere;
        boolean agentThere;
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
        Sums sums = sums(id);
        Changes changes = changes(id);
        try (PreparedStatement s = connection.prepareStatement("update session set bytes=?, subagents=?, copies=?,"
                + " protection=?, source_at=?, files_touched=?, lines_added=?, lines_removed=?, top_file=?, unreadable=?,"
                + " changed_at=?, verified_at=?, damaged_at=?, readable=?, (tokens_in, tokens_read, tokens_write, tokens_out) = (select coalesce(sum(input),0),"
                + " coalesce(sum(cache_read),0), coalesce(sum(cache_w5 + cache_w1h),0), coalesce(sum(output),0)"
                + " from api_message where session_id = ? and counted) where id = ?")) {
            s.setLong(1, sums.bytes);
            s.setInt(2, sums.subagents);
            s.setInt(3, sums.copies);
            s.setInt(4, protection(sums).ordinal());
            s.setObject(5, sums.sourceAt);
            s.setInt(6, changes.files);
            s.setInt(7, changes.added);
            s.setInt(8, changes.removed);
            s.setString(9, changes.top == null ? null : FindingRows.clip(changes.top, 1000));
            s.setInt(10, sums.unreadable);
            s.setLong(11, clock.millis());
            s.setObject(12, sums.allVerified && sums.verifiedAt < Long.MAX_VALUE ? sums.verifiedAt : null);
            s.setObject(13, sums.damagedAt > 0 ? sums.damagedAt : null);
            s.setObject(14, sums.damagedAt > 0 ? sums.readable : null);
            s.setLong(15, id);
            s.setLong(16, id);
            s.executeUpdate();
        }
        return sums.anyLog;
    }

    private Sums sums(long id) throws SQLException {
        Sums sums = new Sums();
        try (PreparedStatement s = connection.prepareStatement(
                        "select id, role, agent_id, source_there, source_size, kept, source_mtime, unreadable, shadow,"
                                + " verified_at, damaged_at, readable from log"
                                + " where session_id = ? order by source_there desc, source_mtime desc, id");
                PreparedStatement cast = connection.prepareStatement("update log set shadow = ? where id = ?")) {
            s.setLong(1, id);
            try (ResultSet r = s.executeQuery()) {
                while (r.next()) {
                    int role = r.getInt("role");
                    boolean conversation = role == Role.TRANSCRIPT.ordinal() || role == Role.SUBAGENT.ordinal();
                    boolean shadow = conversation && !sums.speaking.add(role + " " + r.getString("agent_id"));
                    if (shadow != r.getBoolean("shadow")) {
                        cast.setBoolean(1, shadow);
                        cast.setLong(2, r.getLong("id"));
                        cast.addBatch();
                    }
                    add(sums, r, role, shadow);
                }
            }
            cast.executeBatch();
        }
        return sums;
    }

    private static void add(Sums sums, ResultSet r, int role, boolean shadow) throws SQLException {
        boolean there = r.getBoolean("source_there");
        boolean kept = r.getLong("kept") >= r.getLong("source_size");
        // a second copy of a conversation is no more of it
        sums.bytes += shadow ? 0 : Math.max(r.getLong("kept"), there ? r.getLong("source_size") : 0);
        if (role == Role.TRANSCRIPT.ordinal() || role == Role.SUBAGENT.ordinal()) {
            looked(sums, r);
        }
        sums.unreadable += shadow ? 0 : r.getInt("unreadable");
        if (role == Role.TRANSCRIPT.ordinal()) {
            sums.anyLog = true;
            sums.logThere |= there;
            sums.allKept &= !there || kept;
            sums.copies += there ? 1 : 0;
            if (there && sums.sourceAt == null) {
                sums.sourceAt = r.getLong("source_mtime");
            }
        } else if (role == Role.SUBAGENT.ordinal()) {
            sums.agentThere |= there;
            sums.allKept &= !there || kept;
            sums.subagents += shadow || isInternal(r.getString("agent_id")) ? 0 : 1;
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

    /** Sub-agents that the client starts for itself: compaction, prompt suggestions. */
    private static boolean isInternal(@Nullable String agentId) {
        return agentId != null && (agentId.startsWith("acompact-") || agentId.startsWith("aprompt_suggestion-"));
    }

    private static Protection protection(Sums sums) {
        if (!sums.anyLog && sums.subagents == 0) {
            return Protection.LOST;
        }
        boolean there = sums.anyLog ? sums.logThere : sums.agentThere;
        if (!there) {
            return sums.damagedAt > 0 ? Protection.DAMAGED : Protection.ONLY_IN_VAULT;
        }
        return sums.allKept && sums.damagedAt == 0 ? Protection.KEPT : Protection.IMPORTING;
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
        try (PreparedStatement s = connection.prepareStatement(
                "select f.path, sum(f.added) a, sum(f.removed) r from file_change f join log l on l.id = f.log_id"
                        + " where f.session_id = ? and not l.shadow group by f.path"
                        + " order by sum(f.added) + sum(f.removed) desc, f.path")) {
            s.setLong(1, id);
            try (ResultSet r = s.executeQuery()) {
                while (r.next()) {
                    changes.top = changes.files == 0 ? r.getString(1) : changes.top;
                    changes.files++;
                    changes.added += r.getInt(2);
                    changes.removed += r.getInt(3);
                }
            }
        }
        return changes;
    }
}
