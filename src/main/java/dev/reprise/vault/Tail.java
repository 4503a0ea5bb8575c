package dev.reprise.vault;

import java.util.List;

/**
 * Which of the last blocks are packed again together with new bytes, so that blocks become full and small ones stay few:
 * at most a handful for every doubling in size.
 */
final class Tail {

    /** Fewer blocks than this are left as they are: re-packing costs three forced writes instead of one. */
    private static final int WORTH_IT = 4;

    private Tail() {}

    /** How many last blocks fit into one block together with at least one new byte. */
    static int fitting(List<Block> blocks) {
        int count = 0;
        long sum = 0;
        while (mergeable(blocks, count) && sum + last(blocks, count).length() < Block.FULL) {
            sum += last(blocks, count).length();
            count++;
        }
        return count;
    }

    /** How many last blocks to merge with {@code fresh} new bytes when they must be written now. */
    static int worthMerging(List<Block> blocks, int fresh) {
        int count = 0;
        long sum = fresh;
        while (mergeable(blocks, count)) {
            int length = last(blocks, count).length();
            if (length > 2 * sum || sum + length > Block.FULL) {
                break;
            }
            sum += length;
            count++;
        }
        return count + 1 >= WORTH_IT ? count : 0;
    }

    /** Raw bytes of the last {@code count} blocks. */
    static int bytes(List<Block> blocks, int count) {
        return count == 0
                ? 0
                : Math.toIntExact(
                        blocks.getLast().to() - last(blocks, count - 1).from());
    }

    private static Block last(List<Block> blocks, int back) {
        return blocks.get(blocks.size() - 1 - back);
    }

    private static boolean mergeable(List<Block> blocks, int back) {
        if (back >= blocks.size() || last(blocks, back).length() >= Block.FULL) {
            return false;
        }
        if (back == 0) {
            return true;
        }
        Block left = last(blocks, back);
        Block right = last(blocks, back - 1);
        return left.nextAt() == right.at() && left.to() == right.from();
    }
}
