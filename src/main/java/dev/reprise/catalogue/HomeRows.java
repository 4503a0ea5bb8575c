package dev.reprise.catalogue;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Writes the rows of {@code log_home}. */
final class HomeRows {

    private final Statements statements;
    private final ListRows list;

    HomeRows(Statements statements, ListRows list) {
        this.statements = statements;
        this.list = list;
    }

    /** Notes the time after which the CLI deletes logs, and with it, if that is news, when each session of the home may go. */
    void sweeps(int home, Optional<Duration> after) throws SQLException {
        Long millis = after.map(Duration::toMillis).orElse(null);
        int changed = statements
                .of("update log_home set sweep_millis = :sweep where id = :id"
                        + " and sweep_millis is distinct from cast(:sweep as bigint)")
                .setNumber("sweep", millis)
                .set("id", home)
                .execute();
        if (changed > 0) {
            statements
                    .of("update session set expires_at = " + SessionSums.EXPIRES + " where exists (select 1 from log l"
                            + " where l.session_id = session.id and l.home_id = :id and l.role = 'transcript')")
                    .set("id", home)
                    .execute();
            list.expiryChanged(home);
        }
    }

    /** A catalogue that was made anew since the start has no rows of the homes; they keep their ids. */
    void ensure(List<Home> homes) throws SQLException {
        int most = 0;
        for (Home home : homes) {
            statements
                    .of("merge into log_home (id, agent, path, vault_root) key (id) values (:id, :agent, :path, :root)")
                    .set("id", home.id())
                    .set("agent", home.agent().id())
                    .set("path", home.path().toString())
                    .set("root", home.vaultRoot())
                    .execute();
            most = Math.max(most, home.id());
        }
        statements
                .of("alter table log_home alter column id restart with " + (most + 1))
                .execute();
    }
}
