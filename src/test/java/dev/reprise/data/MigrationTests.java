package dev.reprise.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.h2.util.ScriptReader;
import org.junit.jupiter.api.Test;

/** H2 commits every statement of a migration by itself, so a start may be killed between any two of them. */
class MigrationTests {

    private static final Path SCRIPTS = Path.of("src/main/resources/db/migration");

    @Test
    void goOnWhereverTheyWereCut() throws IOException, SQLException {
        List<Path> scripts;
        try (Stream<Path> files = Files.list(SCRIPTS)) {
            scripts = files.sorted().toList();
        }
        assertThat(scripts).hasSizeGreaterThan(1);
        List<String> columns = migrated(scripts.getFirst(), 0);
        for (Path script : scripts) {
            for (int cut = 1; cut <= statements(script).size(); cut++) {
                assertThat(migrated(script, cut))
                        .as("%s cut after %d", script, cut)
                        .isEqualTo(columns);
            }
        }
    }

    @Test
    void positionsOfEnumerationsBecomeCodesAndTitlesStay() throws SQLException {
        String url = "jdbc:h2:mem:codes";
        try (var db = DriverManager.getConnection(url, "sa", "")) {
            Flyway.configure()
                    .dataSource(url, "sa", "")
                    .target("20261125220000")
                    .load()
                    .migrate();
            for (int n = 0; n < 5; n++) {
                db.createStatement()
                        .execute(
                                "insert into session (agent, native_id, home_id, title, first_prompt, project_dir, project,"
                                        + " kind, ending, protection, last_at, imported, changed_at) values ('claude', 'id-"
                                        + n
                                        + "', 1, 'Say it', 'Say it', '', '', " + Math.min(n, 3) + ", " + n + ", " + n
                                        + ", 0, true, 0)");
            }
            for (int role = 0; role < 4; role++) {
                db.createStatement()
                        .execute("insert into log (home_id, path, role, kind, agent_id, source_there, source_size,"
                                + " source_mtime, shadow) values (1, 'p" + role + "', " + role
                                + ", 'log', 'acompact-1', true, 0, 0, " + (role == 1) + ")");
            }
            Flyway.configure().dataSource(url, "sa", "").load().migrate();
            assertThat(column(db, "select kind || ' ' || ending || ' ' || protection || ' ' || title from session"))
                    .containsExactly(
                            "interactive clean kept Say it",
                            "headless answered importing Say it",
                            "internal no-exit only-in-vault Say it",
                            "empty mid-turn lost Say it",
                            "empty empty damaged Say it");
            assertThat(column(db, "select role || ' ' || duplicate || ' ' || internal from log"))
                    .containsExactly(
                            "transcript FALSE TRUE", "subagent TRUE TRUE", "history FALSE TRUE", "sidecar FALSE TRUE");
        }
    }

    private static List<String> column(Connection db, String sql) throws SQLException {
        List<String> all = new ArrayList<>();
        try (var rows = db.createStatement().executeQuery(sql + " order by id")) {
            while (rows.next()) {
                all.add(rows.getString(1));
            }
        }
        return all;
    }

    /** All columns and indexes after a start that was killed behind so many statements of this script, and another start. */
    private static List<String> migrated(Path script, int cut) throws IOException, SQLException {
        String url = "jdbc:h2:mem:" + script.getFileName() + cut;
        try (var db = DriverManager.getConnection(url, "sa", "")) {
            String version = script.getFileName().toString().replaceAll("V(\\d+)__.*", "$1");
            Flyway.configure()
                    .dataSource(url, "sa", "")
                    .target((Long.parseLong(version) - 1) + "?")
                    .load()
                    .migrate();
            for (String statement : statements(script).subList(0, cut)) {
                db.createStatement().execute(statement);
            }
            Flyway.configure().dataSource(url, "sa", "").load().migrate();
            List<String> found = new ArrayList<>();
            try (var rows = db.createStatement()
                    .executeQuery("select table_name || '.' || column_name || ' ' || data_type from"
                            + " information_schema.columns where table_schema = 'PUBLIC' union all select table_name || ' '"
                            + " || index_name from information_schema.indexes where table_schema = 'PUBLIC'"
                            + " and index_name not like 'PRIMARY%' and index_name not like 'CONSTRAINT%' union all"
                            + " select 'settling ' || count(*) from settling order by 1")) {
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
            }
            return found;
        }
    }

    private static List<String> statements(Path script) throws IOException {
        List<String> statements = new ArrayList<>();
        try (var reader = new ScriptReader(Files.newBufferedReader(script))) {
            for (String next = reader.readStatement(); next != null; next = reader.readStatement()) {
                if (!next.isBlank()) {
                    statements.add(next);
                }
            }
        }
        return statements;
    }
}
