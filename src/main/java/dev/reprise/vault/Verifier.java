package dev.reprise.vault;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Re-reads vault files block by block, so that appending can go on meanwhile. */
final class Verifier {

    private static final String HEAL =
            " If the log is still in its home, import it again as a new version; else restore this file from a backup.";

    private final Store store;
    private final Consumer<VerifyReport.Progress> progress;
    private final List<VerifyReport.Damage> damages = new ArrayList<>();
    private final byte[] raw = new byte[Block.MAX_LENGTH];
    private long files;
    private long bytes;
    private long currentBytes;

    Verifier(Store store, Consumer<VerifyReport.Progress> progress) {
        this.store = store;
        this.progress = progress;
    }

    VerifyReport report() {
        return new VerifyReport(files, bytes, List.copyOf(damages));
    }

    /** Sound raw bytes of current versions. */
    long currentBytes() {
        return currentBytes;
    }

    void verify(String path, int version) {
        try {
            long from = 0;
            while (from >= 0) {
                long start = from;
                from = store.reading(path, () -> step(path, version, start));
            }
        } catch (IOException e) {
            damage(path, version, 0, 0, -1, "cannot be read (" + e.getMessage() + ").");
        }
        files++;
        progress.accept(new VerifyReport.Progress(path, files, bytes));
    }

    /** Checks the block at a raw offset; gives the offset of the next one, or -1 at the end. */
    private long step(String path, int version, long from) throws IOException {
        BlockIndex contents = store.contents(path, version);
        if (contents == null) {
            return -1;
        }
        Block block = contents.blockAt(from);
        if (block != null) {
            check(path, version, block);
            return block.to();
        }
        for (Block later : contents.blocks()) {
            if (later.from() > from) {
                damage(path, version, contents.gap(), from, later.from() - from, "has a damaged block header.");
                return later.from();
            }
        }
        end(path, version, contents);
        return -1;
    }

    private void check(String path, int version, Block block) throws IOException {
        try (var channel = store.disk.read(store.places.file(path, version));
                Packer packer = store.packer()) {
            packer.unpackChecked(channel, block, raw, 0);
            bytes += block.length();
            currentBytes += version == 0 ? block.length() : 0;
        } catch (Packer.DamagedException e) {
            damage(path, version, block.at(), block.from(), block.length(), e.getMessage() + ".");
        }
    }

    private void end(String path, int version, BlockIndex contents) {
        if (contents.end() < contents.stored()) {
            damage(
                    path,
                    version,
                    contents.end(),
                    contents.size(),
                    -1,
                    (contents.stored() - contents.end())
                            + " bytes at the end are no block: left by a crash, or damaged."
                            + " The next import of the file cuts them off.");
        }
    }

    private void damage(String path, int version, long at, long from, long length, String what) {
        damages.add(new VerifyReport.Damage(path, version, at, from, length, path + ": " + what + HEAL));
    }

    /** All versions of one file. */
    static Condition check(Store store, String path) throws IOException {
        List<Integer> versions = store.reading(path, () -> {
            List<Integer> there = new ArrayList<>();
            for (int version = store.versions(path); version > 0; version--) {
                there.add(version);
            }
            if (store.contents(path, 0) != null) {
                there.add(0);
            }
            return there;
        });
        var verifier = new Verifier(store, progress -> {});
        versions.forEach(version -> verifier.verify(path, version));
        VerifyReport report = verifier.report();
        long size = store.reading(path, () -> {
            BlockIndex current = store.contents(path, 0);
            return current == null ? 0 : current.size();
        });
        return new Condition(
                !versions.isEmpty(),
                report.sound(),
                size,
                verifier.currentBytes(),
                report.sound() ? "" : report.damages().getFirst().sentence());
    }
}
