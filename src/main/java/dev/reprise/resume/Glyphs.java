package dev.reprise.resume;

import java.util.Locale;

/** Which characters can be pasted and read as they are, and which must be spelled out. */
final class Glyphs {

    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;

    private Glyphs() {}

    /**
     * Whether a terminal may act on this character instead of taking it (controls), or a reader cannot see it and would
     * take the command for another one (bidi overrides, line separators). The joiners of emoji and scripts are neither.
     */
    static boolean hidden(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE ->
                true;
            case Character.FORMAT -> codePoint != ZERO_WIDTH_JOINER && codePoint != ZERO_WIDTH_NON_JOINER;
            default -> false;
        };
    }

    static boolean anyHidden(String text) {
        return text.codePoints().anyMatch(Glyphs::hidden);
    }

    /** NUL ends every path and argument; half a surrogate pair is no character in any encoding. */
    static boolean impossible(String text) {
        return text.codePoints().anyMatch(point -> point == 0 || Character.getType(point) == Character.SURROGATE);
    }

    /** For sentences: hidden characters as {@code <U+000A>}, everything else as it is. */
    static String shown(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            if (hidden(point)) {
                shown.append(String.format(Locale.ROOT, "<U+%04X>", point));
            } else {
                shown.appendCodePoint(point);
            }
        });
        return shown.toString();
    }
}
