package dev.reprise.search;

import dev.reprise.transcript.Texts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.SimpleCollector;
import org.jspecify.annotations.Nullable;

/** Reads the texts that a question finds, and keeps those that match its regular expressions: the newest, as far as there is time. */
final class Expressed {

    private static final int MOST = 20_000;
    private static final int AT_ONCE = 2_000;
    private static final long NANOS = TimeUnit.MILLISECONDS.toNanos(2_500);

    private final IndexSearcher searcher;
    private final Texts texts;
    private final Question question;
    private final Query query;

    Expressed(IndexSearcher searcher, Texts texts, Question question, Query query) {
        this.searcher = searcher;
        this.texts = texts;
        this.question = question;
        this.query = query;
    }

    private @Nullable String note;

    private record Candidate(int doc, Texts.Ref ref, long at) {}

    /** The documents whose entries match. */
    Set<Integer> found() throws IOException {
        List<Candidate> found = candidates();
        found.sort(Comparator.comparingLong(Candidate::at).reversed());
        int looked = 0;
        long until = System.nanoTime() + NANOS;
        Set<Integer> matched = new HashSet<>();
        for (int from = 0; from < Math.min(MOST, found.size()) && System.nanoTime() < until; from += AT_ONCE) {
            List<Candidate> some = found.subList(from, Math.min(from + AT_ONCE, found.size()));
            Map<Texts.Ref, Boolean> those = texts.some(
                    some.stream().map(Candidate::ref).collect(Collectors.toSet()),
                    (ref, entry) -> entry.text() != null && matches(entry.text()));
            looked += some.size();
            for (Candidate one : some) {
                if (those.getOrDefault(one.ref, false)) {
                    matched.add(one.doc);
                }
            }
        }
        if (looked < found.size()) {
            note = String.format(
                    Locale.ENGLISH,
                    "The expression was tried on the newest %,d of %,d entries; narrow the search to try it on all.",
                    looked,
                    found.size());
        }
        return matched;
    }

    /** What of the candidates was not looked at, a sentence; null if all were. */
    @Nullable
    String note() {
        return note;
    }

    private boolean matches(String text) {
        for (Pattern expression : question.expressions()) {
            if (!Patience.find(expression.matcher(Patience.with(text)))) {
                return false;
            }
        }
        return true;
    }

    private List<Candidate> candidates() throws IOException {
        List<Candidate> found = new ArrayList<>();
        searcher.search(query, new SimpleCollector() {
            private int base;
            private NumericDocValues log = DocValues.emptyNumeric();
            private NumericDocValues seq = DocValues.emptyNumeric();
            private NumericDocValues at = DocValues.emptyNumeric();

            @Override
            public ScoreMode scoreMode() {
                return ScoreMode.COMPLETE_NO_SCORES;
            }

            @Override
            protected void doSetNextReader(LeafReaderContext leaf) throws IOException {
                base = leaf.docBase;
                log = DocValues.getNumeric(leaf.reader(), Fields.LOG);
                seq = DocValues.getNumeric(leaf.reader(), Fields.SEQ);
                at = DocValues.getNumeric(leaf.reader(), Fields.AT);
            }

            @Override
            public void collect(int doc) throws IOException {
                if (log.advanceExact(doc) && log.longValue() >= 0 && seq.advanceExact(doc)) {
                    found.add(new Candidate(
                            base + doc,
                            new Texts.Ref(log.longValue(), (int) seq.longValue()),
                            at.advanceExact(doc) ? at.longValue() : 0));
                }
            }
        });
        return found;
    }
}
