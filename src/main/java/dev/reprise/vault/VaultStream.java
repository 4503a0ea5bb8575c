package dev.reprise.vault;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads a range block by block; holds one block and, between reads, neither a lock nor an open file. */
final class VaultStream extends InputStream {

    private final Store store;
    private final String path;
    private final int version;
    private final @Nullable Object fileKey;
    private final long to;
    private long at;
    private byte[] block = {};
    private int next;

    VaultStream(Store store, String path, int version, BlockIndex contents, long from, long to) {
        this.store = store;
        this.path = path;
        this.version = version;
        this.fileKey = contents.fileKey();
        this.at = from;
        this.to = to;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int off, int len) throws IOException {
        Objects.checkFromIndexSize(off, len, target.length);
        if (len == 0) {
            return 0;
        }
        if (at >= to) {
            return -1;
        }
        if (next == block.length) {
            store.reading(path, this::load);
        }
        int n = (int) Math.min(Math.min(len, block.length - next), to - at);
        System.arraycopy(block, next, target, off, n);
        next += n;
        at += n;
        return n;
    }

    @Override
    public int available() {
        return (int) Math.min(block.length - next, to - at);
    }

    private boolean load() throws IOException {
        BlockIndex now = store.existing(path, version);
        if (!Objects.equals(now.fileKey(), fileKey)) {
            throw new IOException(path + " was replaced while it was read; read it again");
        }
        Block found = now.blockAt(at);
        if (found == null) {
            throw new Packer.DamagedException(null, "no readable block holds the bytes from " + at);
        }
        block = store.raw(path, version, found, false);
        next = (int) (at - found.from());
        return true;
    }
}
