package dev.reprise.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** From a message to its files, and from there into a directory, in a browser. */
class PastFilesPageTests extends WithBrowser {

    @Test
    void fromAMessageIntoADirectory() throws IOException {
        Path into = Files.createTempDirectory("files-back").toRealPath();
        String id = LogHome.id(7);
        LOGS.append(
                id,
                "{\"type\":\"user\",\"uuid\":\"00000000-0000-4000-8000-0000000f0001\",\"sessionId\":\"" + id
                        + "\",\"cwd\":\"/home/me\",\"timestamp\":\"2026-11-26T10:00:00.000Z\",\"message\":{\"role\":\"user\",\"content\":"
                        + "[{\"type\":\"tool_result\",\"tool_use_id\":\"x\",\"content\":\"ok\"}]},\"toolUseResult\":{\"type\":\"create\","
                        + "\"filePath\":\"/home/me/src/<i>new.txt\",\"content\":\"one\\n<b>two\\n\"}}\n");
        imports.startAndWait();
        visit("/sessions/claude:" + id);
        assertThat(page.locator("#log .message").first()).isAttached();
        page.keyboard().press("f");
        assertThat(page.locator("h1")).hasText("Files as they were");
        visit(page.url().replaceAll("^https?://[^/]*", "").replaceAll("line=\\d+", "line="));
        page.locator("#then-directory").fill(into.toString());
        page.keyboard().press("Enter");
        assertThat(page.locator(".past > li").first()).isVisible();
        page.locator(".past button:has-text(\"Look\")").first().click();
        assertThat(page.locator(".past .shown p").first()).isVisible();
        String button = page.locator("#write-files").innerText();
        page.locator("#write-files").click();
        assertThat(page.locator("#done")).containsText("Wrote " + button.replaceAll("\\D", "") + " file");
        assertThat(page.locator(".past .now:has-text(\"the same now\")").first())
                .isVisible();
        try (var written = Files.walk(into)) {
            assertThat(written.filter(Files::isRegularFile).count())
                    .isEqualTo(Long.parseLong(button.replaceAll("\\D", "")));
        }
        visit("/retention");
        page.locator("#receipts button:has-text(\"Take back\")").first().click();
        assertThat(page.locator("#done")).containsText("as they were before");
        assertThat(into).isEmptyDirectory();
        assertThat(complaints).isEmpty();
    }
}
