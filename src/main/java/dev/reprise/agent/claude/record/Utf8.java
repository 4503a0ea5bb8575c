package dev.reprise.agent.claude.record;

/** Finds what is not UTF-8. */
final class Utf8 {
    private Utf8() {}

    /**
     * The same array if {@code bytes[0, end)} is UTF-8; else a copy of that part with every offending byte replaced by
     * NUL, so that all offsets stay. Surrogates (CESU-8) and over-long forms are none either (RFC 3629 §3, §4).
     */
    @SuppressWarnings("ReferenceEquality") // whether it was copied yet
    static byte[] repaired(byte[] bytes, int end) {
        byte[] copy = bytes;
        int i = 0;
        while (i < end) {
            int length = length(bytes[i]);
            if (length == 1) {
                i++;
            } else if (length > 1 && continues(bytes, i, length, end)) {
                i += length;
            } else {
                if (copy == bytes) {
                    copy = java.util.Arrays.copyOf(bytes, end);
                }
                copy[i++] = 0;
            }
        }
        return copy;
    }

    /** Bytes of the character that starts with this one; 0 if none does. */
    private static int length(byte lead) {
        int b = lead & 0xFF;
        if (b < 0x80) {
            return 1;
        }
        if (b < 0xC2 || b > 0xF4) {
            return 0;
        }
        return b < 0xE0 ? 2 : b < 0xF0 ? 3 : 4;
    }

    private static boolean continues(byte[] bytes, int at, int length, int end) {
        if (at + length > end) {
            return false;
        }
        for (int k = 1; k < length; k++) {
            if ((bytes[at + k] & 0xC0) != 0x80) {
                return false;
            }
        }
        int second = bytes[at + 1] & 0xFF;
        return switch (bytes[at] & 0xFF) {
            case 0xE0 -> second >= 0xA0;
            case 0xED -> second < 0xA0;
            case 0xF0 -> second >= 0x90;
            case 0xF4 -> second < 0x90;
            default -> true;
        };
    }
}
