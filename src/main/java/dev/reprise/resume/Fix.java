package dev.reprise.resume;

import org.jspecify.annotations.Nullable;

/**
 * What to do about what a check found.
 *
 * @param words one sentence; strings from logs in it are hostile, but hold no hidden character
 * @param command what does it, to be pasted in the shell of the resume command; null where only a person can
 */
record Fix(String words, @Nullable String command) {

    static Fix words(String words) {
        return new Fix(words, null);
    }
}
