package dev.reprise.catalogue;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;

/** Writes the rows of {@code log_home}. */
final class HomeRows {

    private final Connection connection;

    HomeRows(Connection connection) {
        this.connection = connection;
    }

    /** Notes the time after which each CLI deletes logs, and when each session of the home may go; whether some changed. */
    boolean sweeps(List<Home> homes, ListRows list) throws SQLException {
        boolean changed = false;
        try (NamedStatement home = new NamedStatement(
                        connection,
                        "update log_home set sweep_millis = :sweep where id = :id"
                                + " and sweep_millis is distinct from cast(:sweep as bigint)");
                NamedStatement sessions = new NamedStatement(
                        connection,
                        "update session set expires_at = case when protection in ('kept', 'importing')"
                                + " then source_at + cast(:sweep as bigint) end where home_id = :id")) {
            for (Home one : homes) {
                Long sweep = one.agent()
                        .sweepsAfter(one.path())
                        .map(Duration::toMillis)
                        .orElse(null);
                if (home.setNumber("sweep", sweep).set("id", one.id()).execute() > 0) {
                    sessions.setNumber("sweep", sweep).set("id", one.id()).execute();
                    list.expiryChanged(one.id());
                    changed = true;
                }
            }
        }
        return changed;
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
