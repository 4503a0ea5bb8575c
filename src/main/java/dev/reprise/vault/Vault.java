package dev.reprise.vault;

import dev.reprise.data.Sha256;
import dev.reprise.data.VerifiedCopy;
import dev.reprise.problem.Reason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The lossless copy: every byte of every source file, one plain {@code .zst} file each in the same tree, readable by hand
 * with {@code zstd -dc}. Thread-safe; different files work in parallel. One process at a time. Paths are relative,
 * {@code /}-separated, as in {@code claude/projects/<dir>/<id>.jsonl}; one that could leave the root, or that the system
 * cannot name, is refused with {@link Reason#BAD_INPUT}. Errors of the disk are {@link Reason#STORAGE}, a file or version
 * that is not there {@link Reason#NOT_FOUND}. Do not interrupt threads that use it: Java closes their files.
 */
public class Vault {

    private final Store store;
    private final FileVersions shelf;

    /** Opens or makes the directory, for its owner only. */
    public Vault(Path root) {
        try {
            store = new Store(root);
            shelf = new FileVersions(store);
        } catch (IOException e) {
            throw Store.trouble("open", root.toString(), e);
        }
    }

    /** What is held of a file; empty if neither it nor an older version is. Costs a look at each block's header, once. */
    public Optional<StoredFile> find(String path) {
        return run(
                "read",
                path,
                () -> store.reading(path, () -> {
                    BlockIndex current = store.contents(path, 0);
                    int versions = store.versions(path);
                    return current == null && versions == 0
                            ? Optional.<StoredFile>empty()
                            : Optional.of(holding(path, current, versions));
                }));
    }

    private static StoredFile holding(String path, @Nullable BlockIndex current, int versions) {
        if (current == null || current.blocks().isEmpty()) {
            byte[] ofNothing = Sha256.digest().digest();
            long stored = current == null ? 0 : current.stored();
            long modified = current == null ? 0 : current.modified().toMillis();
            return new StoredFile(path, 0, stored, modified, versions, 0, ofNothing);
        }
        Block tail = current.blocks().getLast();
        byte[] sum = tail.sha256().clone();
        long modified = current.modified().toMillis();
        return new StoredFile(path, current.size(), current.stored(), modified, versions, tail.from(), sum);
    }

    /**
     * Starts appending. What a crash left half-written is cut first, so go on from {@link Appender#size()}, not from what
     * was known before. Refused with {@link Reason#CONFLICT} while another appender of the file is open.
     */
    public Appender append(String path) {
        return new Appender(store, path);
    }

    /**
     * Whether the source still begins with what is held: it is no shorter, and its bytes before the vault's end (64 KiB
     * or more, where there are as many) have the recorded SHA-256 sums. True when nothing is held.
     */
    public boolean endsLike(String path, SeekableByteChannel source) {
        return run(
                "compare",
                path,
                () -> store.reading(path, () -> {
                    BlockIndex held = store.contents(path, 0);
                    return held == null || Proof.endsLike(held, source);
                }));
    }

    /**
     * Opens a range of a file; stops at the file's end. The stream needs no closing; its errors are {@link IOException}.
     *
     * @param version 0 for the current one
     */
    public InputStream open(String path, int version, long from, long length) {
        return run(
                "read",
                path,
                () -> store.reading(path, () -> {
                    BlockIndex contents = store.existing(path, version);
                    long start = Math.clamp(from, 0, contents.size());
                    long end = start + Math.clamp(length, 0, contents.size() - start);
                    return new VaultStream(store, path, version, contents, start, end);
                }));
    }

    /** Reads a range; shorter at the file's end. Blocks just read are kept, so ranges close together are cheap. */
    public byte[] read(String path, int version, long from, int length) {
        return run(
                "read",
                path,
                () -> store.reading(path, () -> {
                    BlockIndex contents = store.existing(path, version);
                    long start = Math.clamp(from, 0, contents.size());
                    byte[] bytes = new byte[(int) Math.clamp(length, 0, contents.size() - start)];
                    int done = 0;
                    while (done < bytes.length) {
                        Block block = contents.blockAt(start + done);
                        if (block == null) {
                            throw new Packer.DamagedException(
                                    null, "no readable block holds the bytes from " + (start + done));
                        }
                        byte[] raw = store.raw(path, version, block, true);
                        int skip = (int) (start + done - block.from());
                        int n = Math.min(raw.length - skip, bytes.length - done);
                        System.arraycopy(raw, skip, bytes, done, n);
                        done += n;
                    }
                    return bytes;
                }));
    }

    /**
     * Sets the current file aside as the next version; the next append starts empty. Done when it returns, also on disk.
     * Where nothing is held now, nothing happens.
     *
     * @return the number of the newest version, 0 if there is none
     */
    public int startVersion(String path) {
        return claimed(path, () -> store.writing(path, () -> shelf.setAside(path)));
    }

    /** The directory on disk for the files below a folder of the vault ({@code claude/}). */
    public Path folder(String name) {
        return store.folder(name);
    }

    /**
     * The file on disk that holds this one: a zstd stream of its bytes.
     *
     * @param version from {@link #versions}, 0 for the current one
     */
    public Path file(String path, int version) {
        return store.file(path, version);
    }

    /** The older versions, oldest first. */
    public List<Version> versions(String path) {
        return run(
                "read",
                path,
                () -> store.reading(path, () -> {
                    var versions = new ArrayList<Version>();
                    BlockIndex found = store.contents(path, 1);
                    for (int n = 1; found != null; found = store.contents(path, ++n)) {
                        Instant written = found.modified().toInstant();
                        versions.add(new Version(n, found.size(), found.stored(), written));
                    }
                    return List.copyOf(versions);
                }));
    }

    /**
     * Puts new content in the place of a small file that its program rewrites; readers see the old or the new. Forced. The
     * old content becomes a version, unless the new one begins with it.
     *
     * @return false if the content is what is held already
     */
    public boolean replace(String path, InputStream content) {
        return claimed(path, () -> shelf.replace(path, content));
    }

    /** As {@link #replace(String, InputStream)}. */
    public boolean replace(String path, byte[] content) {
        return replace(path, new ByteArrayInputStream(content));
    }

    /**
     * Removes the newest older versions of which the current one has every byte at the same place: compared byte for byte.
     *
     * @return how many older versions are left
     */
    public int dropCovered(String path) {
        return claimed(path, () -> store.writing(path, () -> shelf.dropCovered(path)));
    }

    /**
     * Follows a source file that was moved: all its versions go to the new path. Repeating it after a crash finishes it;
     * it does nothing when {@code from} is gone and {@code to} is there. Never overwrites: {@link Reason#CONFLICT}.
     */
    public void move(String from, String to) {
        if (!from.equals(to)) {
            claimed(from, () -> {
                claimed(to, () -> store.writing(from, to, () -> shelf.move(from, to)));
                return true;
            });
        }
    }

    /**
     * Deletes a file with all its versions, and what a crash left of it; nothing happens where it is not. Cannot be taken back.
     *
     * @return bytes that were on disk
     */
    public long erase(String path) {
        return claimed(path, () -> store.writing(path, () -> shelf.erase(path)));
    }

    /**
     * Writes every version of a file anew, without what the filter takes out of it.
     *
     * @param keeps gets the content of a version and answers what of it stays; the same array: all
     * @return whether anything was taken out
     */
    public boolean rewrite(String path, UnaryOperator<byte[]> keeps) {
        return claimed(path, () -> shelf.rewrite(path, keeps));
    }

    /** Forces many files, written without {@link Appender#force}, with the directories that name them; in parallel. */
    public void force(Collection<String> paths) {
        run("force", paths.size() + " files", () -> Forcing.force(store, paths));
    }

    /** Calls with everything held, directory by directory; for rebuilding a catalogue from the vault alone. */
    public void walk(Consumer<StoredFile> visitor) {
        each((path, versions) -> find(path).ifPresent(visitor));
    }

    /** Calls with the path of everything held, directory by directory; opens no file. */
    public void paths(Consumer<String> visitor) {
        each((path, versions) -> visitor.accept(path));
    }

    /** Calls with size and time of everything held, directory by directory; opens no file. */
    public void states(Consumer<FileState> visitor) {
        run("list", "its files", () -> {
            new Tree(store.disk.root()).states(visitor);
            return true;
        });
    }

    /** Calls with every version of everything held, directory by directory; opens no file. */
    public void files(Consumer<VaultFile> visitor) {
        run("list", "its files", () -> {
            new Tree(store.disk.root()).files(visitor);
            return true;
        });
    }

    /** The files that hold one path: the current one first, if it is there, then the older versions, oldest first. */
    public List<VaultFile> files(String path) {
        return run(
                "read",
                path,
                () -> store.reading(path, () -> {
                    var files = new ArrayList<VaultFile>();
                    int versions = store.versions(path);
                    for (int n = 0; n <= versions; n++) {
                        var found = store.disk.attributes(store.file(path, n));
                        if (found != null) {
                            files.add(new VaultFile(
                                    path,
                                    n,
                                    found.size(),
                                    found.lastModifiedTime().toMillis()));
                        }
                    }
                    return List.copyOf(files);
                }));
    }

    /**
     * Copies the file that holds a version as it is on disk, while nobody writes to it.
     *
     * @param fresh where the copy is written first, as {@link VerifiedCopy#copy} takes it
     * @return bytes
     * @throws IOException if the copy cannot be written
     */
    public long copy(String path, int version, Path to, Path fresh) throws IOException {
        return store.reading(path, () -> VerifiedCopy.copy(store.places.file(path, version), to, fresh));
    }

    /**
     * Takes a version from a copy of this vault, unless a sound one is here. Lower versions first: numbers have no gaps.
     *
     * @param from the copy's file; with another time it is seen as a changed one
     * @return whether it was taken
     */
    public boolean adopt(String path, int version, Path from) {
        return claimed(path, () -> store.writing(path, () -> shelf.adopt(path, version, from)));
    }

    /** Reads all versions of one file back against the recorded SHA-256 sums. Changes nothing. */
    public Condition check(String path) {
        return run("read", path, () -> Verifier.check(store, path));
    }

    /**
     * Makes room for a new copy of a file whose current version is damaged. If the source has every byte that can still be
     * read of it, at the same place, it goes; else it becomes a version. The next append starts empty.
     */
    public void giveUpDamaged(String path, SeekableByteChannel source) {
        claimed(path, () -> store.writing(path, () -> shelf.giveUp(path, source)));
    }

    /** Sums over everything held; reads the block headers of files that were not used lately. */
    public Totals totals() {
        long[] sums = new long[4];
        each((path, versions) -> {
            sums[0]++;
            for (int version : versions) {
                run("read", path, () -> store.reading(path, () -> add(sums, store.contents(path, version), version)));
            }
        });
        return new Totals(sums[0], sums[1], sums[2], sums[3]);
    }

    private static boolean add(long[] sums, @Nullable BlockIndex found, int version) {
        if (found != null) {
            sums[1] += version > 0 ? 1 : 0;
            sums[2] += found.size();
            sums[3] += found.stored();
        }
        return found != null;
    }

    /** Re-reads everything against the recorded SHA-256 sums; the consumer hears after each file. Changes nothing. */
    public VerifyReport verify(Consumer<VerifyReport.Progress> progress) {
        var verifier = new Verifier(store, progress);
        each((path, versions) -> versions.forEach(version -> verifier.verify(path, version)));
        return verifier.report();
    }

    private void each(java.util.function.BiConsumer<String, List<Integer>> visitor) {
        run("list", "its files", () -> {
            new Tree(store.disk.root()).each(visitor);
            return true;
        });
    }

    private <T> T claimed(String path, Store.Work<T> work) {
        store.places.file(path, 0);
        store.claim(path);
        try {
            return run("write", path, work);
        } finally {
            store.release(path);
        }
    }

    private static <T> T run(String doing, String path, Store.Work<T> work) {
        try {
            return work.run();
        } catch (IOException e) {
            throw Store.trouble(doing, path, e);
        }
    }
}
