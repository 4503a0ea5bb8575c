package dev.reprise.search;

import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.search.CollectorManager;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Scorable;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.SimpleCollector;
import org.jspecify.annotations.Nullable;

/** Counts what a question finds, by session and by what it can be narrowed to, and keeps the best of each session. */
final class Tally extends SimpleCollector {

    /** Hits of a session that are kept. */
    static final int BEST = 3;

    private static final int PROJECT = 1;
    private static final int SECTION = 2;
    private static final int TOOL = 4;

    /** How much it tells that a session is called so, that a person said it, that it was answered. */
    private static final float[] WEIGHTS = {1.6f, 1.15f, 0.8f, 1f, 0.95f, 0.7f, 0.5f, 2.4f};

    private static final int WITH_TOOLS =
            1 << Section.COMMAND.code() | 1 << Section.EDIT.code() | 1 << Section.OUTPUT.code();

    private final Filter filter;

    final int[] counts;
    private final int[] docs;
    private final float[] scores;
    final BitSet sessions = new BitSet();
    final BitSet outside = new BitSet();
    long entries;
    long outsideEntries;
    boolean stale;
    final long[] bySection = new long[WEIGHTS.length];
    final long[] byProject;
    final Map<Integer, Long> byMonth = new HashMap<>();
    final Map<String, Long> byTool = new HashMap<>();

    private int base;
    private Scorable scorer = NO_SCORE;
    private NumericDocValues log = DocValues.emptyNumeric();
    private NumericDocValues meta = DocValues.emptyNumeric();
    private SortedDocValues tool = DocValues.emptySorted();
    private long[] toolCounts = new long[0];
    private boolean[] toolFits = new boolean[0];
    private long lastLog = Long.MIN_VALUE;
    private int lastSession;
    private int lastFlags;

    private static final Scorable NO_SCORE = new Scorable() {
        @Override
        public float score() {
            return 1;
        }
    };

    /**
     * What counts.
     *
     * @param flags of each session, by its id: {@link #FITS}, {@link #IN_SCOPE}, {@link #OTHER_PROJECT}
     * @param sections bits of the codes that are asked for; all if none is
     * @param tools in lower case; empty: all
     */
    record Filter(SessionTable table, byte[] flags, int sections, Set<String> tools) {

        static final int FITS = 1;
        static final int IN_SCOPE = 2;
        static final int OTHER_PROJECT = 4;

        /**
         * @param fits sessions that count, whatever their project; {@code scope} those that are in the list
         * @param projects sessions of the project that is asked for; null: of all
         */
        static Filter of(SessionTable table, BitSet fits, BitSet scope, @Nullable BitSet projects, Question question) {
            byte[] flags = new byte[Math.max(table.most(), fits.length()) + 1];
            for (int of = fits.nextSetBit(0); of >= 0; of = fits.nextSetBit(of + 1)) {
                flags[of] = (byte) (FITS
                        | (scope.get(of) ? IN_SCOPE : 0)
                        | (projects != null && !projects.get(of) ? OTHER_PROJECT : 0));
            }
            int mask = 0;
            for (Section one : question.sections()) {
                mask |= 1 << one.code();
            }
            return new Filter(table, flags, mask == 0 ? -1 : mask, question.tools());
        }

        /** Counts with several threads, put together. */
        CollectorManager<Tally, Tally> counting() {
            return new CollectorManager<>() {
                @Override
                public Tally newCollector() {
                    return new Tally(Filter.this);
                }

                @Override
                public Tally reduce(Collection<Tally> parts) {
                    Tally all = null;
                    for (Tally part : parts) {
                        if (all == null) {
                            all = part;
                        } else {
                            all.add(part);
                        }
                    }
                    return (all == null ? new Tally(Filter.this) : all).done();
                }
            };
        }
    }

    Tally(Filter filter) {
        this.filter = filter;
        int size = filter.flags.length;
        counts = new int[size];
        docs = new int[BEST * size];
        scores = new float[BEST * size];
        byProject = new long[filter.table.projects()];
    }

    private void add(Tally other) {
        entries += other.entries;
        outsideEntries += other.outsideEntries;
        stale |= other.stale;
        outside.or(other.outside);
        for (int i = 0; i < bySection.length; i++) {
            bySection[i] += other.bySection[i];
        }
        for (int i = 0; i < byProject.length; i++) {
            byProject[i] += other.byProject[i];
        }
        other.byTool.forEach((name, count) -> byTool.merge(name, count, Long::sum));
        for (int of = 0; of < counts.length; of++) {
            int kept = Math.min(BEST, other.counts[of]);
            counts[of] += other.counts[of];
            for (int i = of * BEST; i < of * BEST + kept; i++) {
                keep(of, other.docs[i], other.scores[i]);
            }
        }
    }

    @Override
    public ScoreMode scoreMode() {
        return ScoreMode.COMPLETE;
    }

    @Override
    public void setScorer(Scorable scorer) {
        this.scorer = scorer;
    }

    @Override
    protected void doSetNextReader(LeafReaderContext leaf) throws IOException {
        finishLeaf();
        base = leaf.docBase;
        log = DocValues.getNumeric(leaf.reader(), Fields.LOG);
        meta = DocValues.getNumeric(leaf.reader(), Fields.META);
        tool = DocValues.getSorted(leaf.reader(), Fields.TOOL);
        toolCounts = new long[tool.getValueCount()];
        toolFits = new boolean[tool.getValueCount()];
        for (int i = 0; i < toolFits.length; i++) {
            toolFits[i] = filter.tools.isEmpty()
                    || filter.tools.contains(tool.lookupOrd(i).utf8ToString().toLowerCase(Locale.ROOT));
        }
    }

    private void finishLeaf() throws IOException {
        for (int i = 0; i < toolCounts.length; i++) {
            String name = toolCounts[i] > 0 ? tool.lookupOrd(i).utf8ToString() : "";
            if (!name.isEmpty()) {
                byTool.merge(name, toolCounts[i], Long::sum);
            }
        }
        toolCounts = new long[0];
    }

    @Override
    public void finish() throws IOException {
        finishLeaf();
    }

    @Override
    public void collect(int doc) throws IOException {
        long from = log.advanceExact(doc) ? log.longValue() : 0;
        // the entries of a log mostly stand side by side
        if (from != lastLog) {
            lastLog = from;
            lastSession = filter.table.session(from);
            lastFlags = lastSession > 0 && lastSession < filter.flags.length ? filter.flags[lastSession] : 0;
        }
        if ((lastFlags & Filter.FITS) == 0) {
            stale |= lastSession == 0;
            return;
        }
        int of = lastSession;
        if ((lastFlags & Filter.IN_SCOPE) == 0) {
            outside.set(of);
            outsideEntries++;
            return;
        }
        int section = meta.advanceExact(doc) ? Fields.section(meta.longValue()).code() : Section.OTHER.code();
        int ord = (WITH_TOOLS & 1 << section) != 0 && tool.advanceExact(doc) ? tool.ordValue() : -1;
        int misses = ((lastFlags & Filter.OTHER_PROJECT) != 0 ? PROJECT : 0)
                | ((filter.sections & 1 << section) == 0 ? SECTION : 0)
                | (!filter.tools.isEmpty() && (ord < 0 || !toolFits[ord]) ? TOOL : 0);
        if (misses == 0) {
            entries++;
            counts[of]++;
            keep(of, base + doc, scorer.score() * WEIGHTS[section]);
        }
        if ((misses & ~PROJECT) == 0) {
            byProject[filter.table.project(of)]++;
        }
        if ((misses & ~SECTION) == 0) {
            bySection[section]++;
        }
        if ((misses & ~TOOL) == 0 && ord >= 0) {
            toolCounts[ord]++;
        }
    }

    private void keep(int of, int doc, float score) {
        int at = of * BEST;
        if (score > scores[at + BEST - 1]) {
            int place = BEST - 1;
            while (place > 0 && score > scores[at + place - 1]) {
                scores[at + place] = scores[at + place - 1];
                docs[at + place] = docs[at + place - 1];
                place--;
            }
            scores[at + place] = score;
            docs[at + place] = doc;
        }
    }

    /** Counts these documents and no others. */
    Tally only(IndexSearcher searcher, Set<Integer> wanted) throws IOException {
        int[] sorted = wanted.stream().mapToInt(Integer::intValue).sorted().toArray();
        int i = 0;
        for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
            doSetNextReader(leaf);
            for (; i < sorted.length && sorted[i] < leaf.docBase + leaf.reader().maxDoc(); i++) {
                collect(sorted[i] - leaf.docBase);
            }
        }
        finish();
        return done();
    }

    /** Takes in a session that has each of these somewhere, in entries of its own. */
    void apart(int of, List<Tally> each) {
        sessions.set(of);
        int at = of * BEST;
        int n = 0;
        Set<Integer> taken = new HashSet<>();
        for (Tally one : each) {
            if (one.counts[of] == 0) {
                continue;
            }
            counts[of] += one.counts[of];
            entries += one.counts[of];
            if (n < BEST && taken.add(one.docs[at])) {
                docs[at + n] = one.docs[at];
                scores[at + n] = one.scores[at];
                n++;
            }
        }
        counts[of] = Math.max(n, counts[of]);
    }

    /** What follows from the counts. */
    private Tally done() {
        byMonth.clear();
        sessions.clear();
        for (int of = 0; of < counts.length; of++) {
            if (counts[of] > 0) {
                sessions.set(of);
                byMonth.merge(filter.table.month(of), (long) counts[of], Long::sum);
            }
        }
        return this;
    }

    /** The score of a session: of its best hits. */
    float score(int of) {
        int at = of * BEST;
        return scores[at] + 0.2f * scores[at + 1] + 0.1f * scores[at + 2];
    }

    /** Its best hits, the best first. */
    int[] best(int of) {
        int at = of * BEST;
        return Arrays.copyOfRange(docs, at, at + Math.min(BEST, counts[of]));
    }
}
