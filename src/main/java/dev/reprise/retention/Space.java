package dev.reprise.retention;

import dev.reprise.data.DataDirectory;
import dev.reprise.intake.ImportAdvanced;
import dev.reprise.label.Labels;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;

/** What the data directory takes on disk, looked up every ten minutes, and the ceiling that somebody set for it. */
@Service
public class Space {

    private static final Duration FRESH = Duration.ofMinutes(10);
    /** Percent of the ceiling from which on there is a warning. */
    private static final int NEAR = 90;

    private final DataDirectory data;
    private final Labels labels;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final AtomicBoolean looking = new AtomicBoolean();
    private volatile @Nullable Taken taken;

    Space(DataDirectory data, Labels labels, ApplicationEventPublisher events, Clock clock) {
        this.data = data;
        this.labels = labels;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Bytes of files by their part of the data directory.
     *
     * @param written what people wrote, with its backups; {@code rest} receipts, Reprise's own log and the like
     * @param free bytes that the disk has left
     */
    public record Taken(Instant at, long vault, long catalogue, long written, long rest, long free) {

        public long all() {
            return vault + catalogue + written + rest;
        }
    }

    /** It was looked up. */
    public record Looked() {}

    /** As last looked up; empty: not yet. */
    public Optional<Taken> taken() {
        return Optional.ofNullable(taken);
    }

    /** As last looked up, within the last ten minutes; looked up now if that is longer ago. */
    public Taken recent() {
        Taken last = taken;
        return last == null || last.at.plus(FRESH).isBefore(clock.instant()) ? look() : last;
    }

    /** Looks it up. */
    public Taken look() {
        Path root = data.path();
        long vault = sum(data.vault());
        long catalogue = sum(root.resolve("db"));
        long written = sum(root.resolve("own"));
        // the sample of --demo is there as well, and no part of what Reprise keeps
        long rest = sum(root) - vault - catalogue - written - sum(root.resolve("demo"));
        Taken now = new Taken(
                clock.instant(),
                vault,
                catalogue,
                written,
                Math.max(0, rest),
                root.toFile().getUsableSpace());
        taken = now;
        events.publishEvent(new Looked());
        return now;
    }

    private static long sum(Path folder) {
        long[] sum = new long[1];
        try {
            if (Files.isDirectory(folder)) {
                Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                        sum[0] += attributes.isRegularFile() ? attributes.size() : 0;
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException e) {
                        return FileVisitResult.CONTINUE;
                    }
                });
            }
            return sum[0];
        } catch (IOException e) {
            return sum[0];
        }
    }

    @EventListener
    void on(ImportAdvanced event) {
        Taken last = taken;
        boolean due = last == null || last.at.plus(FRESH).isBefore(clock.instant());
        if (due && !event.status().running() && looking.compareAndSet(false, true)) {
            Thread.ofVirtual().name("space").start(() -> {
                try {
                    look();
                } finally {
                    looking.set(false);
                }
            });
        }
    }

    /** What to say when the ceiling is near or passed; empty if it is neither, there is none, or it was not looked yet. */
    public Optional<Warning> warning() {
        Long ceiling = labels.arrangement().keepSettings().ceiling();
        Taken last = taken;
        if (ceiling == null || last == null) {
            return Optional.empty();
        }
        long percent = last.all() * 100 / ceiling;
        return percent < NEAR ? Optional.empty() : Optional.of(new Warning(percent, last.all(), ceiling));
    }

    /** @param percent of the ceiling that is taken: over 100 when it is passed */
    public record Warning(long percent, long taken, long ceiling) {}
}
