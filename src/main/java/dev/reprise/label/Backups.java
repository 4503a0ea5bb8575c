package dev.reprise.label;

import dev.reprise.data.DataDirectory;
import dev.reprise.data.WholeFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;

/**
 * Dated copies of what people wrote, as JSON: {@code own/backups/own-20261126T073100.123Z.json}. Written after a change, at most
 * once a minute, and when the application ends; the last 30 are kept.
 */
@Component
class Backups {

    private static final Logger log = LoggerFactory.getLogger(Backups.class);
    static final int FORMAT = 1;
    private static final int KEPT = 30;
    private static final long LEAST_MILLIS = 60_000;
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final Path folder;
    private final Clock clock;
    private @Nullable ScheduledThreadPoolExecutor timer;
    private @Nullable Supplier<Json.Backup> due;
    private long lastMillis;

    Backups(DataDirectory data, Clock clock) {
        this.folder = data.own().resolveSibling("backups");
        this.clock = clock;
    }

    /** One will be written: now, or a minute after the last one. */
    synchronized void soon(Supplier<Json.Backup> all) {
        boolean waits = due != null;
        due = all;
        if (waits) {
            return;
        }
        if (timer == null) {
            timer = new ScheduledThreadPoolExecutor(
                    1, Thread.ofPlatform().daemon().name("backups").factory());
            timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        }
        long wait = Math.max(0, lastMillis + LEAST_MILLIS - clock.millis());
        var ignored = timer.schedule(this::copy, wait, TimeUnit.MILLISECONDS);
    }

    private void copy() {
        Supplier<Json.Backup> all;
        synchronized (this) {
            all = due;
            due = null;
            lastMillis = clock.millis();
        }
        if (all != null) {
            try {
                write(all.get());
            } catch (RuntimeException | IOException e) {
                log.error("Names and tags could not be copied to {}; they are in the database", folder, e);
            }
        }
    }

    private void write(Json.Backup all) throws IOException {
        Files.createDirectories(folder);
        String stamp = STAMP.format(clock.instant());
        byte[] json = Json.backup(all);
        WholeFile.write(folder.resolve("own-" + stamp + ".json"), json);
        List<Path> files = all();
        for (Path old : files.subList(Math.min(KEPT, files.size()), files.size())) {
            Files.deleteIfExists(old);
        }
    }

    /** Each gets what is left of it; one that cannot be read goes. */
    synchronized void rewrite(UnaryOperator<Json.Backup> left) {
        for (Path file : all()) {
            try {
                Json.Backup before = Json.backup(Files.readAllBytes(file));
                WholeFile.write(file, Json.backup(left.apply(before)));
            } catch (JacksonException e) {
                delete(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Newest first. */
    private List<Path> all() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches("own-.*\\.json"))
                    .sorted(Comparator.reverseOrder())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The newest that can be read. */
    Optional<Json.Backup> newest() {
        for (Path file : all()) {
            try {
                return Optional.of(Json.backup(Files.readAllBytes(file)));
            } catch (IOException | JacksonException e) {
                log.warn("The backup {} cannot be read; an older one is taken", file, e);
            }
        }
        return Optional.empty();
    }

    /** Writes what is due; to be called while the database is open. */
    void close() {
        ScheduledThreadPoolExecutor running;
        synchronized (this) {
            running = timer;
            timer = null;
        }
        if (running != null) {
            running.shutdown();
            try {
                if (!running.awaitTermination(10, TimeUnit.SECONDS)) {
                    log.warn("A backup of names and tags takes long");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        copy();
    }
}
