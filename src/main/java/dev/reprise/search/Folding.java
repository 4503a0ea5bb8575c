package dev.reprise.search;

import dev.reprise.search.Search.Folded;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.search.IndexSearcher;
import org.jspecify.annotations.Nullable;

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
        Map<Integer, Long> same = same(ordered.subList(0, Math.min(MOST, ordered.size())));
        List<Folded> folded = new ArrayList<>(ordered.size());
        Map<Long, Folded> owners = new HashMap<>();
        for (int session : ordered) {
            Folded mine = new Folded(session, new ArrayList<>());
            List<Long> records = records(session, same);
            Folded owner = owner(records, owners);
            if (owner != null && tally.counts[owner.session()] >= tally.counts[session]) {
                owner.copies().add(session);
                continue;
            }
            records.forEach(record -> owners.putIfAbsent(record, mine));
            folded.add(mine);
        }
        return folded;
    }

    /** The one before that has all of these; null if there is none. */
    private static @Nullable Folded owner(List<Long> records, Map<Long, Folded> owners) {
        Folded owner = records.isEmpty() ? null : owners.get(records.getFirst());
        for (long record : records) {
            Folded other = owners.get(record);
            if (owner == null || other == null || other.session() != owner.session()) {
                return null;
            }
        }
        return owner;
    }

    /** What its best hits are; empty if one of them is of this session alone, or was not looked at. */
    private List<Long> records(int session, Map<Integer, Long> same) {
        List<Long> records = new ArrayList<>(Tally.BEST);
        for (int doc : tally.best(session)) {
            Long record = same.get(doc);
            if (record == null) {
                return List.of();
            }
            records.add(record);
        }
        return records;
    }

    /** What the best hits of these sessions are, by document; read in the order of the index. */
    private Map<Integer, Long> same(List<Integer> sessions) throws IOException {
        int[] docs = sessions.stream()
                .flatMapToInt(session -> Arrays.stream(tally.best(session)))
                .sorted()
                .toArray();
        Map<Integer, Long> same = HashMap.newHashMap(docs.length);
        int i = 0;
        for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
            NumericDocValues values = DocValues.getNumeric(leaf.reader(), Fields.SAME);
            for (; i < docs.length && docs[i] < leaf.docBase + leaf.reader().maxDoc(); i++) {
                if (values.advanceExact(docs[i] - leaf.docBase)) {
                    same.put(docs[i], values.longValue());
                }
            }
        }
        return same;
    }
}
