package dev.reprise.catalogue;

import dev.reprise.agent.Clip;
import dev.reprise.agent.Hash;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** SQL whose values are set by name ({@code :name}), prepared once and used again. Not thread-safe. */
final class NamedStatement implements AutoCloseable {

    private static final Pattern NAME = Pattern.compile("(?<!:):([a-z_0-9]+)");

    private final PreparedStatement statement;
    private final Map<String, int[]> places;

    /** @param keyed whether {@link #insert()} will be asked: to gather keys costs something with every row */
    NamedStatement(Connection connection, String sql, boolean keyed) throws SQLException {
        Map<String, List<Integer>> found = new HashMap<>();
        Matcher names = NAME.matcher(sql);
        int count = 0;
        while (names.find()) {
            found.computeIfAbsent(names.group(1), n -> new ArrayList<>()).add(++count);
        }
        places = new HashMap<>();
        found.forEach((name, at) ->
                places.put(name, at.stream().mapToInt(Integer::intValue).toArray()));
        statement = connection.prepareStatement(
                names.replaceAll("?"), keyed ? Statement.RETURN_GENERATED_KEYS : Statement.NO_GENERATED_KEYS);
    }

    /** {@code insert into table (columns) values (:columns)}. */
    static String insert(String table, String... columns) {
        return "insert into " + table + " (" + String.join(", ", columns) + ") values (:" + String.join(", :", columns)
                + ")";
    }

    private int[] places(String name) {
        int[] at = places.get(name);
        if (at == null) {
            throw new IllegalArgumentException("the statement has no :" + name);
        }
        return at;
    }

    NamedStatement set(String name, long value) throws SQLException {
        for (int at : places(name)) {
            statement.setLong(at, value);
        }
        return this;
    }

    NamedStatement set(String name, boolean value) throws SQLException {
        for (int at : places(name)) {
            statement.setBoolean(at, value);
        }
        return this;
    }

    NamedStatement set(String name, @Nullable String value) throws SQLException {
        for (int at : places(name)) {
            statement.setString(at, value);
        }
        return this;
    }

    /** A text of which the column holds only so many characters. */
    NamedStatement set(String name, @Nullable String value, int limit) throws SQLException {
        return set(name, value == null ? null : Clip.to(value, limit));
    }

    NamedStatement setNumber(String name, @Nullable Number value) throws SQLException {
        return value == null ? setNull(name) : set(name, value.longValue());
    }

    /** Epoch milliseconds. */
    NamedStatement set(String name, @Nullable Instant value) throws SQLException {
        return value == null ? setNull(name) : set(name, value.toEpochMilli());
    }

    NamedStatement set(String name, @Nullable UUID value) throws SQLException {
        for (int at : places(name)) {
            if (value == null) {
                statement.setNull(at, Types.OTHER);
            } else {
                statement.setObject(at, value);
            }
        }
        return this;
    }

    NamedStatement setHash(String name, @Nullable String value) throws SQLException {
        return value == null ? setNull(name) : set(name, Hash.of(value));
    }

    NamedStatement set(String name, byte[] value) throws SQLException {
        for (int at : places(name)) {
            statement.setBytes(at, value);
        }
        return this;
    }

    /** For {@code = any(:name)}. */
    NamedStatement setAll(String name, String type, Collection<?> values) throws SQLException {
        for (int at : places(name)) {
            statement.setArray(at, statement.getConnection().createArrayOf(type, values.toArray()));
        }
        return this;
    }

    private NamedStatement setNull(String name) throws SQLException {
        for (int at : places(name)) {
            statement.setNull(at, Types.BIGINT);
        }
        return this;
    }

    void add() throws SQLException {
        statement.addBatch();
    }

    void flush() throws SQLException {
        statement.executeBatch();
    }

    void clear() throws SQLException {
        statement.clearBatch();
    }

    /** How many rows changed. */
    int execute() throws SQLException {
        return statement.executeUpdate();
    }

    /** The key that the inserted row got; only of a statement that is keyed. */
    long insert() throws SQLException {
        statement.executeUpdate();
        try (ResultSet key = statement.getGeneratedKeys()) {
            key.next();
            return key.getLong(1);
        }
    }

    /** To be closed before the statement is used again. */
    ResultSet query() throws SQLException {
        return statement.executeQuery();
    }

    @Override
    public void close() throws SQLException {
        statement.close();
    }
}
