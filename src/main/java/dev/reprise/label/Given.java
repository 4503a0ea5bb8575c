package dev.reprise.label;

import dev.reprise.problem.Problem;
import dev.reprise.problem.Reason;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What may be a name, a tag, a note. What is taken is kept as it was typed, composed (NFC) and without space around it. */
final class Given {

    static final int LONGEST_NAME = 100;
    static final int LONGEST_TAG = 50;
    static final int LONGEST_NOTE = 20_000;
    private static final int LONGEST_START = 1000;

    /** Characters that nobody sees, or that turn what stands beside them around. */
    private static final Pattern HIDDEN =
            Pattern.compile("[\\p{Cntrl}\\p{Cf}\\p{Co}\\p{Cn}\\u2028\\u2029\\ufffc\\ufffd]");

    /** Emoji are joined by it. */
    private static final String JOINER = "\u200d";

    private static final Pattern LONE =
            Pattern.compile("[\\ud800-\\udbff](?![\\udc00-\\udfff])|(?<![\\ud800-\\udbff])[\\udc00-\\udfff]");
    private static final Pattern UUID = Pattern.compile("(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Pattern OF_AGENT = Pattern.compile("(?i)[a-z0-9]+:.*");
    private static final Set<String> RESERVED = Set.of("latest", "last", "verdicts", "script", ".", "..");

    private Given() {}

    static @Nullable String name(@Nullable String given) {
        String name = text("name", given, LONGEST_NAME);
        if (name == null) {
            return null;
        }
        if (RESERVED.contains(name.toLowerCase(Locale.ROOT))) {
            throw refused("“" + name + "” means something else here. Take another name.");
        }
        if (UUID.matcher(name).matches() || OF_AGENT.matcher(name).matches()) {
            throw refused("A name must not look like the id of a session. Take another one.");
        }
        if (name.startsWith("-")) {
            throw refused("A name must not begin with “-”: a command would take it for an option.");
        }
        for (char bad : new char[] {'/', '\\', ';', '%'}) {
            if (name.indexOf(bad) >= 0) {
                throw refused("A name must not hold “" + bad + "”: it is part of an address.");
            }
        }
        return name;
    }

    static String tag(String given) {
        String tag = text("tag", given, LONGEST_TAG);
        if (tag == null) {
            throw refused("A tag needs a word.");
        }
        for (char bad : new char[] {'/', '\\', ';', '%', ',', '"'}) {
            if (tag.indexOf(bad) >= 0) {
                throw refused("A tag must not hold “" + bad + "”.");
            }
        }
        return tag;
    }

    /** The name itself, or the first with a number that is not taken: {@code name-2}. */
    static String free(String name, Predicate<String> taken) {
        String free = name;
        for (int number = 2; taken.test(free); number++) {
            free = name + "-" + number;
        }
        return free;
    }

    /** The name of something that is arranged: a view, a stream, a group. */
    static String title(String what, @Nullable String given) {
        String title = text("name of a " + what, given, LONGEST_TAG);
        if (title == null) {
            throw refused("A " + what + " needs a name.");
        }
        return title;
    }

    /** What directories or branches begin with. */
    static String start(String what, String given) {
        return Objects.requireNonNull(text(what, given, LONGEST_START));
    }

    static @Nullable String note(@Nullable String given) {
        if (given == null || given.isBlank()) {
            return null;
        }
        String note = Normalizer.normalize(given, Normalizer.Form.NFC).replace("\r\n", "\n");
        if (LONE.matcher(note).find() || note.indexOf('\0') >= 0) {
            throw refused("The note holds characters that are none.");
        }
        if (note.length() > LONGEST_NOTE) {
            throw refused("A note has at most 20,000 characters; this one has " + note.length() + ".");
        }
        return note;
    }

    private static @Nullable String text(String what, @Nullable String given, int longest) {
        if (given == null || given.isBlank()) {
            return null;
        }
        String text = Normalizer.normalize(given, Normalizer.Form.NFC).strip();
        if (HIDDEN.matcher(text.replace(JOINER, "")).find()
                || LONE.matcher(text).find()) {
            throw refused(
                    "A " + what + " must not hold hidden characters, line breaks or marks that turn the text around.");
        }
        int length = text.codePointCount(0, text.length());
        if (length > longest) {
            throw refused("A " + what + " has at most " + longest + " characters; this one has " + length + ".");
        }
        return text;
    }

    private static Problem refused(String sentence) {
        return new Problem(Reason.BAD_INPUT, sentence);
    }
}
