package dev.reprise.search;

import java.io.IOException;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.MultiTerms;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.Terms;
import org.apache.lucene.search.FuzzyTermsEnum;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/** Finds the word that was meant. */
final class Spelling {

    private static final int SHORT = 4;
    private static final int LONG = 8;
    private static final int SAME_BEGINNING = 1;

    private Spelling() {}

    /** The word of the index that is nearest to this one, of equally near ones the most used; null if none is near. */
    static @Nullable String near(IndexReader index, String word) throws IOException {
        int length = word.codePointCount(0, word.length());
        if (length < SHORT) {
            return null;
        }
        Terms terms = MultiTerms.getTerms(index, Fields.TEXT);
        if (terms == null) {
            return null;
        }
        String best = null;
        int used = 0;
        for (int edits = 1; edits <= (length < LONG ? 1 : 2) && best == null; edits++) {
            FuzzyTermsEnum near = new FuzzyTermsEnum(terms, new Term(Fields.TEXT, word), edits, SAME_BEGINNING, true);
            for (BytesRef found = near.next(); found != null; found = near.next()) {
                if (near.docFreq() > used && !found.utf8ToString().equals(word)) {
                    used = near.docFreq();
                    best = found.utf8ToString();
                }
            }
        }
        return best;
    }
}
