package dev.reprise.catalogue;

import dev.reprise.agent.Finding.Usage;
import dev.reprise.agent.Hash;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Writes the rows of {@code api_message}: tokens of one API message as one log tells them. */
final class UsageRows {

    private static final String INSERT =
            "insert into api_message (msg, log_id, session_id, at, model, input, cache_read,"
                    + " cache_w5, cache_w1h, output, counted) values (:msg, :log_id, :session_id, :at, :model, :input,"
                    + " :cache_read, :cache_w5, :cache_w1h, :output, true)";

    private static final String REPLACE = "update api_message set input = :input, cache_read = :cache_read,"
            + " cache_w5 = :cache_w5, cache_w1h = :cache_w1h, output = :output, at = :at,"
            + " model = :model where id = :id";

    private final Statements statements;
    private final Map<Long, Usage> usages = new LinkedHashMap<>();
    private final Set<Long> messages = new HashSet<>();

    UsageRows(Statements statements) {
        this.statements = statements;
    }

    /** Hashes of the messages written since the last call. */
    Set<Long> takeMessages() {
        Set<Long> taken = new HashSet<>(messages);
        messages.clear();
        return taken;
    }

    void clear() {
        usages.clear();
        messages.clear();
    }

    /** What this log told first may count in a copy when its rows go. */
    void remember(long log, long session) throws SQLException {
        messages.addAll(Statements.longs(statements
                .of("select msg from api_message where session_id in (0, :session) and log_id = :log")
                .set("session", session)
                .set("log", log)));
    }

    void add(Usage usage) {
        usages.merge(Hash.of(usage.key()), usage, UsageRows::larger);
    }

    /** The record of a message with the most output tokens counts. */
    private static Usage larger(Usage earlier, Usage later) {
        return later.output() >= earlier.output() ? later : earlier;
    }

    /** Writes what was added since the last time, all of it of this log. */
    void write(long log, long session, boolean firstOfLog) throws SQLException {
        for (Map.Entry<Long, Usage> usage : usages.entrySet()) {
            if (firstOfLog || !widen(log, usage.getKey(), usage.getValue())) {
                NamedStatement row = statements
                        .batch(INSERT)
                        .set("msg", usage.getKey())
                        .set("log_id", log)
                        .set("session_id", session);
                tokens(row, usage.getValue()).add();
                messages.add(usage.getKey());
            }
        }
        usages.clear();
    }

    /** A message that an earlier batch began. */
    private boolean widen(long log, long msg, Usage usage) throws SQLException {
        long id;
        long output;
        try (ResultSet r = statements
                .of("select id, output from api_message where msg = :msg and log_id = :log")
                .set("msg", msg)
                .set("log", log)
                .query()) {
            if (!r.next()) {
                return false;
            }
            id = r.getLong("id");
            output = r.getLong("output");
        }
        if (usage.output() >= output) {
            tokens(statements.of(REPLACE).set("id", id), usage).execute();
        }
        return true;
    }

    private static NamedStatement tokens(NamedStatement row, Usage usage) throws SQLException {
        return row.set("at", usage.at())
                .set("model", usage.model(), 100)
                .set("input", usage.input())
                .set("cache_read", usage.cacheRead())
                .set("cache_w5", usage.cacheWrite5m())
                .set("cache_w1h", usage.cacheWrite1h())
                .set("output", usage.output());
    }
}
