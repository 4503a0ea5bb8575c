package dev.reprise.agent.claude.layout;

import dev.reprise.agent.Traces;
import dev.reprise.agent.claude.record.Json;
import dev.reprise.agent.claude.record.RecordReader;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Where Claude Code writes something of a session (client/FORMAT.md sections 1 and 5, client/RESUME.md section 4). */
final class ClaudeTraces implements Traces {

    /** Folders of a home with one folder, or one file, named by the session. */
    private static final List<String> BY_SESSION =
            List.of("file-history", "image-cache", "tasks", "todos", "session-env", "uploads", "debug");

    private static final int BRIEF = 8;
    private static final int LARGEST = 1 << 20;
    private static final Pattern SLUG = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,199}");
    private static final Pattern HASH = Pattern.compile("[0-9a-fA-F]{8,128}");

    @Override
    public List<Path> own(Path home, String nativeId, Collection<String> plans) {
        List<Path> found = new ArrayList<>();
        String id = nativeId.toLowerCase(Locale.ROOT);
        // the log, what was set aside of it (.jsonl.bak), and its folder, wherever the project lies
        for (Path project : children(home.resolve("projects"), Files::isDirectory)) {
            found.addAll(children(project, file -> isNamed(file, id)));
        }
        found.addAll(children(home.resolve("projects"), file -> isNamed(file, id)));
        for (String place : BY_SESSION) {
            found.addAll(children(home.resolve(place), file -> isNamed(file, id)));
        }
        for (Path entry : children(home.resolve("sessions"), file -> name(file).endsWith(".json"))) {
            if (id.equals(field(entry, "sessionId"))) {
                found.add(entry);
            }
        }
        jobs(home, id, found);
        for (String slug : plans) {
            Path plan = SLUG.matcher(slug).matches() ? home.resolve("plans").resolve(slug + ".md") : null;
            if (plan != null && Files.isRegularFile(plan, LinkOption.NOFOLLOW_LINKS)) {
                found.add(plan);
            }
        }
        // output of background tasks: /tmp/claude-UID/FOLDER/ID
        for (Path user : children(Path.of(System.getProperty("java.io.tmpdir", "/tmp")), ClaudeTraces::isOurs)) {
            for (Path folder : children(user, Files::isDirectory)) {
                found.addAll(children(folder, file -> isNamed(file, id)));
            }
        }
        return found;
    }

    /** A background session's job is named by the beginning of its id; a fork's holds the transcript that it was made from. */
    private static void jobs(Path home, String id, List<Path> found) {
        for (Path job : children(home.resolve("jobs"), Files::isDirectory)) {
            Path state = job.resolve("state.json");
            if (id.equals(field(state, "sessionId"))
                    || name(job).equals(id.substring(0, Math.min(BRIEF, id.length())))) {
                found.add(job);
            } else if (id.equals(field(state, "forkParentSessionId"))
                    && Files.isRegularFile(job.resolve("parent-transcript.jsonl"), LinkOption.NOFOLLOW_LINKS)) {
                found.add(job.resolve("parent-transcript.jsonl"));
            }
        }
        String brief = id.substring(0, Math.min(BRIEF, id.length()));
        found.addAll(children(
                home.resolve("daemon").resolve("attach-journal"),
                file -> name(file).startsWith(brief)));
        found.addAll(children(
                home.resolve("daemon").resolve("gateway-routed"),
                file -> name(file).startsWith(brief)));
    }

    private static boolean isOurs(Path folder) {
        try {
            return name(folder).startsWith("claude-")
                    && Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                    && Files.getOwner(folder).getName().equals(System.getProperty("user.name"));
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    private static boolean isNamed(Path file, String id) {
        return name(file).toLowerCase(Locale.ROOT).startsWith(id);
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    private static List<Path> children(Path folder, Predicate<Path> wanted) {
        List<Path> found = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return found;
        }
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
            for (Path one : all) {
                if (wanted.test(one)) {
                    found.add(one);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            return found;
        }
        found.sort(null);
        return found;
    }

    @Override
    public String plan(byte[] record) {
        try (JsonParser p = Json.parser(record)) {
            String slug = text(p, "slug");
            return SLUG.matcher(slug).matches() ? slug : "";
        } catch (JacksonException e) {
            return "";
        }
    }

    /** A text at the top of a small JSON file; empty if there is none. */
    private static String field(Path file, String wanted) {
        try {
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > LARGEST) {
                return "";
            }
            try (JsonParser p = Json.parser(Files.readAllBytes(file))) {
                return text(p, wanted);
            }
        } catch (IOException | JacksonException e) {
            return "";
        }
    }

    private static String text(JsonParser p, String wanted) {
        if (p.nextToken() != JsonToken.START_OBJECT) {
            return "";
        }
        for (String name = p.nextName(); name != null; name = p.nextName()) {
            if (name.equals(wanted)) {
                return p.nextToken() == JsonToken.VALUE_STRING
                        ? Json.current(p, LARGEST).toLowerCase(Locale.ROOT)
                        : "";
            }
            RecordReader.skip(p);
        }
        return "";
    }

    @Override
    public List<Path> shared(Path home) {
        Path history = home.resolve("history.jsonl");
        return Files.isRegularFile(history) ? List.of(history) : List.of();
    }

    @Override
    public Line line(byte[] bytes, int from, int to) {
        String session = "";
        String project = "";
        List<String> hashes = new ArrayList<>();
        try (JsonParser p = Json.parser(bytes, from, to)) {
            if (p.nextToken() != JsonToken.START_OBJECT) {
                return Line.OF_NOBODY;
            }
            for (String name = p.nextName(); name != null; name = p.nextName()) {
                switch (name) {
                    case "sessionId" -> session = string(p).toLowerCase(Locale.ROOT);
                    case "project" -> project = string(p);
                    case "pastedContents" -> hashes(p, hashes);
                    default -> RecordReader.skip(p);
                }
            }
        } catch (JacksonException e) {
            return Line.OF_NOBODY;
        }
        return new Line(session, project, hashes);
    }

    private static String string(JsonParser p) {
        if (p.nextToken() == JsonToken.VALUE_STRING) {
            return Json.current(p, LARGEST);
        }
        p.skipChildren();
        return "";
    }

    /** {@code {"1":{"contentHash":"…"}}}: what is too long for the line is in {@code paste-cache/HASH.txt}. */
    private static void hashes(JsonParser p, List<String> hashes) {
        int depth = 0;
        do {
            JsonToken token = p.nextToken();
            if (token == null) {
                return;
            }
            switch (token) {
                case START_OBJECT, START_ARRAY -> depth++;
                case END_OBJECT, END_ARRAY -> depth--;
                case VALUE_STRING -> {
                    if ("contentHash".equals(p.currentName())) {
                        hashes.add(Json.current(p, LARGEST));
                    }
                }
                default -> {
                    // nothing that we look for
                }
            }
        } while (depth > 0);
    }

    @Override
    public List<Path> referred(Path home, List<String> hashes) {
        List<Path> found = new ArrayList<>();
        for (String hash : hashes) {
            if (HASH.matcher(hash).matches()) {
                found.addAll(
                        children(home.resolve("paste-cache"), file -> name(file).startsWith(hash)));
            }
        }
        return found;
    }

    @Override
    public List<String> beyond() {
        return List.of(
                "The file .claude.json, where the CLI notes a project's last session id with its cost and times, and nothing that was said.",
                "What the model's provider keeps of it: see your account there.",
                "What Claude's desktop client and other machines keep.",
                "Copies that you made: backups of the disk, exports, what was pasted elsewhere.");
    }
}
