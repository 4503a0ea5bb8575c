package dev.reprise.catalogue;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Writes the rows of {@code log_home}. */
final class HomeRows {

    private final Connection connection;

    HomeRows(Connection connection) {
        this.connection = connection;
    }

    /** A catalogue that was made anew since the start has no rows of the homes; they keep their ids. */
    void ensure(List<Home> homes) throws SQLException {
        int most = 0;
        try (NamedStatement row = new NamedStatement(
                connection,
                "merge into log_home (id, agent, path, vault_root) key (id) values (:id, :agent, :path, :root)")) {
            for (Home home : homes) {
                row.set("id", home.id())
                        .set("agent", home.agent().id())
                        .set("path", home.path().toString())
                        .set("root", home.vaultRoot())
                        .add();
                most = Math.max(most, home.id());
            }
            row.flush();
        }
        try (Statement next = connection.createStatement()) {
            next.execute("alter table log_home alter column id restart with " + (most + 1));
        }
    }
}
