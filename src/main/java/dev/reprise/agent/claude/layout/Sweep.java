package dev.reprise.agent.claude.layout;

import dev.reprise.agent.claude.record.Json;
import dev.reprise.agent.claude.record.RecordReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * {@code cleanupPeriodDays} of a home's {@code settings.json} (client/RESUME.md section 4): 30 if it is not set; a value
 * below 1 or a file that does not parse means that the client sweeps nothing.
 */
public final class Sweep {
    private static final long DEFAULT_DAYS = 30;
    private static final long MAX_DAYS = 1_000_000;
    private static final int MAX_SIZE = 4 << 20;

    private Sweep() {}

    static Optional<Duration> after(Path home) {
        byte[] json;
        try {
            Path settings = home.resolve("settings.json");
            if (Files.size(settings) > MAX_SIZE) {
                return Optional.empty();
            }
            json = Files.readAllBytes(settings);
        } catch (NoSuchFileException e) {
            return Optional.of(Duration.ofDays(DEFAULT_DAYS));
        } catch (IOException e) {
            return Optional.empty();
        }
        try (JsonParser p = Json.parser(json)) {
            return days(p).map(Duration::ofDays);
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private static Optional<Long> days(JsonParser p) {
        if (p.nextToken() != JsonToken.START_OBJECT) {
            return Optional.empty();
        }
        Optional<Long> days = Optional.of(DEFAULT_DAYS);
        for (String name = p.nextName(); name != null; name = p.nextName()) {
            if (name.equals("cleanupPeriodDays")) {
                long value = Json.number(p);
                days = value < 1 ? Optional.empty() : Optional.of(Math.min(value, MAX_DAYS));
            } else {
                RecordReader.skip(p);
            }
        }
        return days;
    }
}
