package dev.reprise.pastfiles;

import dev.reprise.data.DataDirectory;
import dev.reprise.data.Journal;
import dev.reprise.data.Sha256;
import dev.reprise.data.VerifiedCopy;
import dev.reprise.intake.CleanupsSeen;
import dev.reprise.intake.Imports;
import dev.reprise.pastfiles.PastFile.Basis;
import dev.reprise.pastfiles.PastFile.There;
import dev.reprise.pastfiles.PastFiles.Moment;
import dev.reprise.pastfiles.WritePlan.Does;
import dev.reprise.pastfiles.WritePlan.Step;
import dev.reprise.problem.Problem;
import dev.reprise.problem.Reason;
import dev.reprise.retention.Receipt;
import dev.reprise.retention.Receipts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;

/**
 * Writes files as they were into a directory that somebody chose. What is there already is copied aside before, into
 * {@code .reprise-before-ID} of that directory; nothing goes through a link, into {@code .git}, into a home of the CLI or into the data
 * directory. What a crash cut off is taken back by the next start.
 */
@Service
public class FileWrites {

    /** As a receipt names it. */
    public static final String WHAT = "files";

    private static final Logger log = LoggerFactory.getLogger(FileWrites.class);
    private static final String ASIDE = ".reprise-before-";
    private static final String REPLACED = "replaced";
    private static final String WROTE = "wrote";
    private static final String KEPT = "kept";
    private static final String INTO = "into";
    /** A file on disk that is bigger is another one. */
    private static final long COMPARED = 64L << 20;

    private final PastFiles past;
    private final DataDirectory data;
    private final Imports imports;
    private final Receipts receipts;
    private final Journal<Run> journal;
    private final Clock clock;

    FileWrites(PastFiles past, DataDirectory data, Imports imports, Receipts receipts, Clock clock) {
        this.past = past;
        this.data = data;
        this.imports = imports;
        this.receipts = receipts;
        this.journal = new Journal<>(data, WHAT, Run.class);
        this.clock = clock;
    }

    /**
     * One that is written.
     *
     * @param aside copy of what was there; null: nothing was
     * @param sha256 of what is written
     */
    record Target(String to, @Nullable String aside, String sha256, long bytes) {}

    /** @param directory that was chosen; {@code made} whether it was made for this */
    record Run(String session, String directory, boolean made, List<Target> targets) {}

    /**
     * What is asked for.
     *
     * @param paths as {@link PastFile#path()}; null: all that were there and are known as they were
     */
    public record Wanted(
            String session,
            Moment moment,
            String directory,
            @Nullable Set<String> paths) {}

    /** What writing would do now. */
    public WritePlan plan(Wanted wanted) {
        return plan(past.at(wanted.session, wanted.moment).files(), wanted.directory, wanted.paths);
    }

    /** The same of files that were looked at; {@code into} and {@code paths} as of {@link Wanted}. */
    public WritePlan plan(List<PastFile> files, String into, @Nullable Set<String> paths) {
        List<PastFile> chosen = paths == null
                ? files
                : files.stream().filter(file -> paths.contains(file.path())).toList();
        Path directory;
        try {
            directory = directory(into);
        } catch (Problem e) {
            return new WritePlan(
                    "",
                    null,
                    e.sentence(),
                    chosen.stream().map(FileWrites::left).toList());
        }
        List<Step> steps = new ArrayList<>();
        Set<Path> taken = new HashSet<>();
        for (PastFile file : chosen) {
            Step step = step(file, directory, paths != null);
            boolean twice = step.writes() && !taken.add(step.to());
            steps.add(twice ? new Step(file, step.to(), Does.LEAVE, "another file goes there") : step);
        }
        StringBuilder all = new StringBuilder(directory.toString());
        for (Step step : steps) {
            byte[] content = step.file().content();
            all.append('\0').append(step.to()).append(step.does()).append(content == null ? "" : Sha256.hex(content));
        }
        String id = Sha256.hex(all.toString()).substring(0, 16);
        boolean none = steps.stream().noneMatch(Step::writes);
        return new WritePlan(id, directory, none ? "There is nothing to write." : null, steps);
    }

    private static Step left(PastFile file) {
        return new Step(file, null, Does.LEAVE, null);
    }

    /** @throws Problem BAD_INPUT for a directory in which nothing may be written */
    private Path directory(String text) {
        try {
            Path directory = Path.of(text.strip());
            if (!directory.isAbsolute() || directory.getParent() == null) {
                throw new Problem(Reason.BAD_INPUT, "Give the whole path of a directory, as in /home/me/files-back.");
            }
            Path parent = directory.normalize().getParent();
            boolean there = Files.isDirectory(directory);
            if (!there && (Files.exists(directory) || parent == null || !Files.isDirectory(parent))) {
                throw new Problem(
                        Reason.BAD_INPUT,
                        directory + " is no directory, and cannot be made. Make it, or choose another.");
            }
            Path real = there || parent == null
                    ? directory.toRealPath()
                    : parent.toRealPath().resolve(directory.normalize().getFileName());
            if (isTaken(real)) {
                throw new Problem(Reason.BAD_INPUT, real + " is Reprise's or the CLI's own. Choose another directory.");
            }
            return real;
        } catch (InvalidPathException e) {
            throw new Problem(Reason.BAD_INPUT, "This is no path. Give the whole path of a directory.");
        } catch (IOException e) {
            throw new Problem(Reason.BAD_INPUT, "The directory cannot be looked at: " + e.getMessage() + ".");
        }
    }

    /** Whether it lies in the data directory or a home of the CLI. */
    private boolean isTaken(Path path) {
        List<Path> own = new ArrayList<>(List.of(data.path()));
        imports.homes().forEach(home -> own.add(Path.of(home)));
        return own.stream().anyMatch(one -> path.startsWith(one) || path.startsWith(real(one)));
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            return path;
        }
    }

    private Step step(PastFile file, Path directory, boolean named) {
        byte[] content = file.content();
        if (file.there() == There.NO) {
            return new Step(file, null, Does.LEAVE, "was not there then");
        }
        if (content == null) {
            return new Step(file, null, Does.LEAVE, "not known");
        }
        if (file.basis() == Basis.BEFORE && !named) {
            return new Step(file, null, Does.LEAVE, "not sure; choose it by itself");
        }
        Path to = directory;
        for (String name : file.below()) {
            if (name.equalsIgnoreCase(".git")) {
                return new Step(file, null, Does.LEAVE, "inside .git");
            }
            to = to.resolve(name);
        }
        if (isTaken(to)) {
            return new Step(file, to, Does.LEAVE, "Reprise's or the CLI's own");
        }
        for (Path parent = to.getParent(); parent != null && !parent.equals(directory); parent = parent.getParent()) {
            if (Files.exists(parent, LinkOption.NOFOLLOW_LINKS)
                    && !Files.isDirectory(parent, LinkOption.NOFOLLOW_LINKS)) {
                return new Step(file, to, Does.LEAVE, "a link or file is in the way: " + parent);
            }
        }
        if (!Files.exists(to, LinkOption.NOFOLLOW_LINKS)) {
            return new Step(file, to, Does.WRITE, null);
        }
        if (!Files.isRegularFile(to, LinkOption.NOFOLLOW_LINKS)) {
            return new Step(file, to, Does.LEAVE, "a link or directory is in its place");
        }
        return new Step(file, to, holds(to, content) ? Does.SAME : Does.REPLACE, null);
    }

    private static boolean holds(Path file, byte[] content) {
        try {
            return Files.size(file) == content.length && Arrays.equals(Files.readAllBytes(file), content);
        } catch (IOException e) {
            return false;
        }
    }

    /** What is in the place of a file now, as text; empty if nothing is, or it is too big to be compared. */
    public String present(Step step) {
        Path to = step.to();
        try {
            return to != null && Files.isRegularFile(to, LinkOption.NOFOLLOW_LINKS) && Files.size(to) <= COMPARED
                    ? new String(Files.readAllBytes(to), StandardCharsets.UTF_8)
                    : "";
        } catch (IOException e) {
            return "";
        }
    }

    /**
     * Writes what the plan says.
     *
     * @param plan id of the plan that was seen; null: none was
     * @throws Problem CONFLICT if it is another one now; STORAGE if it could not be written: what was is taken back
     */
    public synchronized Receipt write(String who, Wanted wanted, @Nullable String plan) {
        recover();
        WritePlan now = plan(wanted);
        Path directory = now.directory();
        if (now.blocked() != null || directory == null) {
            throw new Problem(Reason.CONFLICT, String.valueOf(now.blocked()));
        }
        if (plan != null && !plan.equals(now.id())) {
            throw new Problem(Reason.CONFLICT, "What would be written is not what you saw. Look again.");
        }
        String receipt = receipts.id();
        Run run = new Run(wanted.session, directory.toString(), !Files.exists(directory), targets(now, receipt));
        journal.write(receipt, run);
        List<Receipt.Item> items = new ArrayList<>();
        items.add(new Receipt.Item(null, directory.toString(), INTO, 0, null));
        try {
            Files.createDirectories(directory);
            int n = 0;
            for (Step step : now.steps()) {
                if (step.writes()) {
                    items.addAll(write(step, run.targets.get(n++), directory.resolve(ASIDE + receipt + ".new")));
                }
            }
        } catch (IOException e) {
            takeBack(receipt, run);
            throw new Problem(
                    Reason.STORAGE,
                    "It could not be written: " + e.getMessage()
                            + ". What was written is taken back; nothing is lost.");
        }
        List<String> notes = new ArrayList<>();
        if (run.targets.stream().anyMatch(target -> target.aside != null)) {
            notes.add("What was there before is kept in " + directory.resolve(ASIDE + receipt) + ".");
        }
        notes.add("Written into " + directory + ".");
        Receipt done = new Receipt(receipt, WHAT, clock.instant(), who, items, notes, null);
        receipts.write(done);
        journal.end(receipt);
        return done;
    }

    private static List<Target> targets(WritePlan plan, String receipt) {
        List<Target> targets = new ArrayList<>();
        for (Step step : plan.steps()) {
            byte[] content = step.file().content();
            Path to = step.to();
            if (step.writes() && content != null && to != null && plan.directory() != null) {
                Path aside = plan.directory()
                        .resolve(ASIDE + receipt)
                        .resolve(plan.directory().relativize(to).toString());
                targets.add(new Target(
                        to.toString(),
                        step.does() == Does.REPLACE ? aside.toString() : null,
                        Sha256.hex(content),
                        content.length));
            }
        }
        return targets;
    }

    private static List<Receipt.Item> write(Step step, Target target, Path fresh) throws IOException {
        Path to = Path.of(target.to);
        List<Receipt.Item> items = new ArrayList<>();
        Files.createDirectories(to.getParent());
        if (target.aside != null) {
            Path aside = Path.of(target.aside);
            Files.createDirectories(aside.getParent());
            VerifiedCopy.copy(to, aside, fresh);
            items.add(new Receipt.Item(null, target.aside, KEPT, Files.size(aside), null));
        }
        Files.deleteIfExists(fresh);
        byte[] content = step.file().content();
        Files.write(
                fresh,
                content == null ? new byte[0] : content,
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.DSYNC);
        PosixFileAttributeView posix = Files.getFileAttributeView(fresh, PosixFileAttributeView.class);
        if (posix != null && target.aside != null) {
            posix.setPermissions(Files.getPosixFilePermissions(to));
        }
        if (target.aside == null && Files.exists(to, LinkOption.NOFOLLOW_LINKS)) {
            Files.delete(fresh);
            throw new IOException(to + " was made meanwhile");
        }
        Files.move(fresh, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        items.add(new Receipt.Item(
                null, target.to, target.aside == null ? WROTE : REPLACED, target.bytes, target.sha256));
        return items;
    }

    /** What was there before is there again; what somebody changed since stays. */
    private void takeBack(String receipt, Run run) {
        for (Target target : run.targets.reversed()) {
            Path to = Path.of(target.to);
            try {
                if (Files.isRegularFile(to, LinkOption.NOFOLLOW_LINKS)
                        && Sha256.hex(Files.readAllBytes(to)).equals(target.sha256)) {
                    if (target.aside == null) {
                        Files.delete(to);
                    } else if (Files.exists(Path.of(target.aside))) {
                        Files.move(
                                Path.of(target.aside),
                                to,
                                StandardCopyOption.ATOMIC_MOVE,
                                StandardCopyOption.REPLACE_EXISTING);
                    }
                } else if (target.aside != null) {
                    // it was not replaced: its copy is one too many
                    Path aside = Path.of(target.aside);
                    if (Files.exists(aside) && Files.exists(to) && Files.mismatch(aside, to) < 0) {
                        Files.delete(aside);
                    }
                }
                removeEmpty(to.getParent(), Path.of(run.directory));
                if (target.aside != null) {
                    removeEmpty(Path.of(target.aside).getParent(), Path.of(run.directory));
                }
            } catch (IOException e) {
                log.warn("{} was written and cannot be taken back: {}", to, e.toString());
            }
        }
        try {
            Files.deleteIfExists(Path.of(run.directory).resolve(ASIDE + receipt + ".new"));
            if (run.made) {
                Files.deleteIfExists(Path.of(run.directory));
            }
        } catch (IOException e) {
            log.debug("stays", e);
        }
        journal.end(receipt);
    }

    /** Directories that are empty now; those that were empty before cannot be told from them, and git keeps none. */
    private static void removeEmpty(@Nullable Path from, Path end) {
        for (Path one = from; one != null && one.startsWith(end) && !one.equals(end); one = one.getParent()) {
            try {
                Files.delete(one);
            } catch (IOException e) {
                return;
            }
        }
    }

    /** Whether this receipt is one that {@link #undo} takes back. */
    public static boolean isIts(Receipt receipt) {
        return receipt.what().equals(WHAT);
    }

    /**
     * Takes back what a receipt says.
     *
     * @throws Problem CONFLICT if it was taken back before, or one of the files was changed since
     */
    public synchronized Receipt undo(String id) {
        Receipt receipt = receipts.get(id);
        if (receipt.undoneAt() != null) {
            throw new Problem(Reason.CONFLICT, "This was taken back already.");
        }
        List<Target> targets = new ArrayList<>();
        String aside = null;
        String directory = "";
        for (Receipt.Item item : receipt.files()) {
            switch (item.done()) {
                case INTO -> directory = item.path();
                case KEPT -> aside = item.path();
                default ->
                    targets.add(new Target(
                            item.path(),
                            item.done().equals(REPLACED) ? aside : null,
                            String.valueOf(item.sha256()),
                            item.bytes()));
            }
        }
        for (Target target : targets) {
            try {
                if (!Sha256.hex(Files.readAllBytes(Path.of(target.to))).equals(target.sha256)) {
                    throw new Problem(Reason.CONFLICT, target.to + " was changed since. Nothing was taken back.");
                }
            } catch (IOException e) {
                throw new Problem(Reason.CONFLICT, target.to + " is not there any more. Nothing was taken back.");
            }
        }
        Run run = new Run("", directory, false, targets);
        journal.write(id, run);
        takeBack(id, run);
        receipts.undone(receipt, clock.instant());
        return receipts.get(id);
    }

    @EventListener
    void on(CleanupsSeen event) {
        recover();
    }

    private synchronized void recover() {
        journal.left().forEach((receipt, run) -> {
            takeBack(receipt, run);
            if (run.session.isEmpty()) {
                receipts.undone(receipts.get(receipt), clock.instant());
            }
            log.info("Files that were being written back when Reprise ended are as they were before");
        });
    }
}
