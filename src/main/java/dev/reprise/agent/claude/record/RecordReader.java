package dev.reprise.agent.claude.record;

import dev.reprise.agent.Entry.Text;
import dev.reprise.agent.claude.record.ClaudeRecord.Outcome;
import dev.reprise.agent.claude.record.Json.Capture;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads one record in one pass. Nothing depends on the order of its fields, and no field has to have the shape it should
 * have: what does not fit is skipped.
 */
public final class RecordReader {
    private static final int SHORT = 1_000;
    private static final int PATH = 4_000;

    private final int limit;

    /** @param limit how many characters of a text are kept */
    RecordReader(int limit) {
        this.limit = limit;
    }

    /** Reads the object that the parser stands on, up to its end. */
    void read(JsonParser p, ClaudeRecord r) {
        for (String name = p.nextName(); name != null; name = p.nextName()) {
            switch (name) {
                case "type" -> r.type = orEmpty(Json.field(p, SHORT));
                case "message" -> message(p, r);
                case "uuid" -> r.uuid = Json.field(p, SHORT);
                case "parentUuid" -> r.parentUuid = Json.field(p, SHORT);
                case "sessionId" -> r.sessionId = Json.field(p, SHORT);
                case "timestamp" -> time(p, r);
                case "cwd" -> r.cwd = Json.field(p, PATH);
                case "gitBranch" -> r.gitBranch = Json.field(p, SHORT);
                case "version" -> r.version = Json.field(p, SHORT);
                case "isSidechain" -> r.sidechain = Json.flag(p);
                case "isMeta" -> r.meta = Json.flag(p);
                case "requestId" -> r.requestId = Json.field(p, SHORT);
                case "toolUseResult" -> r.outcome = outcome(p, r);
                case "attachment" -> r.attachment = new AttachmentReader(limit).read(p, r);
                case "data" -> progress(p, r);
                default -> more(p, r, name);
            }
        }
    }

    private void more(JsonParser p, ClaudeRecord r, String name) {
        switch (name) {
            case "subtype" -> r.subtype = Json.field(p, SHORT);
            case "logicalParentUuid" -> r.logicalParentUuid = Json.field(p, SHORT);
            case "entrypoint" -> r.entrypoint = Json.field(p, SHORT);
            case "agentId" -> r.agentId = Json.field(p, SHORT);
            case "teamName" -> r.teamName = Json.field(p, SHORT);
            case "agentName" -> r.agentName = Json.field(p, SHORT);
            case "sessionKind" -> r.sessionKind = Json.field(p, SHORT);
            case "agentSetting" -> r.agentSetting = Json.field(p, SHORT);
            case "promptSource" -> r.promptSource = Json.field(p, SHORT);
            case "isCompactSummary" -> r.compactSummary = Json.flag(p);
            case "isApiErrorMessage" -> r.apiError = Json.flag(p);
            case "preventedContinuation" -> r.preventedContinuation = Json.flag(p);
            case "hookErrors" -> r.hookErrors = hookErrors(p, r);
            case "apiErrorStatus" -> r.errorStatus = scalar(p);
            case "snapshot" -> r.snapshotTime = field(p, "timestamp");
            case "origin" -> r.originKind = field(p, "kind");
            case "forkedFrom" -> r.forkedFrom = field(p, "sessionId");
            case "level" -> r.level = Json.field(p, SHORT);
            case "content" -> content(p, r);
            case "error" -> error(p, r);
            case "compactMetadata", "microcompactMetadata" -> compaction(p, r);
            case "parentToolUseID" -> r.parentToolUse = Json.field(p, SHORT);
            case "worktreeSession" -> r.value = field(p, "worktreePath");
            case "summary",
                    "customTitle",
                    "aiTitle",
                    "lastPrompt",
                    "tag",
                    "continuedInSessionId",
                    "relocatedCwd",
                    "operation",
                    "mode",
                    "permissionMode",
                    "display" -> value(p, r, name);
            case "leafUuid" -> r.leafUuid = Json.field(p, SHORT);
            case "explicit" -> r.explicit = Json.flag(p);
            case "project" -> r.project = Json.field(p, PATH);
            case "pastedContents" -> r.pasted = AttachmentReader.pasted(p);
            case "prNumber" -> r.number = (int) orZero(Json.count(p, Integer.MAX_VALUE));
            case "prUrl" -> r.prUrl = Json.field(p, PATH);
            default -> skip(p);
        }
    }

    private void value(JsonParser p, ClaudeRecord r, String name) {
        String value = Json.field(p, PATH);
        if (name.equals("permissionMode")) {
            r.permissionMode = value;
        }
        if (value != null && (r.value == null || !name.equals("permissionMode"))) {
            r.value = value;
        }
    }

    private static void time(JsonParser p, ClaudeRecord r) {
        JsonToken token = p.nextToken();
        if (token == JsonToken.VALUE_STRING) {
            r.timestamp = Json.current(p, 64);
        } else if (token == JsonToken.VALUE_NUMBER_INT && p.getStringLength() <= 18) {
            r.millis = p.getLongValue();
        } else {
            if (token != JsonToken.VALUE_NULL) {
                Json.refuse(p);
            }
            p.skipChildren();
        }
    }

    private void message(JsonParser p, ClaudeRecord r) {
        JsonToken token = p.nextToken();
        if (token != JsonToken.START_OBJECT || r.type.startsWith("api-request")) {
            p.skipChildren();
            return;
        }
        r.message = true;
        for (String name = p.nextName(); name != null; name = p.nextName()) {
            switch (name) {
                case "id" -> r.messageId = Json.field(p, SHORT);
                case "model" -> r.model = Json.field(p, SHORT);
                case "stop_reason" -> r.stopReason = Json.field(p, SHORT);
                case "content" -> new BlockReader(limit, r).content(p, r.blocks);
                case "usage" -> r.tokens = UsageReader.read(p);
                default -> skip(p);
            }
        }
    }

    private void progress(JsonParser p, ClaudeRecord r) {
        if (p.nextToken() != JsonToken.START_OBJECT) {
            p.skipChildren();
            return;
        }
        for (String name = p.nextName(); name != null; name = p.nextName()) {
            switch (name) {
                case "type" -> r.progress = Json.string(p, SHORT);
                case "agentId" -> r.progressAgent = Json.string(p, SHORT);
                default -> skip(p);
            }
        }
    }

    private static void compaction(JsonParser p, ClaudeRecord r) {
        if (p.nextToken() != JsonToken.START_OBJECT) {
            p.skipChildren();
            return;
        }
        long saved = 0;
        for (String name = p.nextName(); name != null; name = p.nextName()) {
            switch (name) {
                case "trigger" -> r.trigger = Json.string(p, SHORT);
                case "preTokens" -> r.before = orZero(Json.count(p, UsageReader.MAX));
                case "postTokens" -> r.after = orZero(Json.count(p, UsageReader.MAX));
                case "tokensSaved" -> saved = orZero(Json.count(p, UsageReader.MAX));
                case "preservedSegment" -> preserved(p, r);
                default -> skip(p);
            }
        }
        if (saved > 0) {
            r.after = Math.max(0, r.before - saved);
        }
    }

    private static void preserved(JsonParser p, ClaudeRecord r) {
        if (p.nextToken() != JsonToken.START_OBJECT) {
            p.skipChildren();
            return;
        }
        for (String name = p.nextName(); name != null; name = p.nextName()) {
            switch (name) {
                case "headUuid" -> r.preservedHead = Json.string(p, SHORT);
                case "anchorUuid" -> r.preservedAnchor = Json.string(p, SHORT);
                case "tailUuid" -> r.preservedTail = Json.string(p, SHORT);
                default -> skip(p);
            }
        }
    }

    private void error(JsonParser p, ClaudeRecord r) {
        JsonToken token = p.nextToken();
        if (token == JsonToken.VALUE_STRING) {
            r.error = new Text(Json.current(p, limit));
        } else if (token == JsonToken.START_OBJECT) {
            Text formatted = ClaudeRecord.NONE;
            for (String name = p.nextName(); name != null; name = p.nextName()) {
                switch (name) {
                    case "status" -> r.errorStatus = scalar(p);
                    case "formatted" -> formatted = text(p);
                    case "message" -> r.error = text(p);
                    default -> skip(p);
                }
            }
            r.error = formatted.value().isEmpty() ? r.error : formatted;
        } else {
            p.skipChildren();
        }
    }

    private boolean hookErrors(JsonParser p, ClaudeRecord r) {
        Text text = text(p);
        if (r.content.value().isEmpty()) {
            r.content = text;
        }
        return !text.value().isBlank();
    }

    private static Outcome outcome(JsonParser p, ClaudeRecord r) {
        Outcome outcome = new Outcome();
        if (p.nextToken() != JsonToken.START_OBJECT) {
            p.skipChildren();
            return outcome;
        }
        for (String name = p.nextName(); name != null; name = p.nextName()) {
            switch (name) {
                case "agentId" -> outcome.agentId = Json.string(p, SHORT);
                case "team_name" -> outcome.team = Json.string(p, SHORT);
                case "filePath", "notebook_path" -> outcome.path = Json.string(p, PATH);
                case "structuredPatch" -> PatchReader.read(p, outcome);
                case "file" -> file(p, r);
                default -> skip(p);
            }
        }
        return outcome;
    }

    /** A file that was read: an image or document stands there once more. */
    private static void file(JsonParser p, ClaudeRecord r) {
        if (p.nextToken() != JsonToken.START_OBJECT) {
            p.skipChildren();
            return;
        }
        String name = p.nextName();
        while (name != null) {
            p.nextToken();
            int from = (int) p.currentTokenLocation().getByteOffset();
            p.skipChildren();
            boolean encoded = name.equals("base64");
            name = p.nextName();
            int to = (int) p.currentTokenLocation().getByteOffset();
            r.pictured += encoded ? to - from + r.dropped(r.from + from, r.from + to) : 0;
        }
    }

    /** Of a queue operation it is a message as a person sends it. */
    private void content(JsonParser p, ClaudeRecord r) {
        if (r.type.equals("queue-operation")) {
            new BlockReader(limit, r).content(p, r.blocks);
        } else {
            r.content = text(p);
        }
    }

    /** All strings in the value that follows, one under the other. */
    private Text text(JsonParser p) {
        return text(p, limit);
    }

    static Text text(JsonParser p, int limit) {
        p.nextToken();
        Capture capture = new Capture(limit);
        BlockReader.strings(p, capture);
        return capture.text();
    }

    static @Nullable String field(JsonParser p, String wanted) {
        JsonToken token = p.nextToken();
        if (token == JsonToken.VALUE_STRING) {
            return Json.current(p, SHORT);
        }
        String found = null;
        if (token == JsonToken.START_OBJECT) {
            for (String name = p.nextName(); name != null; name = p.nextName()) {
                if (name.equals(wanted)) {
                    found = Json.string(p, PATH);
                } else {
                    skip(p);
                }
            }
        }
        return found;
    }

    private static @Nullable String scalar(JsonParser p) {
        JsonToken token = p.nextToken();
        if (token.isScalarValue() && token != JsonToken.VALUE_NULL) {
            return Json.current(p, 100);
        }
        p.skipChildren();
        return null;
    }

    public static void skip(JsonParser p) {
        p.nextToken();
        p.skipChildren();
    }

    static long orZero(@Nullable Long value) {
        return value == null ? 0 : value;
    }

    static String orEmpty(@Nullable String value) {
        return value == null ? "" : value;
    }
}
