package dev.reprise.demo;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A sample session as its author wrote it: {@code key: value} lines, an empty line, then beats. A line that starts with
 * {@code @} opens a beat, {@code \@} is a plain line that starts with {@code @}.
 *
 * @param name file name without its ending; other stories refer to it
 */
record Story(String name, Map<String, String> facts, List<Beat> beats) {

    static Story read(String name, String text) {
        Map<String, String> facts = new HashMap<>();
        List<Beat> beats = new ArrayList<>();
        List<String> body = new ArrayList<>();
        boolean inFacts = true;
        for (String line : text.split("\n", -1)) {
            if (inFacts && !line.isBlank()) {
                int colon = line.indexOf(':');
                facts.put(line.substring(0, colon), line.substring(colon + 1).strip());
            } else if (inFacts) {
                inFacts = false;
            } else if (line.startsWith("@")) {
                body = new ArrayList<>();
                int space = line.indexOf(' ');
                beats.add(
                        space < 0
                                ? new Beat(line.substring(1), "", body)
                                : new Beat(line.substring(1, space), line.substring(space + 1), body));
            } else {
                body.add(line.startsWith("\\@") ? line.substring(1) : line);
            }
        }
        beats.forEach(beat -> trim(beat.body()));
        return new Story(name, facts, beats);
    }

    String fact(String key, String otherwise) {
        return facts.getOrDefault(key, otherwise);
    }

    boolean is(String key, String value) {
        return value.equals(facts.get(key));
    }

    private static void trim(List<String> lines) {
        while (!lines.isEmpty() && lines.getLast().isBlank()) {
            lines.removeLast();
        }
    }
}
