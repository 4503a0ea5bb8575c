package dev.reprise.resume;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The sessions of a Claude Code home as far as resuming needs them: where each log lies, and its last directory. */
record CorpusScan(
        String id, Path log, @Nullable String cwd, @Nullable String branch) {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern LOG = Pattern.compile("[0-9a-f-]{36}\\.jsonl");

    static List<CorpusScan> of(Path claudeHome) throws IOException {
        List<CorpusScan> sessions = new ArrayList<>();
        try (Stream<Path> files = Files.find(
                claudeHome.resolve("projects"),
                2,
                (path, attributes) -> attributes.isRegularFile()
                        && LOG.matcher(path.getFileName().toString()).matches())) {
            for (Path log : files.sorted().toList()) {
                sessions.add(read(log));
            }
        }
        return sessions;
    }

    static CorpusScan read(Path log) throws IOException {
        String cwd = null;
        String branch = null;
        for (String line : Files.readAllLines(log)) {
            try {
                JsonNode record = JSON.readTree(line);
                cwd = record.path("cwd").asString(cwd);
                branch = record.path("gitBranch").asString(branch);
            } catch (JacksonException garbage) {
                System.out.println("no JSON in " + log.getFileName());
            }
        }
        String name = log.getFileName().toString();
        return new CorpusScan(name.substring(0, name.length() - ".jsonl".length()), log, cwd, branch);
    }

    SampleSession sample(Path claudeHome) {
        return SampleSession.of(id, claudeHome, cwd).onBranch(branch);
    }
}
