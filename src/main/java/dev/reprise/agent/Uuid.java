package dev.reprise.agent;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Texts that are UUIDs, and those that should be. */
public final class Uuid {

    /** A whole UUID in either case, as a regular expression. */
    public static final String PATTERN = "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}";

    private static final int LENGTH = 36;

    private Uuid() {}

    /** Whether this is a UUID, whole, in either case. Once for every record of every log, so by hand. */
    public static boolean is(String text) {
        if (text.length() != LENGTH) {
            return false;
        }
        for (int i = 0; i < LENGTH; i++) {
            boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
            char c = text.charAt(i);
            boolean hex = c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F';
            if (dash ? c != '-' : !hex) {
                return false;
            }
        }
        return true;
    }

    /** The UUID that this is, in lower case; else null. */
    public static @Nullable String lower(String text) {
        return is(text) ? text.toLowerCase(Locale.ROOT) : null;
    }

    /** The UUID that this is, else one made from the text, always the same. */
    public static UUID of(String text) {
        return is(text) ? UUID.fromString(text) : UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Like {@link #of}; null for null or nothing. */
    public static @Nullable UUID find(@Nullable String text) {
        return text == null || text.isEmpty() ? null : of(text);
    }
}
