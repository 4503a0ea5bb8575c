package dev.reprise.secondcopy;

import dev.reprise.data.OwnerOnly;
import dev.reprise.data.VerifiedCopy;
import dev.reprise.problem.Problem;
import dev.reprise.retention.Receipt;
import dev.reprise.vault.Vault;
import dev.reprise.vault.VaultFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a second copy up to date. It is laid out as a data directory: Reprise can be started on it. A file whose size and time are those of
 * the first's is taken as the same; another one is copied and read back. What the first does not have (any more) stays, unless it was purged,
 * or the first has every byte of it in another place. What would be replaced by less is set aside before.
 */
final class Pass {

    private static final Logger log = LoggerFactory.getLogger(Pass.class);
    private static final int PIECE = 1 << 16;
    /** Stored bytes that are read back at a time of what was copied earlier. */
    private static final long READ_BACK = 16L << 20;
    /** What to read a small file back is counted as. */
    private static final long LEAST_READ = 16L << 10;
    /** File systems of memory cards keep times of two seconds. */
    private static final long COARSE_MILLIS = 2_000;

    private static final List<String> KEPT = List.of("receipts", "observed");
    private static final Path BACKUPS = Path.of("own", "backups");
    /** Which folder of the vault is of which log home. */
    private static final Path HOMES = Path.of("vault", "homes.json");

    private static final Path RULES = Path.of("rules.yaml");

    private final Vault first;
    private final Path data;
    private final Path place;
    private final Vault second;
    private final BooleanSupplier stops;

    private final Map<String, List<VaultFile>> here = new LinkedHashMap<>();
    private final Map<String, List<VaultFile>> there = new LinkedHashMap<>();
    private final Map<String, List<String>> names = new HashMap<>();
    private final Set<String> deleted = new HashSet<>();
    private final Set<String> rewritten = new HashSet<>();
    private final List<VaultFile> onlyThere = new ArrayList<>();
    private final List<String> troubles = new ArrayList<>();
    private final long now;
    private long waiting;
    private long waitingBytes;

    /**
     * @param data the first's directory; {@code place} the second's, which is there and bears the mark
     * @param now epoch milliseconds
     * @param stops whether to leave off at the next file
     */
    Pass(Vault first, Path data, Path place, long now, BooleanSupplier stops) throws IOException {
        this.first = first;
        this.data = data;
        this.place = place;
        this.now = now;
        this.stops = stops;
        OwnerOnly.directories(place.resolve("vault"));
        this.second = new Vault(place.resolve("vault"));
    }

    /**
     * What was found and done.
     *
     * @param files of the vault that are there as they are here, with their stored {@code bytes}
     * @param waiting files that are not there yet, or not as they are here
     * @param onlyThere what only the second has; {@code aside} files that were set aside in it
     * @param troubles the first of what went wrong, as sentences
     */
    record Result(
            long files,
            long bytes,
            long waiting,
            List<VaultFile> onlyThere,
            long aside,
            List<String> troubles,
            Mark mark) {

        boolean isWhole() {
            return waiting == 0 && troubles.isEmpty();
        }
    }

    /** @param purges receipts since the one that the mark names, oldest first */
    Result run(Mark mark, List<Receipt> purges) throws IOException {
        OwnerOnly.directories(place.resolve("copying"));
        for (Receipt receipt : purges) {
            take(receipt);
        }
        deleted.forEach(this::erase);
        look(first, here);
        look(second, there);
        // what was taken out of it is there longest where it waits behind everything else
        rewritten.forEach(this::bringUpToDate);
        boolean purged = troubles.isEmpty() && !stops.getAsBoolean();
        for (String path : here.keySet()) {
            if (!rewritten.contains(path)) {
                bringUpToDate(path);
            }
        }
        there.keySet().stream().filter(path -> !here.containsKey(path)).toList().forEach(this::withoutFirst);
        small();
        Mark after = purged && !purges.isEmpty() ? mark.purged(purges.getLast().id()) : mark;
        if (waiting == 0 && !stops.getAsBoolean()) {
            after = readBack(after);
        }
        if (waiting == 0 && troubles.isEmpty() && !stops.getAsBoolean()) {
            after = after.complete(now);
        }
        if (!after.equals(mark)) {
            after.write(place);
        }
        List<VaultFile> all = new ArrayList<>(onlyThere);
        here.values().forEach(all::addAll);
        return new Result(
                all.size() - waiting,
                all.stream().mapToLong(VaultFile::stored).sum() - waitingBytes,
                waiting,
                List.copyOf(onlyThere),
                count(place.resolve("aside")),
                List.copyOf(troubles),
                after);
    }

    /**
     * Deletes there what was purged here.
     *
     * @return what went wrong, as sentences
     */
    List<String> purge(Collection<String> gone, Collection<String> written) throws IOException {
        OwnerOnly.directories(place.resolve("copying"));
        deleted.addAll(gone);
        rewritten.addAll(written);
        deleted.forEach(this::erase);
        for (String path : rewritten) {
            here.put(path, first.files(path));
            there.put(path, new ArrayList<>(second.files(path)));
            bringUpToDate(path);
        }
        small();
        return List.copyOf(troubles);
    }

    private static void look(Vault vault, Map<String, List<VaultFile>> all) {
        vault.files(file ->
                all.computeIfAbsent(file.path(), path -> new ArrayList<>()).add(file));
    }

    /** What a purge deleted and wrote anew in the vault, as its receipt names it. */
    private void take(Receipt receipt) {
        for (Receipt.Item item : receipt.files()) {
            if (receipt.what().equals("purge") && item.path().startsWith("vault/")) {
                String path = item.path().substring("vault/".length());
                if (item.done().equals("rewrote")) {
                    rewritten.add(path);
                } else {
                    deleted.add(path);
                }
            }
        }
    }

    /** Unless the first has it: then it was asked for again. */
    private void erase(String path) {
        try {
            if (first.find(path).isEmpty()) {
                second.erase(path);
                deleteAll(asides(path));
            }
        } catch (Problem | IOException e) {
            trouble(path + " was purged, and cannot be deleted in the second copy: " + e.getMessage());
        }
    }

    private void bringUpToDate(String path) {
        Map<Integer, VaultFile> wanted = byVersion(here.getOrDefault(path, List.of()));
        Map<Integer, VaultFile> found = byVersion(there.getOrDefault(path, List.of()));
        for (Map.Entry<Integer, VaultFile> entry : wanted.entrySet()) {
            VaultFile file = entry.getValue();
            VaultFile old = found.get(entry.getKey());
            if (old == null || !isSame(file, old)) {
                copy(file, old);
            }
        }
        for (Map.Entry<Integer, VaultFile> entry : found.entrySet()) {
            if (!wanted.containsKey(entry.getKey())) {
                withoutFirst(entry.getValue());
            }
        }
    }

    private static Map<Integer, VaultFile> byVersion(List<VaultFile> files) {
        Map<Integer, VaultFile> all = new TreeMap<>();
        files.forEach(file -> all.put(file.version(), file));
        return all;
    }

    private static boolean isSame(VaultFile one, VaultFile copy) {
        boolean coarse = copy.modified() % 1_000 == 0;
        long apart = Math.abs(one.modified() - copy.modified());
        return one.stored() == copy.stored() && (coarse ? apart < COARSE_MILLIS : apart == 0);
    }

    private void copy(VaultFile file, @Nullable VaultFile old) {
        if (stops.getAsBoolean()) {
            waits(file);
            return;
        }
        try {
            boolean purged = rewritten.contains(file.path()) || deleted.contains(file.path());
            if (old != null && !purged) {
                // read from the disk before anything is compared: what is compared may still be in memory
                if (!first.check(file.path()).sound()) {
                    trouble("The vault's own copy of " + file.path()
                            + " is damaged. The second copy keeps what it has: bring it back from there.");
                    waits(file);
                    return;
                }
                if (!covers(old)) {
                    setAside(old);
                }
            }
            first.copy(file.path(), file.version(), second.file(file.path(), file.version()), fresh());
        } catch (Problem | IOException e) {
            waits(file);
            trouble("The second copy of " + file.path() + " cannot be written: " + reason(place, e) + ".");
        }
    }

    private void waits(VaultFile file) {
        waiting++;
        waitingBytes += file.stored();
    }

    /** What to say of it, and what to do. */
    static String reason(Path place, Exception e) {
        if (place.toFile().getUsableSpace() < Long.max(PIECE, 1 << 20)) {
            return "the disk of " + place + " is full. Make room there, or choose another place";
        }
        return String.valueOf(e.getMessage());
    }

    /** Whether the first has every byte of this file of the second, at the same place of one of its versions. */
    private boolean covers(VaultFile old) {
        return here.getOrDefault(old.path(), List.of()).stream().anyMatch(one -> begins(one, old));
    }

    private boolean begins(VaultFile one, VaultFile old) {
        try (InputStream whole = first.open(one.path(), one.version(), 0, Long.MAX_VALUE);
                InputStream part = second.open(old.path(), old.version(), 0, Long.MAX_VALUE)) {
            for (byte[] piece = part.readNBytes(PIECE); piece.length > 0; piece = part.readNBytes(PIECE)) {
                if (!Arrays.equals(piece, whole.readNBytes(piece.length))) {
                    return false;
                }
            }
            return true;
        } catch (Problem | IOException e) {
            log.debug("{} cannot be compared", old, e);
            return false;
        }
    }

    private void withoutFirst(String path) {
        List.copyOf(there.getOrDefault(path, List.of())).forEach(this::withoutFirst);
    }

    /** What the first does not have (any more). */
    private void withoutFirst(VaultFile old) {
        if (stops.getAsBoolean()) {
            return;
        }
        try {
            if (rewritten.contains(old.path()) || isElsewhere(old)) {
                Files.delete(second.file(old.path(), old.version()));
                there.getOrDefault(old.path(), new ArrayList<>()).remove(old);
            } else {
                onlyThere.add(old);
            }
        } catch (Problem | IOException e) {
            trouble(old.path() + " cannot be deleted in the second copy: " + e.getMessage());
        }
    }

    /** A log that was moved, or a version that the current one covers. */
    private boolean isElsewhere(VaultFile old) {
        if (here.containsKey(old.path()) && covers(old)) {
            return true;
        }
        return old.version() == 0
                && sameName(name(old.path())).stream()
                        .flatMap(path -> here.getOrDefault(path, List.of()).stream())
                        .anyMatch(one -> begins(one, old));
    }

    private List<String> sameName(String name) {
        if (names.isEmpty()) {
            here.keySet()
                    .forEach(path -> names.computeIfAbsent(name(path), n -> new ArrayList<>())
                            .add(path));
        }
        return names.getOrDefault(name, List.of());
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private void setAside(VaultFile old) throws IOException {
        Path asides = asides(old.path());
        OwnerOnly.directories(asides);
        Path aside = asides.resolve(now + "~" + old.version() + ".zst");
        Files.move(second.file(old.path(), old.version()), aside, StandardCopyOption.ATOMIC_MOVE);
        log.warn("The second copy had more of {} than the vault has now: it is kept as {}", old.path(), aside);
    }

    /** A directory for each file, so that a purge finds all of it. */
    private Path asides(String path) {
        return place.resolve("aside").resolve(place.resolve("vault").relativize(second.file(path, 0)));
    }

    /** What people wrote, what was seen, receipts. */
    private void small() {
        try {
            same(HOMES);
            mirror(BACKUPS);
            for (String folder : KEPT) {
                for (Path file : files(data.resolve(folder))) {
                    same(Path.of(folder, String.valueOf(file.getFileName())));
                }
            }
            same(RULES);
        } catch (IOException e) {
            waiting++;
            trouble("What people wrote cannot be copied: " + reason(place, e) + ".");
        }
    }

    /** Each backup has everything: the older ones go with those of the first. */
    private void mirror(Path folder) throws IOException {
        List<Path> mine = files(data.resolve(folder));
        for (Path file : mine) {
            same(folder.resolve(String.valueOf(file.getFileName())));
        }
        for (Path file : files(place.resolve(folder))) {
            if (!mine.isEmpty() && mine.stream().noneMatch(one -> one.endsWith(file.getFileName()))) {
                Files.delete(file);
            }
        }
    }

    private void same(Path relative) throws IOException {
        Path from = data.resolve(relative);
        Path to = place.resolve(relative);
        if (!Files.isRegularFile(from, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        VaultFile mine = state(from);
        if (!Files.exists(to, LinkOption.NOFOLLOW_LINKS) || !isSame(mine, state(to))) {
            VerifiedCopy.copy(from, to, fresh());
        }
    }

    private static VaultFile state(Path file) throws IOException {
        return new VaultFile(
                file.toString(),
                0,
                Files.size(file),
                Files.getLastModifiedTime(file).toMillis());
    }

    /** A part of what was copied earlier, a part further each time. */
    private Mark readBack(Mark mark) throws IOException {
        List<String> paths = there.keySet().stream().sorted().toList();
        long left = READ_BACK;
        Mark after = mark;
        for (String path : paths) {
            if (path.compareTo(mark.checked()) > 0 && left > 0 && !stops.getAsBoolean()) {
                List<VaultFile> versions = there.getOrDefault(path, List.of());
                left -= Math.max(
                        LEAST_READ,
                        versions.stream().mapToLong(VaultFile::stored).sum());
                after = after.checked(path);
                if (!second.check(path).sound()) {
                    damaged(path, versions);
                }
            }
        }
        return left > 0 ? after.checked("") : after;
    }

    private void damaged(String path, List<VaultFile> versions) throws IOException {
        if (!here.containsKey(path) || !first.check(path).sound()) {
            trouble("The second copy of " + path + " is damaged, and the vault has no sound one.");
            return;
        }
        for (VaultFile file : byVersion(here.getOrDefault(path, versions)).values()) {
            first.copy(path, file.version(), second.file(path, file.version()), fresh());
        }
        log.warn("The second copy of {} was damaged: it was copied anew", path);
    }

    private Path fresh() {
        return place.resolve("copying").resolve("one.new");
    }

    private static List<Path> files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .filter(file -> !file.toString().endsWith(".new"))
                    .sorted()
                    .toList();
        }
    }

    private static long count(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).count();
        }
    }

    private static void deleteAll(Path folder) throws IOException {
        for (Path file : files(folder)) {
            Files.delete(file);
        }
    }

    private void trouble(String sentence) {
        if (troubles.size() < 5) {
            troubles.add(sentence);
        }
    }
}
