package dev.reprise.vault;

import dev.reprise.problem.Problem;
import dev.reprise.problem.Reason;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes behind the end of one file of the vault. For one thread; only one appender per file at a time. At most one block
 * (1 MiB) is held back; everything is readable after {@link #force} or {@link #close}, and safe from a power cut after
 * {@link #force} or {@link Vault#force}. After a {@link Problem} it is of no more use; close it and begin again.
 */
public final class Appender implements AutoCloseable {

    private static final int FIRST_BUFFER = 16 * 1024;

    private final Store store;
    private final String path;
    private final Path file;
    private final boolean claims;
    private final List<Block> blocks = new ArrayList<>();
    private @Nullable FileChannel channel;
    private long end;
    private long gap = BlockIndex.NO_GAP;
    private byte[] buffer = new byte[FIRST_BUFFER];
    private int fill;
    private int room;
    private boolean broken;
    private boolean closed;

    /** Claims the path until it is closed. */
    Appender(Store store, String path) {
        this(store, path, store.places.file(path, 0), true);
    }

    /** For a path that the caller has claimed; {@code file} may be another place than the path's own. */
    Appender(Store store, String path, Path file) {
        this(store, path, file, false);
    }

    private Appender(Store store, String path, Path file, boolean claims) {
        this.store = store;
        this.path = path;
        this.file = file;
        this.claims = claims;
        if (claims) {
            store.claim(path);
        }
        try {
            store.writing(path, this::open);
        } catch (IOException e) {
            closeQuietly();
            throw Store.trouble("write", path, e);
        } catch (RuntimeException e) {
            closeQuietly();
            throw e;
        }
        room = Block.FULL - Tail.bytes(blocks, Tail.fitting(blocks));
    }

    private boolean open() throws IOException {
        var attributes = store.disk.attributes(file);
        if (attributes == null) {
            return true;
        }
        var opened = store.disk.write(file);
        channel = opened;
        BlockIndex found = BlockIndex.load(opened, attributes);
        blocks.addAll(found.blocks());
        gap = found.gap();
        dropUnreadable(opened);
        end = blocks.isEmpty() ? 0 : blocks.getLast().nextAt();
        if (end < found.stored()) {
            cutTorn(opened);
        }
        return true;
    }

    /** After a power cut the last blocks may have their length but not their bytes. */
    private void dropUnreadable(FileChannel opened) throws IOException {
        try (Packer packer = store.packer()) {
            while (!blocks.isEmpty()) {
                Block last = blocks.getLast();
                try {
                    packer.unpackChecked(opened, last, new byte[last.length()], 0);
                    return;
                } catch (Packer.DamagedException e) {
                    blocks.removeLast();
                }
            }
        }
    }

    private void cutTorn(FileChannel opened) throws IOException {
        byte[] start = new byte[(int) Math.min(Block.HEADER, opened.size())];
        SafeFiles.readFully(opened, 0, start, 0, start.length);
        if (blocks.isEmpty() && !Block.mayBeTorn(start)) {
            throw new IOException(file.getFileName() + " was not written by Reprise; move it out of the vault");
        }
        store.forget(file);
        opened.truncate(end);
    }

    /** Raw bytes in the file, those just written included. */
    public long size() {
        return held() + fill;
    }

    private long held() {
        return blocks.isEmpty() ? 0 : blocks.getLast().to();
    }

    /** Appends; on a full disk or another error of the system a {@link Problem} with {@link Reason#STORAGE}. */
    public void write(byte[] bytes, int off, int len) {
        Objects.checkFromIndexSize(off, len, bytes.length);
        usable();
        int done = 0;
        while (done < len) {
            int n = Math.min(len - done, room - fill);
            reserve(fill + n);
            System.arraycopy(bytes, off + done, buffer, fill, n);
            fill += n;
            done += n;
            if (fill == room) {
                flush(Tail.fitting(blocks));
            }
        }
    }

    private void reserve(int needed) {
        if (buffer.length < needed) {
            buffer = Arrays.copyOf(buffer, Math.max(needed, Math.min(Block.FULL, 2 * buffer.length)));
        }
    }

    /** Everything written so far is readable and survives a power cut when this returns. */
    public void force() {
        usable();
        flush(Tail.worthMerging(blocks, fill));
        try {
            if (channel != null) {
                channel.force(true);
                store.disk.forceParents(List.of(file));
            }
        } catch (IOException e) {
            broken = true;
            throw Store.trouble("write", path, e);
        }
    }

    /** Makes everything readable, forces nothing. A file to which nothing was ever written is held as an empty one. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        try {
            if (!broken) {
                boolean nothing = blocks.isEmpty() && fill == 0;
                flush(nothing ? 0 : Tail.worthMerging(blocks, fill), nothing);
            }
        } finally {
            closeQuietly();
        }
    }

    private void flush(int merged) {
        flush(merged, false);
    }

    private void flush(int merged, boolean evenEmpty) {
        if (fill == 0 && !evenEmpty) {
            return;
        }
        try {
            store.writing(path, () -> put(merged));
        } catch (IOException e) {
            broken = true;
            cutAfterFailure();
            throw Store.trouble("write", path, e);
        }
        fill = 0;
        room = Block.FULL - Tail.bytes(blocks, Tail.fitting(blocks));
    }

    private boolean put(int merged) throws IOException {
        store.forget(file);
        var out = channel;
        if (out == null) {
            out = store.disk.write(file);
            channel = out;
        }
        try (Packer packer = store.packer()) {
            if (merged == 0 || !repack(out, packer, merged)) {
                Block block = packer.pack(buffer, fill, end, held());
                SafeFiles.writeFully(out, end, packer.out, 0, Block.HEADER + block.packed());
                add(block);
            }
        }
        var attributes = store.disk.attributes(file);
        if (attributes != null) {
            store.publish(
                    file,
                    new BlockIndex(
                            List.copyOf(blocks),
                            end,
                            attributes.size(),
                            attributes.lastModifiedTime(),
                            attributes.fileKey(),
                            gap));
        }
        return true;
    }

    /** False if the old blocks are damaged: then they stay as they are, for verify to report. */
    private boolean repack(FileChannel out, Packer packer, int merged) throws IOException {
        List<Block> old = blocks.subList(blocks.size() - merged, blocks.size());
        int length = 0;
        try {
            for (Block block : old) {
                packer.unpackChecked(out, block, packer.raw, length);
                length += block.length();
            }
        } catch (Packer.DamagedException e) {
            return false;
        }
        System.arraycopy(buffer, 0, packer.raw, length, fill);
        Block first = old.getFirst();
        Block whole = packer.pack(packer.raw, length + fill, first.at(), first.from());
        store.redo(path).replaceEnd(out, first.at(), packer.out, Block.HEADER + whole.packed());
        old.clear();
        add(whole);
        return true;
    }

    private void add(Block block) {
        blocks.add(block);
        end = block.nextAt();
    }

    /** Half a block is no harm to readers, but it takes room on a full disk. A begun re-packing is finished at next use. */
    private void cutAfterFailure() {
        try {
            var out = channel;
            if (out != null && !store.disk.exists(store.places.redo(path)) && out.size() > end) {
                out.truncate(end);
            }
        } catch (IOException e) {
            // the next appender cuts it
        }
    }

    private void usable() {
        if (closed || broken) {
            throw new IllegalStateException("closed, or failed before");
        }
    }

    private void closeQuietly() {
        closed = true;
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            // all bytes were handed to the system before; force tells whether they arrived
        } finally {
            if (claims) {
                store.release(path);
            }
        }
    }
}
