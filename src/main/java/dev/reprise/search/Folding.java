package dev.reprise.search;

import dev.reprise.search.Search.Folded;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.search.IndexSearcher;

/** Folds copies of one conversation: a session all of whose best hits are the very records of one before it. */
final class Folding {

    /** Sessions that are looked at; nobody turns so many pages. */
    private static final int MOST = 2_000;

    private final IndexSearcher searcher;
    private final Tally tally;

    Folding(IndexSearcher searcher, Tally tally) {
        this.searcher = searcher;
        this.tally = tally;
    }

    List<Folded> of(List<Integer> ordered) throws IOException {
        List<Folded> folded = new ArrayList<>(ordered.size());
        Map<Long, Folded> owners = new HashMap<>();
        for (int i = 0; i < ordered.size(); i++) {
            int session = ordered.get(i);
            Folded mine = new Folded(session, new ArrayList<>());
            List<Long> records = i < MOST ? records(session) : List.of();
            Folded owner = records.isEmpty() ? null : owners.get(records.getFirst());
            for (long record : records) {
                owner = owner != null && owner.equals(owners.get(record)) ? owner : null;
            }
            if (owner != null && tally.counts[owner.session()] >= tally.counts[session]) {
                owner.copies().add(session);
                continue;
            }
            records.forEach(record -> owners.putIfAbsent(record, mine));
            folded.add(mine);
        }
        return folded;
    }

    /** What its best hits are; empty if one of them is of this session alone. */
    private List<Long> records(int session) throws IOException {
        List<Long> records = new ArrayList<>(Tally.BEST);
        for (int doc : tally.best(session)) {
            List<LeafReaderContext> leaves = searcher.getIndexReader().leaves();
            LeafReaderContext leaf = leaves.get(ReaderUtil.subIndex(doc, leaves));
            NumericDocValues same = DocValues.getNumeric(leaf.reader(), Fields.SAME);
            if (!same.advanceExact(doc - leaf.docBase)) {
                return List.of();
            }
            records.add(same.longValue());
        }
        return records;
    }
}
