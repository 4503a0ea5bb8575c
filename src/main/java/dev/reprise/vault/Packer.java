package dev.reprise.vault;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import dev.reprise.data.Sha256;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Compresses and decompresses blocks with buffers of its own. Borrowed for one block and given back, so there are never
 * more than threads at work.
 */
final class Packer implements AutoCloseable {

    private static final int LEVEL = 3;
    private static final int KEPT = 16;

    private final ConcurrentLinkedQueue<Packer> pool;
    private final ZstdCompressCtx compressor =
            new ZstdCompressCtx().setLevel(LEVEL).setChecksum(true);
    private final ZstdDecompressCtx decompressor = new ZstdDecompressCtx();
    private final MessageDigest sha256 = Sha256.digest();
    /** A place for the raw bytes of a block that is put together from smaller ones. */
    final byte[] raw = new byte[Block.FULL];

    /** Header and frame after {@link #pack}. */
    byte[] out = new byte[Block.HEADER + (int) Zstd.compressBound(Block.FULL)];

    private Packer(ConcurrentLinkedQueue<Packer> pool) {
        this.pool = pool;
    }

    static Packer borrow(ConcurrentLinkedQueue<Packer> pool) {
        Packer packer = pool.poll();
        return packer == null ? new Packer(pool) : packer;
    }

    @Override
    public void close() {
        if (pool.size() < KEPT) {
            pool.add(this);
        } else {
            compressor.close();
            decompressor.close();
        }
    }

    /** Puts header and frame of at most {@link Block#FULL} raw bytes into {@link #out}. */
    Block pack(byte[] bytes, int length, long at, long from) {
        int packed = compressor.compressByteArray(out, Block.HEADER, out.length - Block.HEADER, bytes, 0, length);
        sha256.update(bytes, 0, length);
        return Block.head(out, at, from, length, packed, sha256.digest());
    }

    /** The raw bytes of a block into {@code target}; the sum kept in the frame is checked. */
    void unpack(FileChannel file, Block block, byte[] target, int off) throws IOException {
        if (out.length < block.packed()) {
            out = new byte[block.packed()];
        }
        SafeFiles.readFully(file, block.at() + Block.HEADER, out, 0, block.packed());
        try {
            int n = decompressor.decompressByteArray(target, off, block.length(), out, 0, block.packed());
            if (n != block.length()) {
                throw new DamagedException(block, "is shorter than its header says");
            }
        } catch (ZstdException e) {
            throw new DamagedException(block, "cannot be decompressed (" + e.getMessage() + ")");
        }
    }

    /** As {@link #unpack}, and the bytes are what was written. */
    void unpackChecked(FileChannel file, Block block, byte[] target, int off) throws IOException {
        unpack(file, block, target, off);
        sha256.update(target, off, block.length());
        if (!Arrays.equals(sha256.digest(), block.sha256())) {
            throw new DamagedException(block, "does not have the SHA-256 it was written with");
        }
    }

    /** A block that is not as it was written. */
    static final class DamagedException extends IOException {

        private static final long serialVersionUID = 1L;

        DamagedException(@Nullable Block block, String what) {
            super(block == null ? what : "the block at byte " + block.at() + " " + what);
        }
    }
}
