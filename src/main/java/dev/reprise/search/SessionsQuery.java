package dev.reprise.search;

import java.util.BitSet;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.search.ConstantScoreScorer;
import org.apache.lucene.search.ConstantScoreWeight;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.ScorerSupplier;
import org.apache.lucene.search.TwoPhaseIterator;
import org.apache.lucene.search.Weight;

/** The documents of some sessions. */
final class SessionsQuery extends Query {

    private static final float CHEAP = 10;

    private final BitSet sessions;
    private final SessionTable table;

    SessionsQuery(BitSet sessions, SessionTable table) {
        this.sessions = sessions;
        this.table = table;
    }

    @Override
    public Weight createWeight(IndexSearcher searcher, ScoreMode mode, float boost) {
        return new ConstantScoreWeight(this, boost) {
            @Override
            public ScorerSupplier scorerSupplier(LeafReaderContext leaf) throws java.io.IOException {
                NumericDocValues log = DocValues.getNumeric(leaf.reader(), Fields.LOG);
                DocIdSetIterator all = DocIdSetIterator.all(leaf.reader().maxDoc());
                TwoPhaseIterator some = new TwoPhaseIterator(all) {
                    @Override
                    public boolean matches() throws java.io.IOException {
                        int doc = all.docID();
                        int of = log.advanceExact(doc) ? table.session(log.longValue()) : 0;
                        return of > 0 && sessions.get(of);
                    }

                    @Override
                    public float matchCost() {
                        return CHEAP;
                    }
                };
                return new DefaultScorerSupplier(new ConstantScoreScorer(score(), mode, some));
            }

            @Override
            public boolean isCacheable(LeafReaderContext leaf) {
                return false;
            }
        };
    }

    @Override
    public void visit(QueryVisitor visitor) {
        visitor.visitLeaf(this);
    }

    @Override
    public String toString(String field) {
        return "sessions";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SessionsQuery query && query.sessions.equals(sessions) && query.table == table;
    }

    @Override
    public int hashCode() {
        return sessions.hashCode();
    }
}
