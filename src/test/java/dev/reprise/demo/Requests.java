package dev.reprise.demo;

import static dev.reprise.demo.Log.fields;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The book-keeping of client 2.1.330 around a conversation: what was sent to the API, and the bill at the end. */
final class Requests {

    private static final List<String> SKILLS = List.of(
            "- commit: Write a commit in the style of this repository.",
            "- review: Look at the diff as a stranger would.",
            "- release-notes: Turn merged pull requests into notes that people read.",
            "- db-migrate: Plan a migration that can be rolled back while traffic flows.");
    private static final String SYSTEM =
            "You are an agent that works with the user in a terminal. Be brief. Read before you"
                    + " write. Run the tests before you say that something works. (Sample text: the real one is longer.)";

    private Requests() {}

    /** The attachments and request shape at the start of a session. */
    static void open(Log log, String model) {
        log.state("mode", fields("mode", "normal"));
        attach(
                log,
                fields("type", "model", "identity", fields("modelId", model), "text", "You are powered by " + model));
        attach(
                log,
                fields(
                        "type",
                        "environment",
                        "snapshot",
                        fields("workingDirectory", log.cwd, "isGitRepo", true, "platform", "linux", "shell", "bash")));
        attach(
                log,
                fields(
                        "type",
                        "skill_listing",
                        "content",
                        String.join("\n", SKILLS),
                        "skillCount",
                        SKILLS.size(),
                        "isInitial",
                        true));
        attach(log, fields("type", "prompt_snapshot", "systemPrompt", List.of(SYSTEM), "reminderFold", false));
        Map<String, @Nullable Object> tool = fields(
                "name",
                "Bash",
                "description",
                "Executes a bash command and returns its output.",
                "input_schema",
                fields("type", "object", "properties", fields("command", fields("type", "string"))));
        Map<String, @Nullable Object> shape =
                fields("system", List.of(fields("type", "text", "text", SYSTEM)), "tools", List.of(tool));
        log.state(
                "api-request-shape",
                fields(
                        "shapeHash",
                        Log.hex(log.random, 64),
                        "shape",
                        shape,
                        "timestamp",
                        log.timeline.now(),
                        "version",
                        log.version));
    }

    private static void attach(Log log, Map<String, @Nullable Object> attachment) {
        log.message("attachment", fields("attachment", attachment));
    }

    /** One request, as it is written after a prompt. */
    static void request(Log log, String model) {
        Map<String, @Nullable Object> params = fields("model", model, "max_tokens", 128_000);
        params.put("output_config", fields("effort", "medium"));
        log.state(
                "api-request",
                fields(
                        "id",
                        Log.uuid(log.random),
                        "querySource",
                        "repl_main_thread",
                        "params",
                        params,
                        "requestDigest",
                        Log.hex(log.random, 64),
                        "timestamp",
                        log.timeline.now(),
                        "version",
                        log.version));
    }

    /** The record that a clean end leaves (client/FORMAT.md, "How the tail looks"). */
    static void close(Log log, Speaker speaker, Tools tools) {
        Map<String, @Nullable Object> usage = fields(
                "inputTokens",
                speaker.inputTotal,
                "outputTokens",
                speaker.outputTotal,
                "cacheReadInputTokens",
                speaker.cacheReadTotal,
                "cacheCreationInputTokens",
                speaker.cacheWriteTotal);
        double cost = (speaker.outputTotal * 25 + speaker.cacheWriteTotal * 6.25 + speaker.cacheReadTotal * 0.5) / 1e6;
        Map<String, @Nullable Object> state = fields("totalCostUSD", cost, "totalDuration", log.timeline.elapsed());
        state.put("totalLinesAdded", tools.linesAdded);
        state.put("totalLinesRemoved", tools.linesRemoved);
        state.put("modelUsage", fields(speaker.model, usage));
        state.put("hasUnknownModelCost", false);
        log.state("cost-state", state);
    }
}
