package dev.reprise.agent;

/** A 64-bit hash of ids found in logs, to join on: collisions among millions of ids are not to be expected. */
public final class Hash {

    private Hash() {}

    /** FNV-1a over UTF-16 code units, finished by a mixer. Stored in the catalogue: never change it without a rebuild. */
    public static long of(String text) {
        long h = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            h = (h ^ text.charAt(i)) * 0x100000001b3L;
        }
        h ^= h >>> 32;
        h *= 0xd6e8feb86659fd93L;
        return h ^ (h >>> 32);
    }
}
