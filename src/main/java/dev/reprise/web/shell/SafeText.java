package dev.reprise.web.shell;

import dev.reprise.agent.Clip;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Text from a log, made honest to look at: characters that reorder or hide what stands beside them become visible.
 * (Escaping for HTML is the template's work.)
 */
public final class SafeText {

    private static final Pattern ANSI =
            Pattern.compile("\u001b(?:\\[[0-?]*[ -/]*[@-~]|\\][^\u0007\u001b]*(?:\u0007|\u001b\\\\)?|[@-Z\\\\-_])");
    private static final Pattern LINE_BREAKS = Pattern.compile("[\\s\\u2028\\u2029]+");

    private SafeText() {}

    /** Many lines: keeps line breaks and tabs, drops terminal colours, shows bidi controls and other controls. */
    public static String text(@Nullable String raw) {
        if (raw == null) {
            return "";
        }
        String text = raw.indexOf('\u001b') < 0 ? raw : ANSI.matcher(raw).replaceAll("");
        return visible(text.replace("\r\n", "\n"));
    }

    /** One line: line breaks become spaces. */
    public static String line(@Nullable String raw) {
        return LINE_BREAKS.matcher(text(raw)).replaceAll(" ").strip();
    }

    /** One line, cut to so many characters. */
    public static String line(@Nullable String raw, int max) {
        String line = line(raw);
        if (line.length() <= max) {
            return line;
        }
        return Clip.to(line, max).stripTrailing() + "…";
    }

    private static String visible(String text) {
        StringBuilder shown = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!hidden(c)) {
                if (shown != null) {
                    shown.append(c);
                }
                continue;
            }
            if (shown == null) {
                shown = new StringBuilder(text.length() + 16).append(text, 0, i);
            }
            shown.append(name(c));
        }
        return shown == null ? text : shown.toString();
    }

    private static boolean hidden(char c) {
        return (c < ' ' && c != '\n' && c != '\t')
                || (c >= '\u007f' && c <= '\u009f')
                || (c >= '\u202a' && c <= '\u202e')
                || (c >= '\u2066' && c <= '\u2069');
    }

    private static String name(char c) {
        return c < ' ' ? String.valueOf((char) (0x2400 + c)) : "⟨U+%04X⟩".formatted((int) c);
    }
}
