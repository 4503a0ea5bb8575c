package dev.reprise.catalogue;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The statements of the writer's connection, each prepared once. Not thread-safe. */
final class Statements implements AutoCloseable {

    private final Connection connection;
    private final Map<String, NamedStatement> prepared = new HashMap<>();
    private final Map<String, NamedStatement> batches = new LinkedHashMap<>();

    Statements(Connection connection) {
        this.connection = connection;
    }

    /** Reads one value of a row. */
    interface Row<T> {
        @Nullable
        T read(ResultSet row) throws SQLException;
    }

    NamedStatement of(String sql) throws SQLException {
        return of(prepared, sql, false);
    }

    /** For {@link NamedStatement#insert()}. */
    NamedStatement keyed(String sql) throws SQLException {
        return of(prepared, sql, true);
    }

    /** To be filled with {@link NamedStatement#add()}; written by {@link #flush}, in the order in which they were asked for. */
    NamedStatement batch(String sql) throws SQLException {
        return of(batches, sql, false);
    }

    private NamedStatement of(Map<String, NamedStatement> all, String sql, boolean keyed) throws SQLException {
        NamedStatement known = all.get(sql);
        if (known == null) {
            known = new NamedStatement(connection, sql, keyed);
            all.put(sql, known);
        }
        return known;
    }

    void flush() throws SQLException {
        for (NamedStatement batch : batches.values()) {
            batch.flush();
        }
    }

    /** Forgets what a transaction that failed had prepared. */
    void clear() throws SQLException {
        for (NamedStatement batch : batches.values()) {
            batch.clear();
        }
    }

    static <T> Optional<T> first(NamedStatement query, Row<T> row) throws SQLException {
        try (ResultSet found = query.query()) {
            return found.next() ? Optional.ofNullable(row.read(found)) : Optional.empty();
        }
    }

    /** The first column, as numbers. */
    static Set<Long> longs(NamedStatement query) throws SQLException {
        Set<Long> all = new HashSet<>();
        try (ResultSet found = query.query()) {
            while (found.next()) {
                all.add(found.getLong(1));
            }
        }
        return all;
    }

    @Override
    public void close() throws SQLException {
        for (NamedStatement statement : prepared.values()) {
            statement.close();
        }
        for (NamedStatement statement : batches.values()) {
            statement.close();
        }
    }
}
