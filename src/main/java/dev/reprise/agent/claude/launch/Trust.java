package dev.reprise.agent.claude.launch;

import dev.reprise.agent.claude.record.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Which directories the client was told to trust: {@code projects.<path>.hasTrustDialogAccepted} of {@code .claude.json}, for
 * the directory itself or one above it (client/RESUME.md sections 1 and 1b). Nothing else of that file is looked at.
 */
final class Trust {

    static final String FILE = ".claude.json";

    private static final long MAX_SIZE = 32L << 20;

    private Trust() {}

    /** Empty if the file cannot be read; a client without one trusts nothing yet. */
    static Optional<Boolean> of(Path file, String directory) {
        try {
            if (Files.size(file) > MAX_SIZE) {
                return Optional.empty();
            }
            Set<String> trusted = trusted(file);
            Path path = real(Path.of(directory));
            while (path != null && !trusted.contains(path.toString())) {
                path = path.getParent();
            }
            return Optional.of(path != null || trusted.contains(directory));
        } catch (NoSuchFileException e) {
            return Optional.of(false);
        } catch (IOException | JacksonException | InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** Without its links; as it is called where it is on a disk that is mounted elsewhere. */
    private static Path real(Path directory) {
        try {
            return directory.toRealPath();
        } catch (IOException notHere) {
            return directory.normalize();
        }
    }

    private static Set<String> trusted(Path file) throws IOException {
        Set<String> trusted = new HashSet<>();
        try (JsonParser p = Json.parser(Files.readAllBytes(file))) {
            if (p.nextToken() != JsonToken.START_OBJECT) {
                return trusted;
            }
            for (String name = p.nextName(); name != null; name = p.nextName()) {
                JsonToken value = p.nextToken();
                if (name.equals("projects") && value == JsonToken.START_OBJECT) {
                    projects(p, trusted);
                } else {
                    p.skipChildren();
                }
            }
        }
        return trusted;
    }

    private static void projects(JsonParser p, Set<String> trusted) {
        for (String path = p.nextName(); path != null; path = p.nextName()) {
            if (p.nextToken() != JsonToken.START_OBJECT) {
                p.skipChildren();
                continue;
            }
            for (String name = p.nextName(); name != null; name = p.nextName()) {
                JsonToken value = p.nextToken();
                if (name.equals("hasTrustDialogAccepted") && value == JsonToken.VALUE_TRUE) {
                    trusted.add(path);
                }
                p.skipChildren();
            }
        }
    }
}
