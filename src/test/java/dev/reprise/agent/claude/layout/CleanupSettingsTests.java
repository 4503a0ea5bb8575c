package dev.reprise.agent.claude.layout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.agent.Cleanup;
import dev.reprise.agent.Cleanup.Level;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The time after which Claude Code deletes logs: who sets it, and what makes it delete nothing. */
class CleanupSettingsTests {

    @TempDir
    Path dir;

    private Path home;
    private Path project;
    private Path managed;
    private CleanupSettings settings;

    @BeforeEach
    void folders() throws IOException {
        home = Files.createDirectories(dir.resolve("home/.claude"));
        project = Files.createDirectories(dir.resolve("work"));
        managed = Files.createDirectories(dir.resolve("etc"));
        settings = new CleanupSettings(List.of(managed));
    }

    private static void write(Path file, String json) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, json);
    }

    private static void days(Path file, int days) throws IOException {
        write(file, "{\"env\":{\"cleanupPeriodDays\":1},\"cleanupPeriodDays\":" + days + "}");
    }

    private Cleanup read() {
        return settings.of(home, project, Instant.now());
    }

    @Test
    void thirtyDaysAreTheDefault() throws IOException {
        assertThat(read().after()).contains(Duration.ofDays(30));
        assertThat(read().inForce().orElseThrow().level()).isEqualTo(Level.DEFAULT);
        write(home.resolve("settings.json"), "{}");
        assertThat(read().after()).contains(Duration.ofDays(30));
    }

    @Test
    void theCloserSettingWinsAndTheAdministratorsOverAll() throws IOException {
        days(home.resolve("settings.json"), 365);
        assertThat(read().after()).contains(Duration.ofDays(365));
        days(project.resolve(".claude/settings.json"), 7);
        assertThat(read().after()).contains(Duration.ofDays(7));
        assertThat(settings.of(home, null, Instant.now()).after())
                .as("elsewhere")
                .contains(Duration.ofDays(365));
        days(project.resolve(".claude/settings.local.json"), 5);
        assertThat(read().inForce().orElseThrow().level()).isEqualTo(Level.LOCAL);
        days(managed.resolve("managed-settings.json"), 90);
        assertThat(read().after()).contains(Duration.ofDays(90));
        days(managed.resolve("managed-settings.d/10-first.json"), 80);
        days(managed.resolve("managed-settings.d/20-last.json"), 70);
        assertThat(read().after()).contains(Duration.ofDays(70));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1.5", "\"30\"", "null", "true", "[7]", "1e-3"})
    void aValueThatIsRefusedStopsTheCleanUp(String value) throws IOException {
        write(home.resolve("settings.json"), "{\"cleanupPeriodDays\":" + value + ",\"model\":\"x\"}");
        assertThat(read().after()).isEmpty();
        assertThat(read().paused()).contains("settings.json").contains("refuses that whole file");
        days(project.resolve(".claude/settings.json"), 7);
        assertThat(read().after()).as("a good one beside it changes nothing").isEmpty();
        days(managed.resolve("managed-settings.json"), 90);
        assertThat(read().after()).as("but an administrator's does").contains(Duration.ofDays(90));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{broken", "[]", "{\"cleanupPeriodDays\":7", "{} {}", "7"})
    void aFileThatDoesNotParseStopsTheCleanUp(String json) throws IOException {
        write(home.resolve("settings.json"), json);
        assertThat(read().after()).isEmpty();
        assertThat(read().paused()).contains("cannot be read as settings");
    }

    @Test
    void anEmptyFileStopsItOnlyWhileItIsYoung() throws IOException {
        Path file = home.resolve("settings.json");
        write(file, "");
        assertThat(read().after()).isEmpty();
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofDays(31))));
        assertThat(read().after()).contains(Duration.ofDays(30));
    }

    @Test
    void aHugeNumberIsForEver() throws IOException {
        write(home.resolve("settings.json"), "{\"cleanupPeriodDays\":3650000000}");
        assertThat(read().after().orElseThrow()).isGreaterThan(Duration.ofDays(365_000));
        write(home.resolve("settings.json"), "{\"cleanupPeriodDays\":3e2}");
        assertThat(read().after()).contains(Duration.ofDays(300));
    }

    @Test
    void sayWhenItLastRanAndMayRunNext() throws IOException {
        assertThat(read().last()).isNull();
        Path mark = home.resolve(".last-cleanup");
        Files.writeString(mark, "");
        Instant ran = Instant.parse("2026-11-25T09:12:00Z");
        Files.setLastModifiedTime(mark, FileTime.from(ran));
        assertThat(read().last()).isEqualTo(ran);
        assertThat(read().next()).isEqualTo(ran.plus(Duration.ofHours(24)));
    }

    @Test
    void startedInTheHomeDirectoryTheUsersFileIsReadOnce() throws IOException {
        days(home.resolve("settings.json"), 9);
        Cleanup there = settings.of(home, dir.resolve("home"), Instant.now());
        assertThat(there.settings().stream()
                        .filter(s -> home.resolve("settings.json").equals(s.file())))
                .hasSize(1);
        assertThat(there.after()).contains(Duration.ofDays(9));
    }
}
