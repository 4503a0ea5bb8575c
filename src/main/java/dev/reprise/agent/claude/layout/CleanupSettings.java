package dev.reprise.agent.claude.layout;

import dev.reprise.agent.Cleanup;
import dev.reprise.agent.Cleanup.Found;
import dev.reprise.agent.Cleanup.Level;
import dev.reprise.agent.Cleanup.Setting;
import dev.reprise.agent.SettingsEdit;
import dev.reprise.agent.claude.record.Json;
import dev.reprise.agent.claude.record.RecordReader;
import dev.reprise.problem.Problem;
import dev.reprise.problem.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * {@code cleanupPeriodDays} wherever the client looks for it (client/RESUME.md section 4; tried with 2.1.330 and 2.1.332): managed
 * settings, then the project's {@code settings.local.json} and {@code settings.json}, then the user's, else 30. A value that is no
 * whole number from 1 on is refused together with its whole file, and nothing is swept; nor is it while a file does not parse.
 */
final class CleanupSettings {

    static final String KEY = "cleanupPeriodDays";
    private static final String LAST = ".last-cleanup";
    private static final long DEFAULT_DAYS = 30;
    private static final long MAX_DAYS = 1_000_000;
    private static final int MAX_SIZE = 4 << 20;

    private final List<Path> managed;

    /** @param managed folders in which an administrator's settings lie */
    CleanupSettings(List<Path> managed) {
        this.managed = managed;
    }

    /** Where administrators put settings on this system. */
    static List<Path> managedHere() {
        String os = System.getProperty("os.name", "").toLowerCase(java.util.Locale.ROOT);
        if (os.startsWith("windows")) {
            return List.of(Path.of("C:\\Program Files\\ClaudeCode"), Path.of("C:\\ProgramData\\ClaudeCode"));
        }
        return List.of(Path.of(os.startsWith("mac") ? "/Library/Application Support/ClaudeCode" : "/etc/claude-code"));
    }

    /** @param project in which the client is started; null: one that has no settings */
    Cleanup of(Path home, @Nullable Path project, Instant now) {
        List<Setting> settings = new ArrayList<>(managed());
        if (project != null) {
            Path folder = project.resolve(".claude");
            settings.add(read(Level.LOCAL, folder.resolve("settings.local.json")));
            if (!folder.equals(home)) {
                settings.add(read(Level.PROJECT, folder.resolve("settings.json")));
            }
        }
        settings.add(user(home.resolve("settings.json"), now));
        settings.add(new Setting(Level.DEFAULT, null, Found.SET, DEFAULT_DAYS));
        String paused = paused(settings);
        Optional<Duration> after = paused != null
                ? Optional.empty()
                : settings.stream()
                        .filter(setting -> setting.found() == Found.SET)
                        .findFirst()
                        .map(setting -> Duration.ofDays(days(setting)));
        return new Cleanup(settings, after, paused, last(home));
    }

    private static long days(Setting setting) {
        Long days = setting.days();
        return days == null ? DEFAULT_DAYS : days;
    }

    /** One bad file stops it all, except below what an administrator set. */
    private static @Nullable String paused(List<Setting> settings) {
        for (Setting setting : settings) {
            if (setting.level() == Level.MANAGED && setting.found() == Found.SET) {
                return null;
            }
            if (setting.found() == Found.INVALID) {
                return KEY + " in " + setting.file() + " is no whole number from 1 on: Claude Code refuses that whole"
                        + " file, with every other setting in it, and deletes nothing. Write a number, or take the line out.";
            }
            if (setting.found() == Found.UNREADABLE) {
                return setting.file() + " cannot be read as settings, so Claude Code cannot know the time and deletes"
                        + " nothing. Mend the file.";
            }
        }
        return null;
    }

    private List<Setting> managed() {
        List<Setting> found = new ArrayList<>();
        for (Path folder : managed) {
            found.addAll(dropIns(folder.resolve("managed-settings.d")));
            found.add(read(Level.MANAGED, folder.resolve("managed-settings.json")));
        }
        return found;
    }

    /** Later names win over earlier ones. */
    private static List<Setting> dropIns(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted(java.util.Comparator.reverseOrder())
                    .map(file -> read(Level.MANAGED, file))
                    .toList();
        } catch (IOException e) {
            return List.of(new Setting(Level.MANAGED, folder, Found.UNREADABLE, null));
        }
    }

    private static @Nullable Instant last(Path home) {
        try {
            return Files.getLastModifiedTime(home.resolve(LAST)).toInstant();
        } catch (IOException e) {
            return null;
        }
    }

    private static Setting read(Level level, Path file) {
        try {
            if (Files.size(file) > MAX_SIZE) {
                return new Setting(level, file, Found.UNREADABLE, null);
            }
            byte[] json = Files.readAllBytes(file);
            return new String(json, java.nio.charset.StandardCharsets.UTF_8).isBlank()
                    ? new Setting(level, file, Found.NOT_SET, null)
                    : parsed(level, file, json);
        } catch (NoSuchFileException e) {
            return new Setting(level, file, Found.NO_FILE, null);
        } catch (IOException | JacksonException e) {
            return new Setting(
                    level,
                    file,
                    Files.exists(file) || file.getParent() == null ? Found.UNREADABLE : Found.NO_FILE,
                    null);
        }
    }

    /** The user's own file without a byte is taken for one that was lost, as long as it is young. */
    private static Setting user(Path file, Instant now) {
        Setting found = read(Level.USER, file);
        try {
            boolean lost = found.found() == Found.NOT_SET
                    && Files.size(file) == 0
                    && Files.getLastModifiedTime(file).toInstant().isAfter(now.minus(Duration.ofDays(DEFAULT_DAYS)));
            return lost ? new Setting(Level.USER, file, Found.UNREADABLE, null) : found;
        } catch (IOException e) {
            return found;
        }
    }

    /** The user's settings with this number of days. */
    static SettingsEdit edited(Path file, long days) {
        String before;
        try {
            before = Files.exists(file) ? Files.readString(file) : null;
        } catch (IOException e) {
            throw new Problem(Reason.CONFLICT, file + " cannot be read as text. Mend it by hand; nothing was written.");
        }
        return new SettingsEdit(file, before, SettingsText.with(before == null ? "" : before, KEY, days));
    }

    private static Setting parsed(Level level, Path file, byte[] json) {
        try (JsonParser p = Json.parser(json)) {
            if (p.nextToken() != JsonToken.START_OBJECT) {
                return new Setting(level, file, Found.UNREADABLE, null);
            }
            Setting found = new Setting(level, file, Found.NOT_SET, null);
            for (String name = p.nextName(); name != null; name = p.nextName()) {
                if (name.equals(KEY)) {
                    found = value(level, file, p);
                } else {
                    RecordReader.skip(p);
                }
            }
            return p.currentToken() == JsonToken.END_OBJECT && p.nextToken() == null
                    ? found
                    : new Setting(level, file, Found.UNREADABLE, null);
        }
    }

    private static Setting value(Level level, Path file, JsonParser p) {
        JsonToken token = p.nextToken();
        if (token != JsonToken.VALUE_NUMBER_INT && token != JsonToken.VALUE_NUMBER_FLOAT) {
            p.skipChildren();
            return new Setting(level, file, Found.INVALID, null);
        }
        double number = p.getDoubleValue();
        boolean whole = number >= 1 && number == Math.rint(number) && number <= 9_007_199_254_740_991.0;
        return whole
                ? new Setting(level, file, Found.SET, (long) Math.min(number, MAX_DAYS))
                : new Setting(level, file, Found.INVALID, null);
    }
}
