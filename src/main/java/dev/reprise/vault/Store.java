package dev.reprise.vault;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.reprise.problem.Problem;
import dev.reprise.problem.Reason;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/** What the vault's parts share: places, locks, the indexes and blocks used last. */
final class Store {

    private static final int STRIPES = 64;
    /** Blocks indexed at most: about 6 MB of heap for 25 GB of full blocks. */
    private static final long INDEXED = 50_000;
    /** Raw bytes of decompressed blocks kept for the next range read beside the last. */
    private static final long KEPT_RAW = 8L << 20;

    /** Something done under a lock. */
    interface Work<T extends @Nullable Object> {
        T run() throws IOException;
    }

    private record Key(Path file, long from, int length, int crc) {}

    final SafeFiles disk;
    final Places places;
    private final ConcurrentLinkedQueue<Packer> packers = new ConcurrentLinkedQueue<>();
    private final ReentrantReadWriteLock[] locks = new ReentrantReadWriteLock[STRIPES];
    private final Cache<Path, BlockIndex> contents = Caffeine.newBuilder()
            .maximumWeight(INDEXED)
            .weigher((Path file, BlockIndex index) -> 1 + index.blocks().size())
            .executor(Runnable::run)
            .build();
    private final Cache<Key, byte[]> raw = Caffeine.newBuilder()
            .maximumWeight(KEPT_RAW)
            .weigher((Key key, byte[] bytes) -> 64 + bytes.length)
            .executor(Runnable::run)
            .build();
    private final Set<String> writing = ConcurrentHashMap.newKeySet();

    Store(Path root) throws IOException {
        disk = new SafeFiles(root);
        places = new Places(disk.root());
        for (int i = 0; i < STRIPES; i++) {
            locks[i] = new ReentrantReadWriteLock();
        }
    }

    private int stripe(String path) {
        int hash = path.hashCode();
        return Math.floorMod(hash ^ hash >>> 16, STRIPES);
    }

    Packer packer() {
        return Packer.borrow(packers);
    }

    /** Runs beside other readers of the file, after what a crash interrupted is finished. */
    <T extends @Nullable Object> T reading(String path, Work<T> work) throws IOException {
        var lock = locks[stripe(path)];
        Path file = places.file(path, 0);
        Path redo = places.redo(path);
        while (true) {
            lock.readLock().lock();
            try {
                // a kept index means that nothing is unfinished: whoever begins to write drops it first
                if (contents.getIfPresent(file) != null || !disk.exists(redo)) {
                    return work.run();
                }
            } finally {
                lock.readLock().unlock();
            }
            writing(path, () -> true);
        }
    }

    /** Runs alone on the file, after what a crash interrupted is finished. */
    <T extends @Nullable Object> T writing(String path, Work<T> work) throws IOException {
        var lock = locks[stripe(path)].writeLock();
        lock.lock();
        try {
            if (disk.exists(places.redo(path))) {
                forget(places.file(path, 0));
                redo(path).recover(places.file(path, 0));
            }
            return work.run();
        } finally {
            lock.unlock();
        }
    }

    /** Runs alone on two files. */
    <T extends @Nullable Object> T writing(String one, String two, Work<T> work) throws IOException {
        boolean ordered = stripe(one) <= stripe(two);
        return writing(ordered ? one : two, () -> writing(ordered ? two : one, work));
    }

    Redo redo(String path) {
        return new Redo(disk, places.redo(path));
    }

    /** From here to {@link #release} nobody else may write, rename or replace the file. */
    void claim(String path) {
        if (!writing.add(path)) {
            throw new Problem(
                    Reason.CONFLICT, "The vault is writing " + path + " just now. Try again when the import is done.");
        }
    }

    void release(String path) {
        writing.remove(path);
    }

    Path folder(String name) {
        return disk.root().resolve(name);
    }

    Path file(String path, int version) {
        return places.file(path, version);
    }

    /** The index of a vault file, kept or read; null if there is no such file. Call it under the file's lock. */
    @Nullable
    BlockIndex contents(String path, int version) throws IOException {
        Path file = places.file(path, version);
        BasicFileAttributes attributes = disk.attributes(file);
        if (attributes == null) {
            return null;
        }
        BlockIndex known = contents.getIfPresent(file);
        if (known != null && known.isOf(attributes)) {
            return known;
        }
        try (FileChannel channel = disk.read(file)) {
            BlockIndex loaded = BlockIndex.load(channel, attributes);
            contents.put(file, loaded);
            return loaded;
        }
    }

    /** As {@link #contents}; a missing file is an error. */
    BlockIndex existing(String path, int version) throws IOException {
        BlockIndex found = contents(path, version);
        if (found == null) {
            throw new NoSuchFileException(path);
        }
        return found;
    }

    void publish(Path file, BlockIndex now) {
        contents.put(file, now);
    }

    /** No content that was read stays in memory. */
    void forgetRaw() {
        raw.invalidateAll();
    }

    void forget(Path file) {
        contents.invalidate(file);
    }

    /** The raw bytes of a block. Call it under the file's lock; do not change the array. */
    byte[] raw(String path, int version, Block block, boolean keep) throws IOException {
        Path file = places.file(path, version);
        var key = new Key(file, block.from(), block.length(), block.crc());
        byte[] known = raw.getIfPresent(key);
        if (known != null) {
            return known;
        }
        byte[] bytes = new byte[block.length()];
        try (FileChannel channel = disk.read(file);
                Packer packer = packer()) {
            packer.unpack(channel, block, bytes, 0);
        }
        if (keep) {
            raw.put(key, bytes);
        }
        return bytes;
    }

    /** Older versions: numbers go from 1 without gaps, so that a few looks find the last, and no directory need be listed. */
    int versions(String path) throws IOException {
        int there = 0;
        int missing = 1;
        while (disk.exists(places.file(path, missing))) {
            there = missing;
            missing *= 2;
        }
        while (missing - there > 1) {
            int middle = (there + missing) >>> 1;
            if (disk.exists(places.file(path, middle))) {
                there = middle;
            } else {
                missing = middle;
            }
        }
        return there;
    }

    /** What to tell the user when the disk refuses. */
    static Problem trouble(String doing, String path, IOException e) {
        if (e instanceof NoSuchFileException) {
            return new Problem(Reason.NOT_FOUND, "The vault holds no " + path + ". Import it first.");
        }
        if (e instanceof Packer.DamagedException) {
            return new Problem(
                    Reason.STORAGE,
                    "The vault's copy of " + path + " is damaged: " + e.getMessage()
                            + ". Run a verification; if the log is still there, import it again.");
        }
        return new Problem(
                Reason.STORAGE,
                "The vault cannot " + doing + " " + path + " (" + e.getClass().getSimpleName() + ": " + e.getMessage()
                        + "). Check free space and permissions of the data directory, then try again.");
    }
}
