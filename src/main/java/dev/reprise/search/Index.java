package dev.reprise.search;

import dev.reprise.data.OwnerOnly;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.ConcurrentMergeScheduler;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.TieredMergePolicy;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherFactory;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.Bits;
import org.jspecify.annotations.Nullable;

/** One index on disk, written by one thread. What is written is seen by the next searcher and saved by {@link #commit}. */
final class Index implements Closeable {

    private static final double BUFFER_MB = 32;
    private static final String IDENTITY = "identity";
    private static final String WATERMARK = "watermark";
    private static final String COMPLETE = "complete";

    /** Parts of the index are counted side by side. */
    private static final int CORES = Math.max(2, Runtime.getRuntime().availableProcessors());

    private static final ExecutorService THREADS = Executors.newFixedThreadPool(
            CORES, Thread.ofPlatform().name("search-", 0).daemon().factory());

    /** Documents below which a part is not worth a thread. */
    private static final int WORTH = 20_000;

    private static final int SEGMENTS = 64;

    /** Searches in as many parts as there are cores. */
    private static final class Sharing extends IndexSearcher {
        Sharing(IndexReader reader) {
            super(reader, THREADS);
        }

        @Override
        protected LeafSlice[] slices(List<LeafReaderContext> leaves) {
            int all = leaves.stream().mapToInt(leaf -> leaf.reader().maxDoc()).sum();
            return slices(leaves, Math.max(WORTH, all / CORES + 1), SEGMENTS, false);
        }
    }

    private final Path path;
    private final Directory directory;
    private final IndexWriter writer;
    private final SearcherManager searchers;
    private final Documents documents = new Documents();
    private final String identity;

    /** Of a log, by its id: generation and next sequence number; 0 for none. */
    private long[] logs = new long[256];

    private long watermark;
    private boolean complete;
    private boolean dirty;

    /**
     * What the last commit of an index says.
     *
     * @param identity of its format and of the catalogue that it follows
     */
    record Saved(String identity, long watermark, boolean complete) {}

    private Index(Path path, String identity) throws IOException {
        this.path = path;
        this.identity = identity;
        OwnerOnly.directories(path);
        directory = FSDirectory.open(path);
        IndexWriterConfig config = new IndexWriterConfig();
        config.setRAMBufferSizeMB(BUFFER_MB);
        ConcurrentMergeScheduler merges = new ConcurrentMergeScheduler();
        merges.setMaxMergesAndThreads(2, 1);
        merges.disableAutoIOThrottle();
        config.setMergeScheduler(merges);
        TieredMergePolicy policy = new TieredMergePolicy();
        // what is purged is gone from the files, too
        policy.setForceMergeDeletesPctAllowed(0);
        config.setMergePolicy(policy);
        config.setCommitOnClose(false);
        IndexWriter opened = null;
        try {
            opened = new IndexWriter(directory, config);
            searchers = new SearcherManager(opened, true, false, new SearcherFactory() {
                @Override
                public IndexSearcher newSearcher(IndexReader reader, @Nullable IndexReader before) {
                    return new Sharing(reader);
                }
            });
        } catch (IOException | RuntimeException e) {
            if (opened != null) {
                opened.rollback();
            }
            directory.close();
            throw e;
        }
        writer = opened;
    }

    /** What the index in this directory says of itself; null if there is none, or none that can be read. */
    static @Nullable Saved saved(Path path) {
        if (!Files.isDirectory(path)) {
            return null;
        }
        try (Directory directory = FSDirectory.open(path)) {
            if (!DirectoryReader.indexExists(directory)) {
                return null;
            }
            Map<String, String> data = SegmentInfos.readLatestCommit(directory).getUserData();
            return new Saved(
                    data.getOrDefault(IDENTITY, ""),
                    Long.parseLong(data.getOrDefault(WATERMARK, "0")),
                    Boolean.parseBoolean(data.get(COMPLETE)));
        } catch (IOException | RuntimeException e) {
            return null;
        }
    }

    /** Opens it, or makes it. */
    static Index open(Path path, String identity) throws IOException {
        Saved saved = saved(path);
        Index index = new Index(path, identity);
        if (saved != null) {
            index.watermark = saved.watermark;
            index.complete = saved.complete;
        }
        try {
            index.look();
        } catch (IOException | RuntimeException e) {
            index.close();
            throw e;
        }
        return index;
    }

    /** Finds out how far each log is in it. */
    private void look() throws IOException {
        each((log, seq, meta, mark) -> {
            if (log < 0) {
                return;
            }
            long state = (long) Fields.generation(meta) << Integer.SIZE | seq + 1;
            if (state > state(log)) {
                state(log, state);
            }
        });
    }

    private interface Taker {
        void take(long log, long seq, long meta, long mark);
    }

    private void each(Taker taker) throws IOException {
        searchers.maybeRefreshBlocking();
        var searcher = searchers.acquire();
        try {
            for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
                NumericDocValues log = DocValues.getNumeric(leaf.reader(), Fields.LOG);
                NumericDocValues seq = DocValues.getNumeric(leaf.reader(), Fields.SEQ);
                NumericDocValues meta = DocValues.getNumeric(leaf.reader(), Fields.META);
                NumericDocValues mark = DocValues.getNumeric(leaf.reader(), Fields.MARK);
                Bits live = leaf.reader().getLiveDocs();
                for (int doc = log.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = log.nextDoc()) {
                    if ((live == null || live.get(doc))
                            && seq.advanceExact(doc)
                            && meta.advanceExact(doc)
                            && mark.advanceExact(doc)) {
                        taker.take(log.longValue(), seq.longValue(), meta.longValue(), mark.longValue());
                    }
                }
            }
        } finally {
            searchers.release(searcher);
        }
    }

    private long state(long log) {
        return log < logs.length ? logs[(int) log] : 0;
    }

    private void state(long log, long state) {
        if (log >= logs.length) {
            logs = Arrays.copyOf(logs, (int) Math.max(log + 1, logs.length * 2L));
        }
        logs[(int) log] = state;
    }

    /** The next sequence number of a log of this generation; 0 if there is nothing of it. */
    int known(long log, int generation) {
        long state = state(log);
        return (int) (state >>> Integer.SIZE) == generation ? (int) state : 0;
    }

    /** Whether something of this log is in it. */
    boolean has(long log) {
        return state(log) != 0;
    }

    /** The highest of all that was written into it. */
    long watermark() {
        return watermark;
    }

    /** Whether it has been brought up to date once. */
    boolean isComplete() {
        return complete;
    }

    boolean isDirty() {
        return dirty;
    }

    SearcherManager searchers() {
        return searchers;
    }

    Path path() {
        return path;
    }

    void add(long log, int generation, long mark, dev.reprise.agent.EntryRow row, String text) throws IOException {
        writer.addDocument(documents.entry(log, generation, mark, row, text));
        dirty = true;
    }

    /** A log is in it up to this sequence number. */
    void reached(long log, int generation, int to, long mark) {
        state(log, (long) generation << Integer.SIZE | to);
        watermark = Math.max(watermark, mark);
        dirty = true;
    }

    void session(dev.reprise.catalogue.Searched.Known known, String words) throws IOException {
        Document document = documents.session(known, words);
        writer.updateDocument(new Term(Fields.SESSION_KEY, Fields.key(known.id())), document);
        dirty = true;
    }

    /** Takes out what there is of a log. */
    void remove(long log) throws IOException {
        writer.deleteDocuments(new Term(Fields.LOG_KEY, Fields.key(log)));
        state(log, 0);
        dirty = true;
    }

    void removeSession(long session) throws IOException {
        writer.deleteDocuments(new Term(Fields.SESSION_KEY, Fields.key(session)));
        dirty = true;
    }

    /** Ids of logs that it has something of. */
    long[] logs() {
        return java.util.stream.LongStream.range(0, logs.length)
                .filter(this::has)
                .toArray();
    }

    /** The hash of the words of each session in it. */
    Map<Long, Long> sessions() throws IOException {
        Map<Long, Long> all = new TreeMap<>();
        each((log, seq, meta, mark) -> {
            if (log < 0) {
                all.put(Fields.ofSession(log), mark);
            }
        });
        return all;
    }

    /** Takes out logs with entries that the catalogue gave a higher watermark than it knows of now: it lost them in a crash. */
    void takeBack(long last) throws IOException {
        if (watermark <= last) {
            return;
        }
        java.util.Set<Long> ahead = new java.util.TreeSet<>();
        each((log, seq, meta, mark) -> {
            if (log >= 0 && mark > last) {
                ahead.add(log);
            }
        });
        for (long log : ahead) {
            remove(log);
        }
        watermark = last;
    }

    /** Saves all that was written. */
    void commit(boolean isComplete) throws IOException {
        complete |= isComplete;
        writer.setLiveCommitData(
                Map.of(IDENTITY, identity, WATERMARK, Long.toString(watermark), COMPLETE, Boolean.toString(complete))
                        .entrySet());
        writer.commit();
        dirty = false;
    }

    /** Saves it so that nothing of what was taken out is left in its files. */
    void purge() throws IOException {
        writer.forceMergeDeletes(true);
        commit(false);
        searchers.maybeRefreshBlocking();
        writer.deleteUnusedFiles();
    }

    /** Whether its files are where they were written. */
    boolean isThere() {
        try {
            return DirectoryReader.indexExists(directory);
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    /** Ends it without saving. */
    @Override
    public void close() throws IOException {
        try (directory) {
            searchers.close();
            writer.rollback();
        }
    }
}
