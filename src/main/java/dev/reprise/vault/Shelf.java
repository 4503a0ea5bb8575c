package dev.reprise.vault;

import dev.reprise.problem.Problem;
import dev.reprise.problem.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** Renames whole files: versions, replacements, moves. Callers hold the files' locks where it says so. */
final class Shelf {

    private static final int PIECE = 64 * 1024;
    private final Store store;

    Shelf(Store store) {
        this.store = store;
    }

    /** Under the write lock. Gives the number of the newest version. */
    int setAside(String path) throws IOException {
        int newest = store.versions(path);
        Contents current = store.contents(path, 0);
        if (current == null || current.stored() == 0) {
            return newest;
        }
        rename(store.places.file(path, 0), store.places.file(path, newest + 1));
        store.disk.forceParents(List.of(store.places.file(path, 0)));
        return newest + 1;
    }

    /** For a path that the caller has claimed. */
    boolean replace(String path, InputStream content, boolean keepOld) throws IOException {
        Path fresh = store.places.fresh(path);
        if (store.disk.exists(fresh)) {
            Files.delete(fresh);
        }
        try {
            try (var out = new Appender(store, path, fresh)) {
                byte[] piece = new byte[PIECE];
                for (int n = content.read(piece); n >= 0; n = content.read(piece)) {
                    out.write(piece, 0, n);
                }
                out.force();
            }
            return store.writing(path, () -> swap(path, fresh, keepOld));
        } finally {
            store.forget(fresh);
            Files.deleteIfExists(fresh);
        }
    }

    private boolean swap(String path, Path fresh, boolean keepOld) throws IOException {
        Path file = store.places.file(path, 0);
        Contents old = store.contents(path, 0);
        if (old != null && old.end() == old.stored() && sameBlocks(old, fresh)) {
            return false;
        }
        if (keepOld) {
            setAside(path);
        }
        store.forget(file);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        store.disk.touched(file);
        store.disk.forceParents(List.of(file));
        return true;
    }

    private boolean sameBlocks(Contents old, Path fresh) throws IOException {
        var attributes = store.disk.attributes(fresh);
        if (attributes == null) {
            return false;
        }
        try (var channel = store.disk.read(fresh)) {
            Contents now = Contents.load(channel, attributes);
            return now.blocks().stream()
                    .map(Block::crc)
                    .toList()
                    .equals(old.blocks().stream().map(Block::crc).toList());
        }
    }

    /** Under both write locks. The oldest version goes last but for the current file: so numbers stay without gaps. */
    boolean move(String from, String to) throws IOException {
        int versions = store.versions(from);
        boolean there = store.disk.exists(store.places.file(from, 0));
        if (versions == 0 && !there) {
            if (store.versions(to) == 0 && !store.disk.exists(store.places.file(to, 0))) {
                throw new java.nio.file.NoSuchFileException(from);
            }
            return true;
        }
        for (int n = versions; n >= 0; n--) {
            refuseOther(from, to, n);
        }
        store.disk.makeParents(store.places.file(to, 0));
        for (int n = versions; n >= 0; n--) {
            moveOne(store.places.file(from, n), store.places.file(to, n));
        }
        store.disk.forceParents(List.of(store.places.file(to, 0), store.places.file(from, 0)));
        return true;
    }

    private void refuseOther(String from, String to, int version) throws IOException {
        Path source = store.places.file(from, version);
        Path target = store.places.file(to, version);
        if (store.disk.exists(source) && store.disk.exists(target) && Files.mismatch(source, target) >= 0) {
            throw new Problem(
                    Reason.CONFLICT,
                    "The vault already holds another file as " + to + ", so " + from
                            + " was not moved there. Import both as files of their own.");
        }
    }

    private void moveOne(Path source, Path target) throws IOException {
        if (!store.disk.exists(source)) {
            return;
        }
        if (store.disk.exists(target)) {
            Files.delete(source);
            store.forget(source);
            store.disk.touched(source);
        } else {
            rename(source, target);
        }
    }

    private void rename(Path source, Path target) throws IOException {
        store.forget(source);
        store.forget(target);
        // the caller has looked that the target is not there, and holds its lock
        Files.move(source, target, StandardCopyOption.ATOMIC_MOVE);
        store.disk.touched(source);
        store.disk.touched(target);
    }
}
