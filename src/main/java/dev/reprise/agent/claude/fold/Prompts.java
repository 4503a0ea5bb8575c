package dev.reprise.agent.claude.fold;

import dev.reprise.agent.claude.record.Texts;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Which prompts say what a session is about. */
final class Prompts {
    static final int LENGTH = 400;

    private static final Pattern PASTE = Pattern.compile("</?pasted_content(?: [^>]{0,200})?>");
    private static final Pattern URL = Pattern.compile("https?://\\S+");
    private static final Pattern SLASH = Pattern.compile("/[a-zA-Z][\\w:-]*(\\s.*)?");
    private static final Set<String> GREETINGS = Set.of(
            "hi",
            "hello",
            "hey",
            "yo",
            "hallo",
            "hola",
            "hi there",
            "hello there",
            "hey there",
            "hi claude",
            "hello claude",
            "hey claude",
            "good morning",
            "good afternoon",
            "good evening",
            "moin",
            "test",
            "ping",
            "hello world",
            "are you there",
            "you there");

    private Prompts() {}

    /** A prompt on one line, at most {@value #LENGTH} characters. */
    static String line(String text) {
        return Texts.oneLine(withoutPasteTags(text), LENGTH);
    }

    /** Whether it says anything: no greeting, no bare address, no slash command. */
    static boolean real(String line) {
        if (line.isEmpty() || URL.matcher(line).matches() || SLASH.matcher(line).matches()) {
            return false;
        }
        if (line.length() > 30) {
            return true;
        }
        String words = line.toLowerCase(Locale.ROOT)
                .replaceAll("[\\p{Punct}\\p{So}]+", " ")
                .strip();
        return !words.isEmpty() && !GREETINGS.contains(words);
    }

    /** Without the tags that the client puts around what was pasted. */
    static String withoutPasteTags(String text) {
        return text.contains("pasted_content") ? PASTE.matcher(text).replaceAll("") : text;
    }
}
