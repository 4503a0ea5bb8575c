package dev.reprise.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
