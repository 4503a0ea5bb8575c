package dev.reprise.data;

import dev.reprise.problem.Problem;
import dev.reprise.problem.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fills a new data directory from a second copy, before anything is opened: vault, backups of what people wrote, rules, receipts, what was
 * seen. Each file is read back. One that was cut off goes on when it is asked for again.
 */
final class Refill {

    private static final Logger log = LoggerFactory.getLogger(Refill.class);

    /** There while it goes on. */
    private static final String UNFINISHED = "restoring";

    private static final List<String> PARTS = List.of("vault", "own/backups", "receipts", "observed", "rules.yaml");
    private static final int STEP = 10_000;

    private final Path data;
    private final Path from;
    private long files;

    private Refill(Path data, Path from) {
        this.data = data;
        this.from = from;
    }

    /**
     * Looks whether a start may go on.
     *
     * @throws Problem CONFLICT if a fill was cut off, and this start would take half of it for all
     */
    static void refuseHalf(Path data) {
        if (Files.exists(data.resolve(UNFINISHED))) {
            throw new Problem(
                    Reason.CONFLICT,
                    "Filling " + data + " from a second copy was cut off. Start again with --restore-from to go on.");
        }
    }

    /** @throws Problem BAD_INPUT if there is no copy, CONFLICT if the data directory is in use, STORAGE if it cannot be written */
    static void fill(Path data, Path from) {
        Path copy = from.toAbsolutePath().normalize();
        if (!Files.isDirectory(copy.resolve("vault"))) {
            throw new Problem(
                    Reason.BAD_INPUT,
                    copy + " holds no copy: it has no directory vault. Name the directory of the second copy.");
        }
        if (data.startsWith(copy) || copy.startsWith(data)) {
            throw new Problem(
                    Reason.BAD_INPUT,
                    "The copy and the data directory lie in each other. Name another one with --data.");
        }
        try {
            Refill refill = new Refill(data, copy);
            if (!Files.exists(data.resolve(UNFINISHED)) && refill.isUsed()) {
                throw new Problem(
                        Reason.CONFLICT,
                        data
                                + " holds a vault already. Start without --restore-from, and bring back what is missing on the"
                                + " page Retention; or name a new directory with --data.");
            }
            refill.run();
        } catch (IOException | UncheckedIOException e) {
            throw new Problem(
                    Reason.STORAGE,
                    "The copy could not be brought back whole: " + e.getMessage()
                            + ". Make room, then start again with --restore-from: it goes on.");
        }
    }

    private boolean isUsed() throws IOException {
        for (String part : List.of("vault", "own", "db")) {
            if (Files.isDirectory(data.resolve(part))) {
                try (Stream<Path> all = Files.walk(data.resolve(part))) {
                    if (all.anyMatch(Files::isRegularFile)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private void run() throws IOException {
        WholeFile.write(data.resolve(UNFINISHED), new byte[0]);
        log.info("Filling {} from {}", data, from);
        for (String part : PARTS) {
            Path start = from.resolve(part);
            if (Files.exists(start, LinkOption.NOFOLLOW_LINKS)) {
                try (Stream<Path> all = Files.walk(start)) {
                    for (Path file : (Iterable<Path>)
                            all.filter(one -> Files.isRegularFile(one, LinkOption.NOFOLLOW_LINKS))::iterator) {
                        bring(file);
                    }
                }
            }
        }
        Files.delete(data.resolve(UNFINISHED));
        log.info("Filled it: {} files, each read back", files);
    }

    private void bring(Path file) throws IOException {
        Path to = data.resolve(from.relativize(file).toString());
        boolean there = Files.exists(to)
                && Files.size(to) == Files.size(file)
                && Files.getLastModifiedTime(to).toMillis()
                        == Files.getLastModifiedTime(file).toMillis();
        if (!there) {
            VerifiedCopy.copy(file, to, data.resolve("restoring.new"));
        }
        files++;
        if (files % STEP == 0) {
            log.info("{} files so far", files);
        }
    }
}
