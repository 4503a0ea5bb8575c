package dev.reprise.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.reprise.demo.DemoHome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;
import org.springframework.util.FileSystemUtils;

/**
 * The pictures of the docs, of the samples. {@code -Dreprise.screenshots=write} renews those in docs/images; else they are
 * made in target/screenshots.
 */
@TestPropertySource(
        properties = {
            "reprise.data=${user.dir}/target/shots/data",
            "reprise.intake.homes=${user.dir}/target/shots/home/.claude",
            "reprise.resume.root=${user.dir}/target/shots/machine"
        })
class ScreenshotsTests extends WithBrowser {

    private static final Path TO = "write".equals(System.getProperty("reprise.screenshots"))
            ? Path.of("docs", "images")
            : Path.of("target", "screenshots");

    static {
        written(Clock.systemUTC());
    }

    private static void written(Clock clock) {
        Path root = Path.of("target", "shots");
        try {
            FileSystemUtils.deleteRecursively(root);
            Files.createDirectories(TO);
            DemoHome.write(root.resolve("home/.claude").toAbsolutePath(), clock.instant());
            DemoHome.machine(root.resolve("machine").toAbsolutePath());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void shot(String name) throws IOException {
        page.mouse().move(0, 0);
        page.waitForTimeout(400);
        byte[] png = page.screenshot(new Page.ScreenshotOptions().setPath(TO.resolve(name + ".png")));
        assertThat(png).hasSizeBetween(20_000, 400_000);
        assertThat(complaints).isEmpty();
    }

    @Test
    void theList() throws IOException {
        assertThat(page.locator(".row .verdict").first()).isAttached();
        shot("sessions");
    }

    @Test
    void theListWithAPreviewInTheDark() throws IOException {
        open(1280, 800, ColorScheme.DARK, 1);
        for (String key : new String[] {"j", "j", "j", "j", "Space"}) {
            page.keyboard().press(key);
        }
        assertThat(page.locator("#preview .command")).isVisible();
        shot("preview");
    }

    @Test
    void aSession() throws IOException {
        visit("/sessions/claude:5e1fa0c4");
        page.locator(".work summary").first().click();
        assertThat(page.locator(".work .card").first()).isVisible();
        shot("session");
    }

    @Test
    void aSessionOnAPhone() throws IOException {
        open(390, 844, ColorScheme.LIGHT, 1);
        visit("/sessions/claude:5e1fa0c4");
        assertThat(page.locator("#log .message").first()).isVisible();
        shot("phone");
    }
}
