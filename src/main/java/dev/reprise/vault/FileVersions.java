package dev.reprise.vault;

import dev.reprise.data.VerifiedCopy;
import dev.reprise.problem.Problem;
import dev.reprise.problem.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Renames whole files: versions, replacements, moves. Callers hold the files' locks where it says so. */
final class FileVersions {

    private static final int PIECE = 64 * 1024;
    private final Store store;

    FileVersions(Store store) {
        this.store = store;
    }

    /** Under the write lock. Gives the number of the newest version. */
    int setAside(String path) throws IOException {
        int newest = store.versions(path);
        BlockIndex current = store.contents(path, 0);
        if (current == null || current.stored() == 0) {
            return newest;
        }
        rename(store.places.file(path, 0), store.places.file(path, newest + 1));
        store.disk.forceParents(List.of(store.places.file(path, 0)));
        return newest + 1;
    }

    /** For a path that the caller has claimed. */
    boolean replace(String path, InputStream content) throws IOException {
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
            return store.writing(path, () -> swap(path, fresh));
        } finally {
            store.forget(fresh);
            Files.deleteIfExists(fresh);
        }
    }

    private boolean swap(String path, Path fresh) throws IOException {
        Path file = store.places.file(path, 0);
        BlockIndex old = store.contents(path, 0);
        if (old != null && old.end() == old.stored() && sameBlocks(old, fresh)) {
            return false;
        }
        if (old != null && old.size() > 0 && !begins(fresh, path, old)) {
            setAside(path);
        }
        store.forget(file);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        store.disk.touched(file);
        store.disk.forceParents(List.of(file));
        return true;
    }

    private boolean sameBlocks(BlockIndex old, Path fresh) throws IOException {
        var attributes = store.disk.attributes(fresh);
        if (attributes == null) {
            return false;
        }
        try (var channel = store.disk.read(fresh)) {
            BlockIndex now = BlockIndex.load(channel, attributes);
            return now.blocks().stream()
                    .map(Block::crc)
                    .toList()
                    .equals(old.blocks().stream().map(Block::crc).toList());
        }
    }

    /** Under the write lock. */
    boolean giveUp(String path, SeekableByteChannel source) throws IOException {
        Path file = store.places.file(path, 0);
        BlockIndex damaged = store.contents(path, 0);
        if (damaged == null) {
            return true;
        }
        boolean covered = true;
        try (var channel = store.disk.read(file);
                Packer packer = store.packer()) {
            for (Block block : damaged.blocks()) {
                covered &= !isSound(packer, channel, block) || Proof.has(source, block);
            }
        }
        store.forget(file);
        if (covered) {
            Files.delete(file);
            store.disk.touched(file);
            store.disk.forceParents(List.of(file));
        } else {
            setAside(path);
        }
        return true;
    }

    private static boolean isSound(Packer packer, FileChannel channel, Block block) throws IOException {
        try {
            packer.unpackChecked(channel, block, new byte[block.length()], 0);
            return true;
        } catch (Packer.DamagedException e) {
            return false;
        }
    }

    /** Whether a file begins with all that the current version holds; what is damaged there is in none. */
    private boolean begins(Path fresh, String path, BlockIndex old) throws IOException {
        var attributes = store.disk.attributes(fresh);
        if (attributes == null) {
            return false;
        }
        try (var channel = store.disk.read(fresh);
                var before = store.disk.read(store.places.file(path, 0))) {
            return begins(BlockIndex.load(channel, attributes), channel, old, before);
        }
    }

    /** Under the write lock. Gives the number of older versions that are left. */
    int dropCovered(String path) throws IOException {
        int newest = store.versions(path);
        for (; newest > 0 && isCovered(path, newest); newest--) {
            Path file = store.places.file(path, newest);
            store.forget(file);
            Files.delete(file);
            store.disk.touched(file);
        }
        store.disk.forceParents(List.of(store.places.file(path, 0)));
        return newest;
    }

    private boolean isCovered(String path, int version) throws IOException {
        BlockIndex current = store.contents(path, 0);
        BlockIndex old = store.contents(path, version);
        if (current == null || old == null) {
            return false;
        }
        try (var now = store.disk.read(store.places.file(path, 0));
                var before = store.disk.read(store.places.file(path, version))) {
            return begins(current, now, old, before);
        }
    }

    /** Under the write lock. */
    boolean adopt(String path, int version, Path from) throws IOException {
        Path file = store.places.file(path, version);
        BlockIndex here = store.contents(path, version);
        if (here != null && isSound(file, here)) {
            return false;
        }
        store.forget(file);
        store.disk.makeParents(file);
        VerifiedCopy.copy(from, file, store.places.fresh(path));
        // by its time the catalogue sees that it is another file
        Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
        store.disk.touched(file);
        store.disk.forceParents(List.of(file));
        store.forgetRaw();
        return true;
    }

    private boolean isSound(Path file, BlockIndex contents) throws IOException {
        boolean sound = contents.gap() == BlockIndex.NO_GAP && contents.end() == contents.stored();
        try (var channel = store.disk.read(file);
                Packer packer = store.packer()) {
            for (Block block : contents.blocks()) {
                sound = sound && isSound(packer, channel, block);
            }
        }
        return sound;
    }

    private boolean begins(BlockIndex whole, FileChannel of, BlockIndex part, FileChannel in) throws IOException {
        if (whole.size() < part.size() || part.gap() != BlockIndex.NO_GAP || part.end() != part.stored()) {
            return false;
        }
        long at = 0;
        Block held = null;
        byte[] raw = {};
        byte[] piece =
                new byte[part.blocks().stream().mapToInt(Block::length).max().orElse(0)];
        try (Packer packer = store.packer()) {
            for (Block block : part.blocks()) {
                packer.unpackChecked(in, block, piece, 0);
                for (int done = 0; done < block.length(); ) {
                    if (held == null || at >= held.to()) {
                        held = whole.blockAt(at);
                        if (held == null) {
                            return false;
                        }
                        raw = new byte[held.length()];
                        packer.unpackChecked(of, held, raw, 0);
                    }
                    int skip = (int) (at - held.from());
                    int n = Math.min(held.length() - skip, block.length() - done);
                    if (!Arrays.equals(raw, skip, skip + n, piece, done, done + n)) {
                        return false;
                    }
                    done += n;
                    at += n;
                }
            }
            return true;
        } catch (Packer.DamagedException e) {
            return false;
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

    /** Under the write lock. Gives the bytes that were on disk. */
    long erase(String path) throws IOException {
        long bytes = 0;
        // the newest version first: numbers stay without gaps
        for (int n = store.versions(path); n >= 0; n--) {
            bytes += delete(store.places.file(path, n));
        }
        bytes += delete(store.places.redo(path));
        bytes += delete(store.places.fresh(path));
        store.forgetRaw();
        store.disk.forceParents(List.of(store.places.file(path, 0)));
        return bytes;
    }

    private long delete(Path file) throws IOException {
        var attributes = store.disk.attributes(file);
        if (attributes == null) {
            return 0;
        }
        store.forget(file);
        Files.delete(file);
        store.disk.touched(file);
        return attributes.size();
    }

    /** For a path that the caller has claimed. Each version is the old one or the new one, whenever it is cut off. */
    boolean rewrite(String path, UnaryOperator<byte[]> keeps) throws IOException {
        boolean any = false;
        int versions = store.reading(path, () -> store.versions(path));
        for (int n = versions; n >= 0; n--) {
            any |= rewrite(path, n, keeps);
        }
        store.forgetRaw();
        return any;
    }

    private boolean rewrite(String path, int version, UnaryOperator<byte[]> keeps) throws IOException {
        Optional<byte[]> before = store.reading(path, () -> whole(path, version));
        if (before.isEmpty()) {
            return false;
        }
        byte[] after = keeps.apply(before.get());
        if (Arrays.equals(before.get(), after)) {
            return false;
        }
        Path file = store.places.file(path, version);
        Path fresh = store.places.fresh(path);
        Files.deleteIfExists(fresh);
        try {
            try (var out = new Appender(store, path, fresh)) {
                out.write(after, 0, after.length);
                out.force();
            }
            return store.writing(path, () -> {
                store.forget(file);
                if (after.length > 0) {
                    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                } else {
                    deleteVersion(path, version);
                }
                store.disk.touched(file);
                store.disk.forceParents(List.of(file));
                return true;
            });
        } finally {
            store.forget(fresh);
            Files.deleteIfExists(fresh);
        }
    }

    /** Numbers stay without gaps. */
    private void deleteVersion(String path, int version) throws IOException {
        int newest = store.versions(path);
        delete(store.places.file(path, version));
        for (int n = version + 1; version > 0 && n <= newest; n++) {
            rename(store.places.file(path, n), store.places.file(path, n - 1));
        }
    }

    private Optional<byte[]> whole(String path, int version) throws IOException {
        BlockIndex contents = store.contents(path, version);
        if (contents == null) {
            return Optional.empty();
        }
        var all = new ByteArrayOutputStream();
        for (Block block : contents.blocks()) {
            all.write(store.raw(path, version, block, false));
        }
        return Optional.of(all.toByteArray());
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
