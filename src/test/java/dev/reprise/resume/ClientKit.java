package dev.reprise.resume;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A copy of the client kit (the real client against a mock of its API, inside a namespace without a network) in
 * {@code target/client-kit}. Its corpora are generated once and kept in {@code pristine}, since resuming writes to them.
 */
final class ClientKit {

    /** @param verdict RESTORED, PARTLY_RESTORED, NOT_RESTORED, COMMAND_FAILED or CANNOT_CHECK
     * @param prompts how many of the expected prompts reached the API; -1 if nothing did */
    record Outcome(String verdict, List<String> changed, String said, int prompts) {
        boolean restored() {
            return verdict.equals("RESTORED");
        }
    }

    private static final Path COPY = Path.of("target", "client-kit").toAbsolutePath();

    private ClientKit() {}

    /** The kit, ready to be used; empty, with a printed reason, where it cannot be. */
    static Optional<ClientKit> find() throws Exception {
        Path source = Path.of(System.getProperty("reprise.client.kit", "../shared/client"));
        if (!Files.isRegularFile(source.resolve("resume_check.sh"))) {
            return skipped("there is no client kit at " + source + " (-Dreprise.client.kit=DIR names another place)");
        }
        if (COPY.startsWith("/tmp") || COPY.startsWith("/root")) {
            return skipped("the kit hides /tmp and /root, so the project must lie elsewhere");
        }
        if (!Files.exists(COPY.resolve("resume_check.sh"))) {
            Files.createDirectories(COPY);
            bash("cp -r '" + source.toRealPath() + "/.' . && chmod -R u+w .", Map.of(), 1);
        }
        if (bash("./setup.sh", Map.of(), 10).code != 0) {
            return skipped("the kit's setup.sh refuses (it needs root, npm and network namespaces)");
        }
        return Optional.of(new ClientKit());
    }

    private static Optional<ClientKit> skipped(String why) {
        System.out.println("SKIPPED: no proof against the real client, because " + why);
        return Optional.empty();
    }

    /** What the client itself says that it is: {@code 2.1.332}. */
    String version() throws Exception {
        Ran ran = bash(
                ". ./lib.sh && CLAUDE_BIN=$(./setup.sh) && ns_up && home version && cl \"$H/work\" --version",
                Map.of("CLAUDE_BIN", ""),
                2);
        return ran.output.strip().split(" ")[0];
    }

    /** A fresh home of generated sessions: {@code print} or {@code tui}. */
    Path corpus(String name) throws Exception {
        Path pristine = COPY.resolve("pristine").resolve(name);
        if (!Files.isDirectory(pristine)) {
            run("rm -rf homes/" + name + " && ./corpus_" + name + ".sh > run." + name
                    + ".out 2>&1 && mkdir -p pristine && cp -a homes/" + name + " pristine/");
        }
        run("rm -rf homes/" + name + " && cp -a pristine/" + name + " homes/" + name);
        return COPY.resolve("homes").resolve(name);
    }

    /** An empty home whose client has been started before. */
    Path emptyHome(String name) throws Exception {
        run("rm -rf 'homes/" + name + "' && . ./lib.sh && seed_home '" + name + "'");
        Path home = COPY.resolve("homes").resolve(name);
        Files.createDirectories(home.resolve(".claude/projects"));
        return home;
    }

    /** Runs the command as a user of that home would, and asks what the model was sent. */
    Outcome check(String id, String command, Path home, @Nullable Path config, Path expected) throws Exception {
        Map<String, String> variables = Map.of(
                "CHECK_HOME",
                home.toString(),
                "CHECK_CONFIG",
                config == null ? "" : config.toString(),
                "EXPECT_FROM",
                expected.toString(),
                "SID",
                id,
                "CMD",
                command);
        Ran ran = bash("./resume_check.sh \"$SID\" \"$CMD\"", variables, 3);
        try {
            JsonNode answer = new JsonMapper().readTree(ran.output);
            List<String> changed = new ArrayList<>();
            answer.path("changed_files").forEach(file -> changed.add(file.asString("")));
            String said =
                    answer.path("stdout").asString("") + answer.path("stderr").asString("");
            String prompts = answer.path("user_prompts_found").asString("-1/0");
            return new Outcome(
                    answer.path("verdict").asString("?"),
                    changed,
                    said,
                    Integer.parseInt(prompts.substring(0, prompts.indexOf('/'))));
        } catch (JacksonException garbage) {
            return new Outcome("?", List.of(), ran.output, -1);
        }
    }

    /** Ends the namespace and all that runs in it. */
    void stop() throws Exception {
        run(". ./lib.sh && ns_down");
    }

    /** The kit's place is none of the reader's business. */
    static String anonymous(String text) {
        return text.replace(COPY.toString(), "<kit>");
    }

    private static void run(String script) throws Exception {
        Ran ran = bash(script, Map.of(), 15);
        if (ran.code != 0) {
            throw new IllegalStateException(script + " ended with " + ran.code + ": " + ran.output);
        }
    }

    private record Ran(int code, String output) {}

    private static Ran bash(String script, Map<String, String> variables, int minutes) throws Exception {
        Path output = Files.createTempFile("client-kit", ".out");
        try {
            ProcessBuilder builder = new ProcessBuilder("bash", "-c", script)
                    .directory(COPY.toFile())
                    .redirectErrorStream(false)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .redirectOutput(output.toFile());
            builder.environment().putAll(variables);
            Process process = builder.start();
            if (!process.waitFor(minutes, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new IllegalStateException("takes too long: " + script);
            }
            return new Ran(process.exitValue(), read(output));
        } finally {
            Files.deleteIfExists(output);
        }
    }

    private static String read(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }
}
