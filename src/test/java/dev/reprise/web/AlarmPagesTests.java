package dev.reprise.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.FilePayload;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A session that runs and is not being saved is said on the open page, and gone from it when it is over. */
class AlarmPagesTests extends WithBrowser {

    private static final Path REGISTRY = ROOT.resolve("home").resolve("sessions");
    private static final LocatorAssertions.ContainsTextOptions SOON =
            new LocatorAssertions.ContainsTextOptions().setTimeout(20_000);

    @TempDir
    Path dir;

    private Process client;
    private Path key;

    /** Started from inside another session, in a directory whose name attacks. */
    @BeforeEach
    void start() throws IOException {
        assumeTrue(Files.isDirectory(Path.of("/proc/self")), "no /proc here");
        Path program = dir.resolve("claude");
        Files.copy(Path.of("/bin/sleep").toRealPath(), program);
        Path work = Files.createDirectory(dir.resolve("<img src=x onerror=window.ran=1>"));
        ProcessBuilder builder = new ProcessBuilder(program.toString(), "600").directory(work.toFile());
        builder.environment().put("CLAUDE_CODE_CHILD_SESSION", "1");
        builder.environment().remove("CLAUDE_CODE_FORCE_SESSION_PERSISTENCE");
        client = builder.start();
        String stat = Files.readString(Path.of("/proc", Long.toString(client.pid()), "stat"));
        String ticks = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[19];
        key = Files.createDirectories(REGISTRY).resolve(client.pid() + "." + "cd".repeat(32) + ".key");
        Files.writeString(key, "{\"procStart\":\"" + ticks + "\"}");
    }

    @AfterEach
    void stop() throws IOException {
        client.destroyForcibly();
        Files.deleteIfExists(key);
    }

    @Test
    void isSaidAtOnceAndTakesTheExportedText() {
        Locator alarm = page.locator("#alarms .alarm");
        assertThat(page.locator("#importing")).containsText("Not being saved: PID " + client.pid(), SOON);
        assertThat(alarm).containsText("started from inside another Claude session", SOON);
        assertThat(alarm).containsText("/export FILE");
        assertThat(alarm.locator("code")).hasText("env -u CLAUDE_CODE_CHILD_SESSION claude");
        String id = LogHome.id(5);
        alarm.locator("input[name=session]").fill(id);
        // three megabytes
        String exported = "> all that was said <script>\n" + ("ü".repeat(75) + "\n").repeat(20_000);
        alarm.locator("input[type=file]")
                .setInputFiles(new FilePayload("rescue.txt", "text/plain", exported.getBytes(StandardCharsets.UTF_8)));
        assertThat(page.getByText("Kept it as the text of session " + id).first())
                .isVisible();
        client.destroyForcibly().onExit().join();
        assertThat(page.locator("#importing")).not().containsText("Not being saved", SOON);
        assertThat(alarm).hasCount(0);
        imports.startAndWait();
        visit("/sessions/claude:" + id);
        assertThat(page.locator(".rescued pre")).containsText("> all that was said <script>");
        assertThat(page.locator(".rescued summary"))
                .hasText(Pattern.compile("Exported by hand and given to Reprise.*"));
        assertThat(page.evaluate("window.ran")).isNull();
        assertThat(complaints).isEmpty();
    }
}
