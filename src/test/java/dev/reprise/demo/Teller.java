package dev.reprise.demo;

import static dev.reprise.demo.Log.fields;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells one story into logs: prompts, turns, compactions, rewinds, sub-agents; tool calls are {@link Tools}' part. */
final class Teller {

    private final Story story;
    private final Log log;
    private final SideFiles side;
    private final Speaker speaker;
    private final Tools tools;
    private final boolean modern;
    private final Deque<Subagent> subagents = new ArrayDeque<>();
    private final List<String> pictures = new ArrayList<>();
    private final List<@Nullable String> beforePrompt = new ArrayList<>();
    final List<Typed> typed = new ArrayList<>();
    final List<String> prompts = new ArrayList<>();
    private @Nullable String lastPrompt;
    private long turnStart = -1;

    /** A sub-agent at work, with what its parent must know when it is done. */
    private record Subagent(Speaker speaker, Tools tools, String id, String call, Beat beat, long since) {}

    /** A prompt as the CLI's own history keeps it. */
    record Typed(String text, Timeline.Moment at) {}

    Teller(Story story, Log log, SideFiles side) {
        this.story = story;
        this.log = log;
        this.side = side;
        this.speaker = new Speaker(log, story.fact("model", "claude-opus-5-5"));
        this.tools = new Tools(speaker, side);
        this.modern = log.version.startsWith("2.1.3");
    }

    /** Tells all of it. */
    void tell() {
        if (modern && !story.beats().isEmpty()) {
            Requests.open(log, speaker.model);
        }
        story.beats().forEach(this::tell);
        end();
    }

    private void tell(Beat beat) {
        Subagent agent = subagents.peek();
        if (agent != null && !beat.verb().equals("back")) {
            tellIn(agent.speaker(), agent.tools(), beat);
        } else {
            tellIn(speaker, tools, beat);
        }
    }

    private void tellIn(Speaker who, Tools with, Beat beat) {
        switch (beat.verb()) {
            case "think" -> who.thinks(beat.text());
            case "say" -> who.says(beat.text());
            case "user" -> prompt(beat);
            case "queued" -> queued(beat.text());
            case "cmd" -> command(beat);
            case "shell" -> shell(beat);
            case "agent" -> startAgent(beat);
            case "back" -> agentIsBack(beat.text());
            case "compact" -> compact(beat);
            case "rewind" -> rewind(Integer.parseInt(beat.words()));
            case "interrupt" -> interrupt();
            case "error" -> who.fails(beat.text(), Integer.parseInt(beat.words()));
            case "retry" -> retry(beat.words());
            case "wait" -> log.timeline.passMinutes(Long.parseLong(beat.words()));
            case "title" -> log.state("ai-title", fields("aiTitle", beat.words()));
            case "rename" -> rename(beat.words());
            case "pr" -> pullRequest(beat);
            case "branch" -> log.branch = beat.words();
            case "cd" -> log.cwd = beat.words();
            case "picture" -> pictures.add(beat.words());
            case "notify" -> notification(beat);
            case "system" -> system(beat);
            case "progress" -> progress(beat);
            case "raw" -> beat.body().forEach(log::raw);
            default -> {
                if (!with.tell(beat)) {
                    throw new IllegalArgumentException("@" + beat.verb() + " in " + story.name());
                }
            }
        }
    }

    private void prompt(Beat beat) {
        closeTurn();
        if (beat.words().startsWith("+")) {
            log.timeline.passMinutes(Long.parseLong(beat.words().substring(1)));
        } else {
            log.timeline.pass(20, 140);
        }
        turnStart = log.timeline.elapsed();
        beforePrompt.add(log.parent);
        String text = beat.text();
        lastPrompt = text;
        typed.add(new Typed(text, log.timeline.now()));
        speaker.hears(text);
        if (modern) {
            log.state("permission-mode", fields("permissionMode", "default"));
        }
        String uuid = log.message("user", promptFields(text));
        prompts.add(uuid);
        snapshot(uuid);
        if (modern) {
            Requests.request(log, speaker.model);
        }
        pictures.clear();
    }

    private Map<String, @Nullable Object> promptFields(String text) {
        Object content = text;
        if (!pictures.isEmpty()) {
            List<Object> blocks = new ArrayList<>();
            for (String picture : pictures) {
                String data = Base64.getEncoder().encodeToString(Pictures.png(picture));
                Map<String, @Nullable Object> source =
                        fields("type", "base64", "media_type", "image/png", "data", data);
                blocks.add(fields("type", "image", "source", source));
            }
            blocks.add(fields("type", "text", "text", text));
            content = blocks;
        }
        Map<String, @Nullable Object> fields =
                fields("promptId", Log.uuid(log.random), "message", fields("role", "user", "content", content));
        if (modern) {
            boolean typedByHand = log.entrypoint.equals("cli");
            fields.put("promptSource", typedByHand ? "typed" : "sdk");
            if (typedByHand) {
                fields.put("origin", fields("kind", "human"));
            }
        }
        return fields;
    }

    private void snapshot(String uuid) {
        Map<String, @Nullable Object> snapshot =
                fields("messageId", uuid, "trackedFileBackups", fields(), "timestamp", log.timeline.now());
        log.record(fields(
                "type", "file-history-snapshot", "messageId", uuid, "snapshot", snapshot, "isSnapshotUpdate", false));
    }

    private void queued(String text) {
        log.timeline.pass(2, 8);
        log.state("queue-operation", fields("operation", "enqueue", "timestamp", log.timeline.now(), "content", text));
        log.state("queue-operation", fields("operation", "remove", "timestamp", log.timeline.now(), "content", text));
        speaker.hears(text);
        lastPrompt = text;
        typed.add(new Typed(text, log.timeline.now()));
        Map<String, @Nullable Object> queued =
                fields("type", "queued_command", "prompt", text, "commandMode", "prompt");
        queued.put("origin", fields("kind", "human"));
        queued.put("humanTurn", true);
        log.message("attachment", fields("attachment", queued));
    }

    private void command(Beat beat) {
        closeTurn();
        log.timeline.pass(20, 90);
        int space = (beat.words() + " ").indexOf(' ');
        String name = beat.words().substring(0, space);
        String arguments = beat.words().substring(space).strip();
        String text = "<command-name>" + name + "</command-name>\n            <command-message>" + name.substring(1)
                + "</command-message>\n            <command-args>" + arguments + "</command-args>";
        log.message("user", fields("message", fields("role", "user", "content", text)));
        typed.add(new Typed(beat.words(), log.timeline.now()));
        if (!beat.body().isEmpty()) {
            String output = "<local-command-stdout>" + beat.text() + "</local-command-stdout>";
            log.message("system", fields("subtype", "local_command", "content", output, "level", "info"));
        }
    }

    private void shell(Beat beat) {
        closeTurn();
        log.timeline.pass(5, 30);
        typed.add(new Typed("! " + beat.words(), log.timeline.now()));
        user("<bash-input>" + beat.words() + "</bash-input>");
        user("<bash-stdout>" + beat.text() + "</bash-stdout><bash-stderr></bash-stderr>");
    }

    private void user(String content) {
        speaker.hears(content);
        log.message("user", fields("message", fields("role", "user", "content", content)));
    }

    private void startAgent(Beat beat) {
        String type = beat.part(0);
        String call = speaker.calls(
                "Agent", fields("description", beat.part(1), "prompt", beat.text(), "subagent_type", type));
        String id = "a" + Log.hex(log.random, 16);
        Log agentLog = new Log(log.session, log.timeline, log.random, log.cwd, log.branch);
        agentLog.version = log.version;
        agentLog.entrypoint = log.entrypoint;
        agentLog.agentId = id;
        Speaker agent = new Speaker(agentLog, type.equals("Explore") ? "claude-haiku-5-5" : speaker.model);
        agentLog.message("user", fields("message", fields("role", "user", "content", beat.text())));
        agent.hears(beat.text());
        subagents.push(new Subagent(agent, new Tools(agent, side), id, call, beat, log.timeline.elapsed()));
    }

    private void agentIsBack(String report) {
        Subagent agent = subagents.pop();
        agent.speaker().says(report);
        agent.speaker().rests();
        Map<String, @Nullable Object> meta = fields(
                "agentType",
                agent.beat().part(0),
                "description",
                agent.beat().part(1),
                "toolUseId",
                agent.call(),
                "spawnDepth",
                1,
                "model",
                agent.speaker().model,
                "finished",
                true);
        side.subagent(agent.speaker().log, agent.id(), meta);
        List<Map<String, @Nullable Object>> content = List.of(fields("type", "text", "text", report));
        Map<String, @Nullable Object> twin =
                fields("status", "completed", "prompt", agent.beat().text());
        twin.put("agentId", agent.id());
        twin.put("agentType", agent.beat().part(0));
        twin.put("content", content);
        twin.put("totalDurationMs", log.timeline.elapsed() - agent.since());
        twin.put("totalTokens", agent.speaker().outputTotal + agent.speaker().cacheWriteTotal);
        speaker.answered(agent.call(), content, false, twin);
    }

    private void compact(Beat beat) {
        long before = Long.parseLong(beat.part(1));
        long after = Long.parseLong(beat.part(2));
        closeTurn();
        log.timeline.pass(20, 60);
        String leaf = log.parent;
        log.parent = null;
        Map<String, @Nullable Object> boundary = fields("logicalParentUuid", leaf, "subtype", "compact_boundary");
        boundary.put("content", "Conversation compacted");
        boundary.put("level", "info");
        boundary.put(
                "compactMetadata",
                fields("trigger", beat.part(0), "preTokens", before, "postTokens", after, "durationMs", 41_230));
        log.message("system", boundary);
        String summary = "This session is being continued from a previous conversation that ran out of context. "
                + "The summary below covers the earlier portion of the conversation.\n\n" + beat.text();
        Map<String, @Nullable Object> record = fields("message", fields("role", "user", "content", summary));
        record.put("isVisibleInTranscriptOnly", true);
        record.put("isCompactSummary", true);
        log.message("user", record);
        speaker.forgets(after);
    }

    /** Back to before the prompt with this number (from 1); what follows is another branch. */
    private void rewind(int prompt) {
        closeTurn();
        log.parent = beforePrompt.get(prompt - 1);
    }

    private void interrupt() {
        log.timeline.pass(2, 10);
        List<Map<String, @Nullable Object>> content =
                List.of(fields("type", "text", "text", "[Request interrupted by user]"));
        speaker.hears("");
        log.message("user", fields("message", fields("role", "user", "content", content)));
        turnStart = -1;
    }

    private void retry(String attempt) {
        log.timeline.pass(1, 4);
        Map<String, @Nullable Object> record = fields("subtype", "api_error", "level", "error");
        record.put("error", fields("message", "529 overloaded", "status", 529, "formatted", "529 Overloaded"));
        record.put("retryInMs", 1_200);
        record.put("retryAttempt", Integer.parseInt(attempt));
        record.put("maxRetries", 10);
        log.message("system", record);
    }

    private void rename(String title) {
        command(new Beat("cmd", "/rename " + title, List.of("Session renamed to: " + title)));
        log.state("custom-title", fields("customTitle", title));
        log.state("agent-name", fields("agentName", title));
        side.customTitle(title);
    }

    private void pullRequest(Beat beat) {
        Map<String, @Nullable Object> link = fields("prNumber", Integer.parseInt(beat.part(0)), "prUrl", beat.part(1));
        link.put("prRepository", beat.part(2));
        link.put("timestamp", log.timeline.now());
        log.state("pr-link", link);
    }

    private void notification(Beat beat) {
        String text = "<task-notification>\n<task-id>" + beat.part(0) + "</task-id>\n<status>" + beat.part(1)
                + "</status>\n<summary>" + beat.text() + "</summary>\n</task-notification>";
        closeTurn();
        log.timeline.pass(30, 90);
        speaker.hears(text);
        Map<String, @Nullable Object> record = fields("message", fields("role", "user", "content", text));
        record.put("origin", fields("kind", "task-notification"));
        record.put("promptSource", "system");
        log.message("user", record);
    }

    private void system(Beat beat) {
        log.message("system", fields("subtype", beat.words(), "content", beat.text(), "level", "info"));
    }

    /** Ticks of a running command, as clients up to 2.1.81 wrote them into the chain (FORMAT-claude §2.4). */
    private void progress(Beat beat) {
        for (int i = 0; i < beat.body().size(); i++) {
            log.timeline.pass(1, 2);
            Map<String, @Nullable Object> data =
                    fields("type", "bash_progress", "output", beat.body().get(i));
            data.put("fullOutput", String.join("\n", beat.body().subList(0, i + 1)));
            data.put("elapsedTimeSeconds", i + 1);
            data.put("totalLines", i + 1);
            log.message("progress", fields("data", data, "toolUseID", "bash-progress-" + i));
        }
    }

    private void closeTurn() {
        speaker.rests();
        if (turnStart >= 0) {
            long duration = log.timeline.elapsed() - turnStart;
            log.message("system", fields("subtype", "turn_duration", "durationMs", duration, "isMeta", false));
            turnStart = -1;
        }
    }

    private void end() {
        if (story.is("end", "crash")) {
            return;
        }
        closeTurn();
        if (!modern) {
            return;
        }
        if (lastPrompt != null) {
            String cut = lastPrompt.length() > 200 ? lastPrompt.substring(0, 200) + "…" : lastPrompt;
            log.state("last-prompt", fields("lastPrompt", cut.replace('\n', ' '), "leafUuid", log.parent));
        }
        log.state("mode", fields("mode", "normal"));
        if (!story.is("end", "live")) {
            Requests.close(log, speaker, tools);
        }
    }
}
