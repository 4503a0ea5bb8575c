package dev.reprise.intake;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Whether every index of an H2 database has the rows that its table has. */
final class IndexCheck {

    private IndexCheck() {}

    /** Each index whose rows are not those of its table, with what differs; empty if all are sound. */
    static List<String> lacking(Connection db) throws SQLException {
        List<String> lacking = new ArrayList<>();
        try (var indexes = db.createStatement()
                .executeQuery("select table_name, index_name, column_name from information_schema.index_columns"
                        + " where table_schema = 'PUBLIC' and ordinal_position = 1")) {
            while (indexes.next()) {
                String table = '"' + indexes.getString(1) + '"';
                String index = '"' + indexes.getString(2) + '"';
                String column = '"' + indexes.getString(3) + '"';
                List<Long> rows = ids(db, "select _rowid_ from " + table);
                List<Long> indexed = ids(
                        db,
                        "select _rowid_ from " + table + " use index (" + index + ") where " + column + " is null or "
                                + column + " is not null order by " + column);
                rows.sort(null);
                indexed.sort(null);
                if (!rows.equals(indexed)) {
                    List<Long> missing = new ArrayList<>(rows);
                    missing.removeAll(indexed);
                    List<Long> extra = new ArrayList<>(indexed);
                    extra.removeAll(rows);
                    lacking.add(index + " of " + table + " lacks " + missing + ", has besides " + extra);
                }
            }
        }
        return lacking;
    }

    private static List<Long> ids(Connection db, String query) throws SQLException {
        List<Long> ids = new ArrayList<>();
        try (var rows = db.createStatement().executeQuery(query)) {
            while (rows.next()) {
                ids.add(rows.getLong(1));
            }
        }
        return ids;
    }
}
