package dev.reprise.vault;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The blocks of one vault file, found by walking its headers.
 *
 * @param blocks by raw offset, without overlap; a gap is damage
 * @param end offset in the vault file after the last whole block; what follows was torn by a crash
 * @param stored size of the vault file
 * @param modified its time, which with {@code stored} and {@code fileKey} tells whether this is still true
 * @param gap offset in the vault file of the first unreadable header between blocks, or -1
 */
record BlockIndex(
        List<Block> blocks,
        long end,
        long stored,
        FileTime modified,
        @Nullable Object fileKey,
        long gap) {

    static final long NO_GAP = -1;
    private static final int SCAN = 64 * 1024;

    /** Raw bytes held. */
    long size() {
        return blocks.isEmpty() ? 0 : blocks.getLast().to();
    }

    boolean isOf(BasicFileAttributes now) {
        return stored == now.size()
                && modified.equals(now.lastModifiedTime())
                && java.util.Objects.equals(fileKey, now.fileKey());
    }

    /** The block that holds the raw byte at {@code offset}; null in a gap or behind the end. */
    @Nullable
    Block blockAt(long offset) {
        int low = 0;
        int high = blocks.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            Block block = blocks.get(middle);
            if (offset < block.from()) {
                high = middle - 1;
            } else if (offset >= block.to()) {
                low = middle + 1;
            } else {
                return block;
            }
        }
        return null;
    }

    static BlockIndex load(FileChannel file, BasicFileAttributes attributes) throws IOException {
        var blocks = new ArrayList<Block>();
        long size = file.size();
        long at = 0;
        long from = 0;
        long gap = NO_GAP;
        while (at < size) {
            Block block = header(file, at, size);
            if (block == null || block.from() != from) {
                Block next = search(file, at, size, from);
                if (next == null) {
                    break;
                }
                gap = gap == NO_GAP ? at : gap;
                block = next;
            }
            blocks.add(block);
            at = block.nextAt();
            from = block.to();
        }
        return new BlockIndex(List.copyOf(blocks), at, size, attributes.lastModifiedTime(), attributes.fileKey(), gap);
    }

    private static @Nullable Block header(FileChannel file, long at, long size) throws IOException {
        if (at + Block.HEADER > size) {
            return null;
        }
        byte[] header = new byte[Block.HEADER];
        SafeFiles.readFully(file, at, header, 0, header.length);
        Block block = Block.parse(header, at);
        return block == null || block.nextAt() > size ? null : block;
    }

    /** The next whole block behind a damaged header, so that one bad byte does not hide the rest of a file. */
    private static @Nullable Block search(FileChannel file, long start, long size, long from) throws IOException {
        var buffer = ByteBuffer.allocate(SCAN).order(java.nio.ByteOrder.LITTLE_ENDIAN);
        for (long at = start; at + Block.HEADER <= size; at += SCAN - 3) {
            int n = (int) Math.min(SCAN, size - at);
            SafeFiles.readFully(file, at, buffer.array(), 0, n);
            for (int i = 0; i + 4 <= n; i++) {
                if (buffer.getInt(i) == Block.SKIPPABLE) {
                    Block block = header(file, at + i, size);
                    if (block != null && block.from() >= from) {
                        return block;
                    }
                }
            }
        }
        return null;
    }
}
