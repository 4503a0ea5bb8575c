package dev.reprise.resume;

import dev.reprise.resume.ClientKit.Outcome;
import dev.reprise.resume.ResumeCommands.Check;
import dev.reprise.resume.ResumeCommands.Resume;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** docs/verification.md: what our checks said, and what the real client did. */
final class VerificationTable {

    private final List<String> corpora = new ArrayList<>();
    private final List<String> through = new ArrayList<>();
    private final List<String> special = new ArrayList<>();

    void corpus(String corpus, CorpusScan session, Resume resume, Outcome outcome) {
        String place =
                ClientKit.anonymous(String.valueOf(session.cwd())).replace("<kit>/homes/" + corpus + "/work", "…");
        corpora.add(row(
                corpus,
                session.id(),
                code(place),
                said(resume),
                no(resume),
                outcome.verdict(),
                agree(resume, outcome)));
    }

    void special(SpecialCase kind, Resume resume, Outcome outcome) {
        String written = outcome.changed().isEmpty()
                ? "nothing"
                : outcome.changed().stream().anyMatch(file -> file.startsWith("NEW")) ? "a new log" : "the same log";
        special.add(row(
                kind.words,
                said(resume),
                no(resume),
                outcome.verdict(),
                // the kit does not look behind links and into other homes
                outcome.restored() && kind.changes != RealClientTest.Changes.ANY ? written : "–",
                agree(resume, outcome)));
    }

    void through(String corpus, String id, String shell, boolean works, Outcome outcome) {
        through.add(row(
                corpus,
                id,
                shell,
                works ? "works" : "**does not work**",
                outcome.verdict(),
                works == outcome.restored() ? "yes" : "**no**"));
    }

    /** Writes what all tests found; leaves the file alone if one of them did not run. */
    void write(Path file, String version) throws IOException {
        List<String> lines = new ArrayList<>(
                List.of(
                        "# Resume commands, run by the real client",
                        "",
                        "Written by `./mvnw -Pclient verify` (RealClientTest): our bash command for each session was pasted into a shell whose `claude` is",
                        "Claude Code " + version
                                + " in print mode against a mock of its API. RESTORED means that the mock received the earlier conversation.",
                        "*We say* is the verdict of the pre-flight, *checks that say no* those the panel shows with a fix; *agree* is what the test asserts.",
                        "For logs with a compaction the expected conversation begins at its summary, as RESUME.md of the kit says (the kit's verifier would look",
                        "further back in forks). The last table is import, catalogue, HTTP API and the API's command in bash, zsh and fish. Attaching to background sessions cannot be run in print mode and is not in the tables."));
        add(
                lines,
                "## Special cases",
                List.of("case", "we say", "checks that say no", "client", "written to", "agree"),
                special);
        add(
                lines,
                "## Every session of the generated corpora",
                List.of("corpus", "session", "directory", "we say", "checks that say no", "client", "agree"),
                corpora);
        add(
                lines,
                "## Through the whole product",
                List.of("corpus", "session", "shell", "the API says", "client", "agree"),
                through);
        if (!special.isEmpty() && !corpora.isEmpty() && !through.isEmpty()) {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, String.join("\n", lines) + "\n");
        }
    }

    private static void add(List<String> lines, String title, List<String> head, List<String> rows) {
        lines.addAll(List.of("", title, "", row(head.toArray(String[]::new))));
        lines.add(row(head.stream().map(column -> "---").toArray(String[]::new)));
        lines.addAll(rows);
    }

    private static String row(String... cells) {
        return "| " + String.join(" | ", cells) + " |";
    }

    private static String said(Resume resume) {
        return resume.works() ? "works" : "**does not work**";
    }

    private static String no(Resume resume) {
        String ids = resume.checks().stream()
                .filter(check -> !check.ok() && !check.id().equals(RealClientTest.NOT_ASKED))
                .map(Check::id)
                .collect(Collectors.joining(", "));
        return ids.isEmpty() ? "–" : ids;
    }

    private static String agree(Resume resume, Outcome outcome) {
        return resume.works() == outcome.restored() ? "yes" : "**no**";
    }

    private static String code(String text) {
        return "`" + Glyphs.shown(text).replace("|", "\\|").replace("`", "'") + "`";
    }
}
