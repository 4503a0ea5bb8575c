package dev.reprise.bench;

import java.time.Instant;
import java.util.SplittableRandom;
import java.util.UUID;

/** Makes the records of one log, into {@link #out}, until it is as big as wanted. */
final class SessionMaker {

    private static final String[] TOOLS = {
        "Bash", "Bash", "Bash", "Read", "Read", "Edit", "Edit", "Grep", "TaskUpdate", "Write"
    };

    /** Percentage of tool results from files that were read before; gives the compression ratio of real logs. */
    private static final int REREAD = 75;

    final Bytes out = new Bytes();
    private final Material material;
    private final SplittableRandom random;
    private final Era era;
    private final UUID session;
    private final String envelope;
    private final boolean withImages;
    private final boolean withCompaction;
    private final String agentId;
    private long millis;
    private long parentMost;
    private long parentLeast;
    private boolean root = true;
    private final int[] files = new int[12];
    private int bytesAtNextCompaction;
    int records;

    /** @param agentId of a sub-agent's log, else empty */
    SessionMaker(
            Material material,
            SplittableRandom random,
            Era era,
            UUID session,
            String cwd,
            Instant start,
            String agentId) {
        this.material = material;
        this.random = random;
        this.era = era;
        this.session = session;
        this.agentId = agentId;
        this.millis = start.toEpochMilli();
        this.withImages = random.nextInt(100) < 7;
        this.withCompaction = random.nextInt(100) < 10;
        this.bytesAtNextCompaction = 400_000;
        for (int i = 0; i < files.length; i++) {
            files[i] = material.place(random);
        }
        this.envelope = "\",\"userType\":\"external\",\"entrypoint\":\"cli\",\"cwd\":\"" + cwd + "\",\"sessionId\":\""
                + session + "\",\"version\":\"" + era.version + "\",\"gitBranch\":\"main\"}\n";
    }

    /** Of the last record that has one, as text. */
    String lastUuid() {
        Bytes text = new Bytes().uuid(parentMost, parentLeast);
        return new String(text.array, 0, 36, java.nio.charset.StandardCharsets.US_ASCII);
    }

    Instant now() {
        return Instant.ofEpochMilli(millis);
    }

    /** Writes records until {@code out} holds about this many bytes. */
    void fill(long bytes) {
        if (era == Era.REQUESTS && bytes > 60_000) {
            opening();
        }
        while (out.size < bytes) {
            turn(bytes);
        }
        if (era == Era.REQUESTS && random.nextInt(10) > 0) {
            state("cost-state\",\"totalCostUSD\":1.25,\"totalLinesAdded\":" + random.nextInt(900)
                    + ",\"modelUsage\":{},\"x\":\"");
        }
    }

    private void turn(long bytes) {
        prompt();
        int calls = (int) Math.min(60, -Math.log(1 - random.nextDouble()) * 9);
        for (int i = 0; i < calls && out.size < bytes; i++) {
            step();
        }
        assistant("text", random.nextLong());
        endOfTurn();
        if (withCompaction && out.size > bytesAtNextCompaction) {
            bytesAtNextCompaction = out.size + 2_500_000;
            compaction();
        }
    }

    /** One API message with a tool call, and its result. */
    private void step() {
        long message = random.nextLong();
        boolean progress = era == Era.PROGRESS;
        if (random.nextInt(100) < (progress ? 40 : 53)) {
            assistant("thinking", message);
        }
        if (random.nextInt(100) < (progress ? 40 : 24)) {
            assistant("text", message);
        }
        String tool = TOOLS[random.nextInt(TOOLS.length)];
        int calls = random.nextInt(10) < 8 ? 1 : 2;
        for (int i = 0; i < calls; i++) {
            long call = random.nextLong();
            toolUse(tool, message, call);
            if (progress) {
                progress(tool, call);
            }
            result(tool, call);
        }
        if (!progress) {
            between();
        }
        if (random.nextInt(100) < 14) {
            snapshot();
        }
    }

    private void progress(String tool, long call) {
        for (int i = random.nextInt(100) < 89 ? 1 : 0; i > 0; i--) {
            open("progress");
            out.put("\"data\":{\"type\":\"hook_progress\",\"hookEvent\":\"PostToolUse\",\"hookName\":\"PostToolUse:")
                    .put(tool);
            out.put("\",\"command\":\"node .hooks/check.mjs --fast\"},\"toolUseID\":\"toolu_")
                    .put(Long.toHexString(call))
                    .put("\",");
            close();
        }
        if (random.nextInt(100) < 10) {
            int place = place();
            for (int i = 1; i <= 8; i++) {
                open("progress");
                out.put("\"data\":{\"type\":\"bash_progress\",\"output\":\"");
                material.code(out, place, Shape.BASH_PROGRESS.draw(random));
                out.put("\",\"fullOutput\":\"\",\"elapsedTimeSeconds\":")
                        .put(i)
                        .put(",\"totalLines\":")
                        .put(i * 3L)
                        .put("},\"toolUseID\":\"bash-progress-1\",");
                close();
            }
        }
        if (random.nextInt(100) < 5) {
            for (int i = 0; i < 12; i++) {
                open("progress");
                out.put(
                        "\"data\":{\"type\":\"agent_progress\",\"agentId\":\"a1b2c3d\",\"prompt\":\"\",\"message\":{\"type\":\"user\",\"message\":{\"role\":\"user\",\"content\":\"");
                material.code(out, place(), Shape.AGENT_PROGRESS.draw(random));
                out.put("\"}}},\"toolUseID\":\"agent_1\",\"parentToolUseID\":\"toolu_1\",");
                close();
            }
        }
    }

    /** What newer clients put between the messages: metadata again and again, and attachments. */
    private void between() {
        if (random.nextInt(100) < 38) {
            open("attachment");
            out.put("\"attachment\":{\"type\":\"")
                    .put(random.nextInt(3) == 0 ? "hook_success" : "task_reminder")
                    .put("\",\"content\":\"");
            material.prose(out, random, random.nextInt(10) == 0 ? Shape.ATTACHMENT.draw(random) : 30);
            out.put("\"},");
            close();
        }
        if (random.nextInt(100) < 18) {
            state(
                    "last-prompt\",\"lastPrompt\":\"go on with the next one\",\"leafUuid\":\"00000000-0000-4000-8000-000000000000");
            state("mode\",\"mode\":\"normal");
            state("ai-title\",\"aiTitle\":\"Work on part " + random.nextInt(40) + " of the plan");
        }
        if (random.nextInt(100) < 10) {
            state("queue-operation\",\"operation\":\"dequeue\",\"timestamp\":\"" + now());
        }
        if (era == Era.REQUESTS) {
            request();
        }
    }

    private void prompt() {
        millis += 20_000 + random.nextInt(400_000);
        if (era == Era.REQUESTS) {
            open("attachment");
            out.put("\"attachment\":{\"type\":\"prompt_snapshot\",\"systemPrompt\":[\"");
            material.code(out, 4_096, 22_000);
            out.put("\"],\"reminderFold\":false},");
            close();
        }
        open("user");
        out.put("\"promptId\":\"")
                .uuid(random.nextLong(), random.nextLong())
                .put("\",\"message\":{\"role\":\"user\",\"content\":");
        if (withImages && random.nextInt(12) == 0) {
            out.put("[{\"type\":\"image\",\"source\":{\"type\":\"base64\",\"media_type\":\"image/png\",\"data\":\"");
            material.noise(out, random, Shape.IMAGE.draw(random));
            out.put("\"}},{\"type\":\"text\",\"text\":\"");
            material.prose(out, random, Shape.PROMPT.draw(random));
            out.put("\"}]},");
        } else {
            out.put("\"");
            material.prose(out, random, Shape.PROMPT.draw(random));
            out.put("\"},");
        }
        close();
    }

    private void assistant(String kind, long message) {
        head(message);
        if (kind.equals("thinking")) {
            out.put("{\"type\":\"thinking\",\"thinking\":\"");
            material.prose(out, random, Shape.THINKING.draw(random));
            out.put("\",\"signature\":\"");
            material.noise(out, random, Shape.SIGNATURE.draw(random));
        } else {
            out.put("{\"type\":\"text\",\"text\":\"");
            material.prose(out, random, Shape.TEXT.draw(random));
        }
        tail(message, "\"}");
    }

    private void toolUse(String tool, long message, long call) {
        head(message);
        out.put("{\"type\":\"tool_use\",\"id\":\"toolu_")
                .put(Long.toHexString(call))
                .put("\",\"name\":\"")
                .put(tool)
                .put("\",\"input\":{\"");
        out.put(tool.equals("Bash") ? "command" : tool.equals("Grep") ? "pattern" : "file_path")
                .put("\":\"");
        material.code(out, place(), Shape.TOOL_INPUT.draw(random));
        tail(message, "\"}}");
    }

    private void result(String tool, long call) {
        double u = random.nextDouble();
        int place = place();
        boolean image = withImages && random.nextInt(150) == 0;
        open("user");
        out.put("\"message\":{\"role\":\"user\",\"content\":[{\"tool_use_id\":\"toolu_")
                .put(Long.toHexString(call))
                .put("\",\"type\":\"tool_result\",\"content\":");
        int before = out.size;
        if (image) {
            out.put("[{\"type\":\"image\",\"source\":{\"type\":\"base64\",\"media_type\":\"image/png\",\"data\":\"");
            material.noise(out, random, Shape.IMAGE.draw(random));
            out.put("\"}}]");
        } else {
            out.put("\"");
            material.code(out, place, Shape.TOOL_RESULT.at(u));
            out.put("\"");
        }
        int length = out.size - before;
        out.put(random.nextInt(25) == 0 ? ",\"is_error\":true}]},\"toolUseResult\":" : "}]},\"toolUseResult\":");
        if (image) {
            out.put("{\"type\":\"image\",\"file\":{\"content\":")
                    .put(out.array, before, length)
                    .put("}},");
        } else {
            twin(tool, place, era.twin.at(near(u)));
        }
        close();
    }

    private void twin(String tool, int place, int length) {
        switch (tool) {
            case "Edit" -> {
                out.put(
                        "{\"filePath\":\"/home/dev/src/a.ts\",\"oldString\":\"x\",\"newString\":\"y\",\"originalFile\":\"");
                material.code(out, place, length);
                out.put(
                        "\",\"structuredPatch\":[{\"oldStart\":10,\"oldLines\":2,\"newStart\":10,\"newLines\":3,\"lines\":[\" a\",\"-b\",\"+c\",\"+d\"]}]},");
            }
            case "Read" -> {
                out.put("{\"type\":\"text\",\"file\":{\"filePath\":\"/home/dev/src/a.ts\",\"content\":\"");
                material.code(out, place, length);
                out.put("\",\"numLines\":40,\"startLine\":1,\"totalLines\":40}},");
            }
            default -> {
                out.put("{\"stdout\":\"");
                material.code(out, place, length);
                out.put("\",\"stderr\":\"\",\"interrupted\":false,\"isImage\":false},");
            }
        }
    }

    /** A probability near this one; folded back at the ends, so that uniform ones stay uniform. */
    private double near(double probability) {
        double near = Math.abs(probability + (random.nextDouble() - .5) * .1);
        return near > 1 ? 2 - near : near;
    }

    /** Where a tool reads: mostly one of the few files that a session is about, so that contents come again. */
    private int place() {
        return random.nextInt(100) < REREAD ? files[random.nextInt(files.length)] : material.place(random);
    }

    private void endOfTurn() {
        if (random.nextInt(100) < 40) {
            open("system");
            out.put("\"subtype\":\"turn_duration\",\"durationMs\":")
                    .put(random.nextInt(400_000))
                    .put(",\"isMeta\":false,");
            close();
        }
        if (random.nextInt(100) < 60) {
            open("system");
            out.put(
                    "\"subtype\":\"stop_hook_summary\",\"hookCount\":1,\"hookInfos\":[{\"command\":\"node .hooks/stop.mjs\"}],\"hookErrors\":[],\"preventedContinuation\":false,");
            close();
        }
    }

    private void compaction() {
        root = true;
        open("system");
        out.put(
                "\"subtype\":\"compact_boundary\",\"content\":\"Conversation compacted\",\"compactMetadata\":{\"trigger\":\"auto\",\"preTokens\":168000,\"postTokens\":31000},");
        close();
        open("user");
        out.put(
                "\"isCompactSummary\":true,\"isVisibleInTranscriptOnly\":true,\"message\":{\"role\":\"user\",\"content\":\"This session is being continued from a previous conversation. ");
        material.prose(out, random, Shape.SUMMARY.draw(random));
        out.put("\"},");
        close();
    }

    private void snapshot() {
        records++;
        out.put("{\"type\":\"file-history-snapshot\",\"messageId\":\"").uuid(parentMost, parentLeast);
        out.put("\",\"snapshot\":{\"trackedFileBackups\":{");
        int files = random.nextInt(6);
        for (int i = 0; i < files; i++) {
            out.put(i == 0 ? "\"src/" : ",\"src/")
                    .put(i)
                    .put("/a.ts\":{\"backupFileName\":\"")
                    .hex(random, 16)
                    .put("@v1\",\"version\":1}");
        }
        out.put("}},\"isSnapshotUpdate\":true}\n");
    }

    private void opening() {
        open("attachment");
        out.put("\"attachment\":{\"type\":\"skill_listing\",\"content\":\"");
        material.prose(out, new SplittableRandom(7), 6_200);
        out.put("\"},");
        close();
        records++;
        out.put("{\"type\":\"api-request-shape\",\"shapeHash\":\"")
                .hex(random, 64)
                .put("\",\"shape\":{\"system\":[{\"type\":\"text\",\"text\":\"");
        material.code(out, 9_000, 48_000);
        out.put("\"}],\"tools\":[]},\"sessionId\":\"").put(session.toString()).put("\"}\n");
    }

    private void request() {
        records += 2;
        out.put("{\"type\":\"api-request\",\"id\":\"").uuid(random.nextLong(), random.nextLong());
        out.put("\",\"querySource\":\"repl_main_thread\",\"shapeHash\":\"").hex(random, 64);
        out.put(
                        "\",\"params\":{\"model\":\"claude-opus-5-5\",\"max_tokens\":128000,\"thinking\":{\"type\":\"adaptive\"}},\"tail\":[\"")
                .hex(random, 64);
        out.put("\"],\"sessionId\":\"").put(session.toString()).put("\"}\n");
        out.put("{\"type\":\"api-request-blob\",\"hash\":\"")
                .hex(random, 64)
                .put("\",\"message\":{\"role\":\"user\",\"content\":\"");
        material.code(out, place(), Shape.TOOL_RESULT.draw(random));
        out.put("\"},\"sessionId\":\"").put(session.toString()).put("\"}\n");
    }

    private void state(String typeAndFields) {
        records++;
        out.put("{\"type\":\"")
                .put(typeAndFields)
                .put("\",\"sessionId\":\"")
                .put(session.toString())
                .put("\"}\n");
    }

    private void head(long message) {
        open("assistant");
        out.put("\"message\":{\"id\":\"msg_")
                .put(Long.toHexString(message))
                .put("\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"claude-opus-5-5\",\"content\":[");
    }

    private void tail(long message, String end) {
        out.put(end)
                .put(
                        "],\"stop_reason\":\"tool_use\",\"stop_sequence\":null,\"usage\":{\"input_tokens\":6,\"cache_creation_input_tokens\":")
                .put((message >>> 3) % 9_000 & 0x7fff);
        out.put(",\"cache_read_input_tokens\":").put(20_000 + (message >>> 7 & 0x1ffff));
        out.put(",\"output_tokens\":").put(20 + (message >>> 11 & 0x1ff));
        out.put(
                        ",\"cache_creation\":{\"ephemeral_5m_input_tokens\":0,\"ephemeral_1h_input_tokens\":0},\"service_tier\":\"standard\"}},\"requestId\":\"req_")
                .put(Long.toHexString(message))
                .put("\",");
        close();
    }

    /** Begins a record of the message tree; one in two thousand has a parent that is nowhere. */
    private void open(String type) {
        records++;
        millis += 200 + random.nextInt(9_000);
        out.put("{\"parentUuid\":");
        if (root) {
            out.put("null");
            root = false;
        } else if (random.nextInt(2_000) == 0) {
            out.put("\"").uuid(random.nextLong(), random.nextLong()).put("\"");
        } else {
            out.put("\"").uuid(parentMost, parentLeast).put("\"");
        }
        out.put(
                agentId.isEmpty()
                        ? ",\"isSidechain\":false,\"type\":\""
                        : ",\"isSidechain\":true,\"agentId\":\"" + agentId + "\",\"type\":\"");
        out.put(type).put("\",");
    }

    private void close() {
        parentMost = random.nextLong();
        parentLeast = random.nextLong();
        out.put("\"uuid\":\"")
                .uuid(parentMost, parentLeast)
                .put("\",\"timestamp\":\"")
                .put(now().toString())
                .put(envelope);
        if (random.nextInt(50_000) == 0) {
            out.size--; // two records glued together, 6 in 297,000 of the real ones
        }
    }
}
