package dev.reprise.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the strict content security policy and the escaping rely on, read off the files. */
class TemplatesTests {

    private static final Path FRONTEND = Path.of("frontend");
    private static final Pattern UTEXT = Pattern.compile("th:utext=\"([^\"]*)\"");

    @Test
    void nothingIsUnescapedButSanitisedMarkdown() throws IOException {
        for (Path template : files("templates", ".html")) {
            String text = Files.readString(template);
            assertThat(UTEXT.matcher(text)
                            .results()
                            .map(found -> found.group(1))
                            .distinct())
                    .as(template.toString())
                    .isSubsetOf("${m.text.html}", "${page.note.html}");
            assertThat(text).as(template.toString()).doesNotContain("[(");
        }
    }

    @Test
    void noTemplateHoldsInlineStyleOrScript() throws IOException {
        for (Path template : files("templates", ".html")) {
            assertThat(Files.readString(template))
                    .as(template.toString())
                    .doesNotContainPattern("<style")
                    .doesNotContainPattern("\\sstyle=|th:style")
                    .doesNotContainPattern("\\s(?:th:)?on[a-z]+=")
                    .doesNotContainPattern("hx-on|javascript:")
                    .doesNotContainPattern("<script(?![^>]*th:src=\"@\\{/)");
        }
    }

    @Test
    void nothingComesFromElsewhere() throws IOException {
        for (Path file : Stream.concat(files("templates", ".html").stream(), files("css", ".css").stream())
                .toList()) {
            assertThat(Files.readString(file))
                    .as(file.toString())
                    .doesNotContainPattern("(?:src|url\\(|@import)[^>;]{0,4}https?://");
        }
    }

    @Test
    void scriptsMakeNoMarkupOfStrings() throws IOException {
        for (Path script : files("js", ".js")) {
            assertThat(Files.readString(script))
                    .as(script.toString())
                    .doesNotContainPattern(
                            "innerHTML\\s*=|outerHTML\\s*=|insertAdjacentHTML|document\\.write|eval\\(|new Function");
        }
    }

    @Test
    void frontendStaysSmall() throws IOException {
        long scripts = 0;
        for (Path script : files("js", ".js")) {
            scripts += Files.size(script);
            assertThat(Files.readAllLines(script)).as(script.toString()).hasSizeLessThanOrEqualTo(150);
        }
        assertThat(scripts).isLessThanOrEqualTo(120_000);
        // retention.css (13 kB) is loaded on its pages alone; the others on every page
        long styles = 0;
        for (Path style : files("css", ".css")) {
            styles += Files.size(style);
        }
        assertThat(styles).isLessThanOrEqualTo(76_500);
    }

    private static List<Path> files(String folder, String ending) throws IOException {
        try (Stream<Path> files = Files.walk(FRONTEND.resolve(folder))) {
            List<Path> found = files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
            assertThat(found).isNotEmpty();
            return found;
        }
    }
}
