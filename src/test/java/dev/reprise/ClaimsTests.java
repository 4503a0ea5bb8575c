package dev.reprise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.session.Protection;
import dev.reprise.session.SessionKind;
import dev.reprise.session.SessionState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/claims.md has a row, with evidence and a test that is there, for all that is claimed. */
class ClaimsTests {

    private static final Path CHECKS = Path.of("src/main/java/dev/reprise/resume");

    private static List<String[]> rows(String heading) throws IOException {
        String text = Files.readString(Path.of("docs/claims.md"));
        int from = text.indexOf("## " + heading);
        int to = text.indexOf("\n## ", from + 1);
        return text.substring(from, to < 0 ? text.length() : to)
                .lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.split(" *\\| *"))
                .toList();
    }

    private static List<String> claims(String heading) throws IOException {
        return rows(heading).stream().map(row -> row[1].replace("`", "")).toList();
    }

    @Test
    void everyStateProtectionAndKindHasARow() throws IOException {
        assertThat(claims("States"))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(SessionState.values())
                        .map(SessionState::slug)
                        .toList());
        assertThat(claims("Protection"))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Protection.values()).map(Protection::slug).toList());
        assertThat(claims("Kinds"))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(SessionKind.values())
                        .map(SessionKind::slug)
                        .toList());
    }

    @Test
    void everyCheckHasARow() throws IOException {
        TreeSet<String> made = new TreeSet<>();
        Pattern check = Pattern.compile("CheckResult\\s*\\.(?:fine|surprise|no|unknown)\\(\\s*\"([a-z-]+)\"");
        try (Stream<Path> files = Files.list(CHECKS)) {
            for (Path file : files.toList()) {
                check.matcher(Files.readString(file))
                        .results()
                        .map((MatchResult found) -> found.group(1))
                        .forEach(made::add);
            }
        }
        assertThat(made).hasSizeGreaterThan(8);
        assertThat(claims("Checks before a resume")).containsExactlyInAnyOrderElementsOf(made);
    }

    @Test
    void everyRowHasEvidenceAndATestThatIsThere() throws IOException {
        Pattern test = Pattern.compile("`([A-Z]\\w+Tests?)`");
        for (String heading : List.of("States", "Protection", "Kinds", "Checks before a resume")) {
            for (String[] row : rows(heading)) {
                assertThat(row).as(row[1]).hasSizeGreaterThanOrEqualTo(4);
                assertThat(row[2]).as(row[1]).isNotBlank();
                assertThat(row[3]).as(row[1]).isNotBlank();
                for (String name : test.matcher(row[3])
                        .results()
                        .map(found -> found.group(1))
                        .toList()) {
                    try (Stream<Path> all = Files.walk(Path.of("src/test/java"))) {
                        assertThat(all.anyMatch(file -> file.endsWith(name + ".java")))
                                .as(name)
                                .isTrue();
                    }
                }
            }
        }
    }
}
