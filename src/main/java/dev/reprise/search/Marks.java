package dev.reprise.search;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What of a text is marked, because it was looked for. Places are pairs of beginning and end in the text. */
final class Marks {

    private static final int MOST = 400;

    private final Set<String> words = new HashSet<>();
    private final List<String> beginnings = new ArrayList<>();
    private final List<List<String>> phrases = new ArrayList<>();
    private final List<Pattern> expressions = new ArrayList<>();

    void word(String word) {
        words.add(word);
    }

    void beginning(String word) {
        beginnings.add(word);
    }

    void phrase(List<String> phrase) {
        phrases.add(phrase);
    }

    void expression(Pattern expression) {
        expressions.add(expression);
    }

    boolean isEmpty() {
        return words.isEmpty() && beginnings.isEmpty() && phrases.isEmpty() && expressions.isEmpty();
    }

    /** A marked place. */
    record Mark(int start, int end) {}

    /** The places in a text, in order and apart. */
    List<Mark> in(String text) {
        List<Mark> found = new ArrayList<>();
        List<Word> said = said(text);
        for (Word word : said) {
            if (found.size() < MOST && isWanted(word.text)) {
                found.add(new Mark(word.start, word.end));
            }
        }
        for (List<String> phrase : phrases) {
            phrase(phrase, said, found);
        }
        for (Pattern expression : expressions) {
            Matcher matcher = expression.matcher(Patience.with(text));
            while (found.size() < MOST && Patience.find(matcher)) {
                if (matcher.end() > matcher.start()) {
                    found.add(new Mark(matcher.start(), matcher.end()));
                }
            }
        }
        return apart(found);
    }

    private boolean isWanted(String word) {
        if (words.contains(word)) {
            return true;
        }
        for (String beginning : beginnings) {
            if (word.startsWith(beginning)) {
                return true;
            }
        }
        return false;
    }

    private record Word(String text, int position, int start, int end) {}

    private List<Word> said(String text) {
        List<Word> said = new ArrayList<>();
        if (words.isEmpty() && beginnings.isEmpty() && phrases.isEmpty()) {
            return said;
        }
        WordScanner scanner = new WordScanner().of(text, text.length());
        while (scanner.next()) {
            said.add(new Word(
                    new String(scanner.word, 0, scanner.length), scanner.position, scanner.start, scanner.end));
        }
        return said;
    }

    private static void phrase(List<String> phrase, List<Word> said, List<Mark> found) {
        for (int i = 0; i < said.size() && found.size() < MOST; i++) {
            Word first = said.get(i);
            if (!first.text.equals(phrase.getFirst())) {
                continue;
            }
            int end = goesOn(phrase, said, i);
            if (end > 0) {
                found.add(new Mark(first.start, end));
            }
        }
    }

    /** Where the phrase ends that begins with this word; 0 if it does not. */
    private static int goesOn(List<String> phrase, List<Word> said, int at) {
        int position = said.get(at).position;
        int end = said.get(at).end;
        int i = at + 1;
        for (int n = 1; n < phrase.size(); n++) {
            boolean there = false;
            for (; i < said.size() && said.get(i).position <= position + n; i++) {
                if (said.get(i).position == position + n && said.get(i).text.equals(phrase.get(n))) {
                    there = true;
                    end = said.get(i).end;
                }
            }
            if (!there) {
                return 0;
            }
        }
        return end;
    }

    private static List<Mark> apart(List<Mark> found) {
        found.sort(java.util.Comparator.comparingInt(Mark::start).thenComparingInt(m -> -m.end));
        List<Mark> apart = new ArrayList<>();
        for (Mark mark : found) {
            if (apart.isEmpty() || mark.start >= apart.getLast().end) {
                apart.add(mark);
            } else if (mark.end > apart.getLast().end) {
                apart.set(apart.size() - 1, new Mark(apart.getLast().start, mark.end));
            }
        }
        return apart;
    }
}
