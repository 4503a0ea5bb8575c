package dev.reprise.vault;

import dev.reprise.data.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.Arrays;

/** Proves that a source goes on where the vault ends, without reading all of it. */
final class Proof {

    /** One small block would be a weak proof for a file that begins with the same record as another. */
    private static final int ENOUGH = 64 * 1024;

    private Proof() {}

    static boolean endsLike(BlockIndex held, SeekableByteChannel source) throws IOException {
        if (source.size() < held.size()) {
            return false;
        }
        long position = source.position();
        try {
            for (int i = held.blocks().size() - 1; i >= 0; i--) {
                Block block = held.blocks().get(i);
                if (!same(block, source)) {
                    return false;
                }
                if (held.size() - block.from() >= ENOUGH) {
                    return true;
                }
            }
            return true;
        } finally {
            source.position(position);
        }
    }

    /** Whether the source has the bytes of this block at the same place. */
    static boolean has(SeekableByteChannel source, Block block) throws IOException {
        return source.size() >= block.to() && same(block, source);
    }

    private static boolean same(Block block, SeekableByteChannel source) throws IOException {
        var sum = Sha256.digest();
        var buffer = ByteBuffer.allocate(Math.min(ENOUGH, Math.max(1, block.length())));
        source.position(block.from());
        long left = block.length();
        while (left > 0) {
            buffer.clear().limit((int) Math.min(buffer.capacity(), left));
            int n = source.read(buffer);
            if (n < 0) {
                return false;
            }
            sum.update(buffer.flip());
            left -= n;
        }
        return Arrays.equals(sum.digest(), block.sha256());
    }
}
