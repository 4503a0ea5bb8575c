package dev.reprise.search;

import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
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

    private final SessionTable table;
    private final BitSet fits;
    private final BitSet scope;
    private final @Nullable BitSet projects;
    private final int sections;
    private final Set<String> tools;

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
    private NumericDocValues session = DocValues.emptyNumeric();
    private NumericDocValues meta = DocValues.emptyNumeric();
    private SortedDocValues tool = DocValues.emptySorted();
    private long[] toolCounts = new long[0];
    private boolean[] toolFits = new boolean[0];
    private int lastSession = -1;
    private long lastSessionEntries;

    private static final Scorable NO_SCORE = new Scorable() {
        @Override
        public float score() {
            return 1;
        }
    };

    /**
     * @param fits sessions that count, whatever their project; {@code scope} those that are in the list
     * @param projects sessions of the project that is asked for; null: of all
     */
    Tally(SessionTable table, BitSet fits, BitSet scope, @Nullable BitSet projects, Question question) {
        this.table = table;
        this.fits = fits;
        this.scope = scope;
        this.projects = projects;
        int mask = 0;
        for (Section one : question.sections()) {
            mask |= 1 << one.code();
        }
        sections = mask == 0 ? -1 : mask;
        tools = question.tools();
        int size = Math.max(table.most(), fits.length()) + 1;
        counts = new int[size];
        docs = new int[BEST * size];
        scores = new float[BEST * size];
        byProject = new long[table.projects()];
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
        session = DocValues.getNumeric(leaf.reader(), Fields.SESSION);
        meta = DocValues.getNumeric(leaf.reader(), Fields.META);
        tool = DocValues.getSorted(leaf.reader(), Fields.TOOL);
        toolCounts = new long[tool.getValueCount()];
        toolFits = new boolean[tool.getValueCount()];
        for (int i = 0; i < toolFits.length; i++) {
            toolFits[i] = tools.isEmpty()
                    || tools.contains(tool.lookupOrd(i).utf8ToString().toLowerCase(Locale.ROOT));
        }
    }

    private void finishLeaf() throws IOException {
        for (int i = 0; i < toolCounts.length; i++) {
            if (toolCounts[i] > 0) {
                byTool.merge(tool.lookupOrd(i).utf8ToString(), toolCounts[i], Long::sum);
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
        int of = log.advanceExact(doc)
                ? table.session(log.longValue())
                : session.advanceExact(doc) ? (int) session.longValue() : 0;
        if (of <= 0) {
            stale |= of == 0;
            return;
        }
        if (!fits.get(of) || of >= counts.length) {
            return;
        }
        if (!scope.get(of)) {
            outside.set(of);
            outsideEntries++;
            return;
        }
        int section = meta.advanceExact(doc) ? Fields.section(meta.longValue()).code() : Section.OTHER.code();
        int ord = tool.advanceExact(doc) ? tool.ordValue() : -1;
        int misses = (projects != null && !projects.get(of) ? PROJECT : 0)
                | ((sections & 1 << section) == 0 ? SECTION : 0)
                | (!tools.isEmpty() && (ord < 0 || !toolFits[ord]) ? TOOL : 0);
        if (misses == 0) {
            hit(doc, of, section);
        }
        if ((misses & ~PROJECT) == 0) {
            byProject[table.project(of)]++;
        }
        if ((misses & ~SECTION) == 0) {
            bySection[section]++;
        }
        if ((misses & ~TOOL) == 0 && ord >= 0) {
            toolCounts[ord]++;
        }
    }

    private void hit(int doc, int of, int section) throws IOException {
        entries++;
        counts[of]++;
        sessions.set(of);
        if (of == lastSession) {
            lastSessionEntries++;
        } else {
            month();
            lastSession = of;
            lastSessionEntries = 1;
        }
        float score = scorer.score() * WEIGHTS[section];
        int at = of * BEST;
        if (score > scores[at + BEST - 1]) {
            int place = BEST - 1;
            while (place > 0 && score > scores[at + place - 1]) {
                scores[at + place] = scores[at + place - 1];
                docs[at + place] = docs[at + place - 1];
                place--;
            }
            scores[at + place] = score;
            docs[at + place] = base + doc;
        }
    }

    private void month() {
        if (lastSession >= 0) {
            byMonth.merge(table.month(lastSession), lastSessionEntries, Long::sum);
        }
        lastSession = -1;
    }

    /** Takes in a session that has each of these somewhere, in entries of its own. */
    void apart(int of, List<Tally> each) {
        sessions.set(of);
        int at = of * BEST;
        int n = 0;
        Set<Integer> taken = new HashSet<>();
        for (Tally one : each) {
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

    /** Counts these documents and no others. */
    void only(IndexSearcher searcher, Set<Integer> wanted) throws IOException {
        for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
            doSetNextReader(leaf);
            for (int doc = 0; doc < leaf.reader().maxDoc(); doc++) {
                if (wanted.contains(leaf.docBase + doc)) {
                    collect(doc);
                }
            }
        }
        finish();
    }

    /** Ends the counting. */
    Tally done() {
        month();
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
