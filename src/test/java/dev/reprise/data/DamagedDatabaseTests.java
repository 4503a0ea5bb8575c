package dev.reprise.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Arrays;
import java.util.Random;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database file that cannot be read stops nobody. */
class DamagedDatabaseTests {

    @TempDir
    Path dir;

    private String url() {
        return "jdbc:h2:file:" + dir.resolve("db/reprise");
    }

    private Flyway flyway() {
        return Flyway.configure().dataSource(url(), "sa", "").load();
    }

    private DamagedDatabase strategy() {
        return new DamagedDatabase(new DataDirectory(dir.toString(), ""), Clock.systemUTC());
    }

    private int sessions() throws SQLException {
        try (var db = DriverManager.getConnection(url(), "sa", "");
                var rows = db.createStatement().executeQuery("select count(*) from session")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    @Test
    void isPutAsideAndBegunAnew() throws IOException, SQLException {
        Path file = Files.createDirectories(dir.resolve("db")).resolve("reprise.mv.db");
        byte[] noise = new byte[60_000];
        new Random(7).nextBytes(noise);
        Files.write(file, noise);
        strategy().migrate(flyway());
        assertThat(sessions()).isZero();
        try (var files = Files.list(dir.resolve("db"))) {
            Path aside = files.filter(f -> f.getFileName().toString().contains(".damaged-"))
                    .findFirst()
                    .orElseThrow();
            assertThat(Files.readAllBytes(aside)).isEqualTo(noise);
        }
    }

    @Test
    void isPutAsideWhenItsPagesAreOverwritten() throws IOException, SQLException {
        strategy().migrate(flyway());
        Path file = dir.resolve("db/reprise.mv.db");
        byte[] bytes = Files.readAllBytes(file);
        Arrays.fill(bytes, 8192, bytes.length, (byte) 'x');
        Files.write(file, bytes);
        strategy().migrate(flyway());
        assertThat(sessions()).isZero();
    }

    @Test
    void aSoundDatabaseStaysEvenIfAMigrationFails() throws IOException, SQLException {
        strategy().migrate(flyway());
        try (var db = DriverManager.getConnection(url(), "sa", "")) {
            db.createStatement().execute("update \"flyway_schema_history\" set \"checksum\" = 1");
        }
        assertThatThrownBy(() -> strategy().migrate(flyway())).isInstanceOf(FlywayException.class);
        try (var files = Files.list(dir.resolve("db"))) {
            assertThat(files).noneMatch(f -> f.getFileName().toString().contains(".damaged-"));
        }
    }
}
