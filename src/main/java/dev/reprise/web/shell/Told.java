package dev.reprise.web.shell;

import org.jspecify.annotations.Nullable;

/**
 * What was done, for the toast.
 *
 * @param activity what undoes it; 0 if it cannot be undone
 * @param key of what was made; null if nothing was
 */
public record Told(long activity, String text, @Nullable String key) {

    private static final int LONGEST = 200;

    /** @param what in words, without the full stop; said only if {@code activity} says that anything was done */
    public static Told of(long activity, String what, @Nullable String key) {
        return new Told(activity, activity == 0 ? "Nothing to change." : SafeText.line(what, LONGEST) + ".", key);
    }
}
