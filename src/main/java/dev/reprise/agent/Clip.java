package dev.reprise.agent;

/** Cuts texts. */
public final class Clip {

    private Clip() {}

    /** At most so many characters from the beginning; never half of a surrogate pair. */
    public static String to(String text, int limit) {
        if (text.length() <= limit) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(limit - 1)) ? limit - 1 : limit);
    }
}
