package dev.reprise.search;

import dev.reprise.agent.EntryRow;
import dev.reprise.agent.Finding.EntryFound;
import dev.reprise.catalogue.Searched;
import dev.reprise.catalogue.Sessions;
import dev.reprise.criteria.Criteria;
import dev.reprise.criteria.Criterion;
import dev.reprise.criteria.Parsed;
import dev.reprise.criteria.Scope;
import dev.reprise.intake.EntriesStored;
import dev.reprise.intake.SessionsChanged;
import dev.reprise.label.Labels;
import dev.reprise.label.LabelsChanged;
import dev.reprise.problem.Problem;
import dev.reprise.problem.Reason;
import dev.reprise.search.Results.Facets;
import dev.reprise.search.Results.Group;
import dev.reprise.search.Results.Hit;
import dev.reprise.session.Session;
import dev.reprise.transcript.Texts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;

/** Finds the sessions, and the very entries, in which something was said. */
@Service
public class Search {

    /** Where fewer sessions have all words in one entry, those are added that have them in several. */
    private static final int FEW = 20;

    /** Words of which one may be missing where nothing has all. */
    private static final int WORDS_OF_MOST = 3;

    /** Lines of a session's words, of which a snippet is cut. */
    private static final int LINES = 20;

    private static final double MONTH_MILLIS = 30 * 24 * 3_600_000.0;

    private final Indexer indexer;
    private final Searched searched;
    private final Sessions sessions;
    private final Labels labels;
    private final SessionWords words;
    private final Texts texts;
    private final AtomicLong changes = new AtomicLong();
    private final Tables tables;

    Search(Indexer indexer, Searched searched, Sessions sessions, Labels labels, SessionWords words, Texts texts) {
        this.indexer = indexer;
        this.searched = searched;
        this.sessions = sessions;
        this.labels = labels;
        this.words = words;
        this.texts = texts;
        this.tables = new Tables(searched, changes);
    }

    @EventListener({EntriesStored.class, SessionsChanged.class, LabelsChanged.class})
    void changed() {
        changes.incrementAndGet();
    }

    /** How far the index is. */
    public IndexState state() {
        return indexer.state();
    }

    /**
     * Finds what was asked for.
     *
     * @throws Problem BAD_INPUT for a cursor that does not fit; STORAGE if there is no index
     */
    public Results find(Ask ask) {
        long begun = System.nanoTime();
        Parsed parsed = Criteria.parse(ask.q(), ask.now());
        Results found = indexer.ask(searcher -> new Asking(searcher, ask, parsed).results(begun));
        if (found == null) {
            throw new Problem(
                    Reason.STORAGE,
                    indexer.state().fault() == null
                            ? "The search index is being opened. Try again in a moment."
                            : "The search index cannot be opened: "
                                    + indexer.state().fault() + " It is tried again.");
        }
        return found;
    }

    /**
     * Where in one session something was said, in the order of its conversation and then of its sub-agents'.
     *
     * @param line of the log; {@code agentId} of the sub-agent whose log it is, null for the main one
     */
    public record Place(int line, @Nullable String agentId) {}

    /** All places in a session, at most so many. */
    public List<Place> in(Session session, String q, int most, ZonedDateTime now) {
        Parsed parsed = Criteria.parse(q, now);
        List<Place> found = indexer.ask(
                searcher -> new Asking(searcher, new Ask(q, false, 1, null, now), parsed).places(session, most));
        return found == null ? List.of() : found;
    }

    /** One question to one state of the index. */
    private final class Asking {
        private final IndexSearcher searcher;
        private final IndexReader reader;
        private final Ask ask;
        private final Parsed parsed;
        private SessionTable table;
        private Marks marks = new Marks();
        private final List<String> notes = new ArrayList<>();

        Asking(IndexSearcher searcher, Ask ask, Parsed parsed) {
            this.searcher = searcher;
            this.reader = searcher.getIndexReader();
            this.ask = ask;
            this.parsed = parsed;
            notes.addAll(parsed.notes());
            this.table = tables.now(ask.now().getZone(), false);
        }

        Results results(long begun) throws IOException {
            Question question = question(parsed.criterion(), Map.of(), false);
            Counted counted = count(question);
            if (counted.tally.stale) {
                table = tables.now(ask.now().getZone(), true);
                counted = count(question);
            }
            if (!counted.isEmpty()) {
                return page(question, counted, null, null, begun);
            }
            if (!question.words().isEmpty()) {
                Question begins = question(parsed.criterion(), Map.of(), true);
                Counted other = count(begins);
                if (!other.isEmpty()) {
                    return page(begins, other, String.join("* ", begins.words()) + "*", "beginning", begun);
                }
                Map<String, String> near = near(question.words());
                Question meant = question(parsed.criterion(), near, false);
                other = near.isEmpty() ? counted : count(meant);
                if (!other.isEmpty()) {
                    return page(meant, other, String.join(" ", near.values()), "spelling", begun);
                }
            }
            Counted most = most(question);
            return most.isEmpty()
                    ? page(question, counted, null, null, begun)
                    : page(question, most, ask.q(), "most", begun);
        }

        /** As the results took it: a word that nobody says is the beginning of one, or misspelt. */
        private Question understood() throws IOException {
            Question typed = question(parsed.criterion(), Map.of(), false);
            if (typed.words().isEmpty() || !count(typed).isEmpty()) {
                return typed;
            }
            Question begins = question(parsed.criterion(), Map.of(), true);
            return count(begins).isEmpty() ? question(parsed.criterion(), near(typed.words()), false) : begins;
        }

        /** Sessions that have all of the words but one, if there are some words. */
        private Counted most(Question question) throws IOException {
            Tally.Filter filter = filter(question);
            Tally all = new Tally(filter);
            Set<Integer> found = new HashSet<>();
            if (question.clauses().size() >= WORDS_OF_MOST) {
                List<Tally> each = new ArrayList<>();
                for (Query clause : question.clauses()) {
                    each.add(searcher.search(clause, filter.counting()));
                }
                for (int session = 1; session < all.counts.length; session++) {
                    int of = session;
                    if (each.stream().filter(one -> one.counts[of] > 0).count() >= each.size() - 1) {
                        all.apart(of, each);
                        found.add(of);
                    }
                }
            }
            return new Counted(all, found);
        }

        List<Place> places(Session session, int most) throws IOException {
            Question question = understood();
            if (question.text() == null) {
                return List.of();
            }
            BitSet only = tables.matching(new Criterion.Holds(
                    dev.reprise.criteria.TextField.ID, session.id().value(), true));
            Query query = in(only, question.text());
            if (searcher.count(query) == 0) {
                BooleanQuery.Builder any = new BooleanQuery.Builder();
                question.clauses().forEach(clause -> any.add(clause, BooleanClause.Occur.SHOULD));
                query = in(only, any.build());
            }
            record At(@Nullable String agent, int seq, long log) {}
            List<At> all = new ArrayList<>();
            for (var hit : searcher.search(query, most).scoreDocs) {
                LeafReaderContext leaf = reader.leaves().get(ReaderUtil.subIndex(hit.doc, reader.leaves()));
                NumericDocValues log = DocValues.getNumeric(leaf.reader(), Fields.LOG);
                NumericDocValues seq = DocValues.getNumeric(leaf.reader(), Fields.SEQ);
                if (log.advanceExact(hit.doc - leaf.docBase)
                        && log.longValue() >= 0
                        && seq.advanceExact(hit.doc - leaf.docBase)) {
                    all.add(new At(table.agent(log.longValue()), (int) seq.longValue(), log.longValue()));
                }
            }
            all.sort(Comparator.comparing((At at) -> at.agent == null ? "" : at.agent)
                    .thenComparingInt(At::seq));
            List<Place> places = new ArrayList<>();
            for (At at : all) {
                texts.line(at.log, at.seq).ifPresent(line -> places.add(new Place(line, at.agent)));
            }
            return places.stream().distinct().toList();
        }

        private Query in(BitSet only, Query what) {
            return new BooleanQuery.Builder()
                    .add(what, BooleanClause.Occur.MUST)
                    .add(new SessionsQuery(only, table), BooleanClause.Occur.FILTER)
                    .build();
        }

        private Map<String, String> near(List<String> words) throws IOException {
            Map<String, String> near = new java.util.LinkedHashMap<>();
            for (String word : words) {
                String other = Spelling.near(reader, word);
                if (other != null) {
                    near.put(word, other);
                }
            }
            return near;
        }

        private Question question(Criterion criterion, Map<String, String> corrections, boolean beginnings)
                throws IOException {
            return new Questions(reader, table, tables::matching, corrections, beginnings).of(criterion);
        }

        private Query query(Question question) {
            Query text = question.text();
            if (text != null) {
                return text;
            }
            return question.isAboutText()
                    ? MatchAllDocsQuery.INSTANCE
                    : new TermQuery(new Term(Fields.SECTION, Section.NAME.slug()));
        }

        private Counted count(Question question) throws IOException {
            Tally.Filter filter = filter(question);
            Query query = query(question);
            Set<Integer> apart = new HashSet<>();
            Tally tally = question.expressions().isEmpty()
                    ? searcher.search(query, filter.counting())
                    : expressed(question, query, new Tally(filter));
            if (question.clauses().size() > 1
                    && tally.sessions.cardinality() < FEW
                    && question.expressions().isEmpty()) {
                apart.addAll(apart(question, tally));
            }
            return new Counted(tally, apart);
        }

        private Tally expressed(Question question, Query query, Tally tally) throws IOException {
            Expressed expressed = new Expressed(searcher, texts, question, query);
            Tally found = tally.only(searcher, expressed.found());
            String note = expressed.note();
            if (note != null && !notes.contains(note)) {
                notes.add(note);
            }
            return found;
        }

        private Tally.Filter filter(Question question) {
            return Tally.Filter.of(
                    table,
                    tables.matching(new Criterion.And(question.sessions())),
                    tables.matching(Scope.of(parsed.criterion())),
                    question.project() == null ? null : tables.matching(question.project()),
                    question);
        }

        /** Sessions that have each of the words somewhere. */
        private Set<Integer> apart(Question question, Tally all) throws IOException {
            BitSet every = (BitSet) tables.matching(question.session()).clone();
            every.and(tables.matching(Scope.of(parsed.criterion())));
            every.andNot(all.sessions);
            List<Tally> each = new ArrayList<>();
            for (Query clause : question.clauses()) {
                Tally one = searcher.search(
                        clause,
                        Tally.Filter.of(table, every, every, null, question).counting());
                each.add(one);
                every = one.sessions;
                if (every.isEmpty()) {
                    return Set.of();
                }
            }
            Set<Integer> found = new HashSet<>();
            for (int of = every.nextSetBit(0); of >= 0; of = every.nextSetBit(of + 1)) {
                all.apart(of, each);
                found.add(of);
            }
            return found;
        }

        private Results page(
                Question question, Counted counted, @Nullable String corrected, @Nullable String instead, long begun)
                throws IOException {
            Tally tally = counted.tally;
            marks = question.marks();
            List<Folded> folded = new Folding(searcher, tally).of(ordered(counted));
            long copies = folded.stream()
                    .flatMap(one -> one.copies().stream())
                    .mapToLong(copy -> tally.counts[copy])
                    .sum();
            int offset = offset(ask.cursor());
            int end = Math.min(folded.size(), offset + ask.limit());
            List<Group> groups = offset >= end ? List.of() : groups(folded.subList(offset, end), question, counted);
            boolean nothing = folded.isEmpty();
            return new Results(
                    tally.entries - copies,
                    folded.size(),
                    groups,
                    nothing
                                    && question.project() == null
                                    && question.sections().isEmpty()
                                    && question.tools().isEmpty()
                            ? Facets.NONE
                            : Narrowing.of(tally, table, question),
                    new Results.Outside(tally.outsideEntries, tally.outside.cardinality()),
                    end < folded.size() ? cursor(end) : null,
                    corrected,
                    instead,
                    List.copyOf(notes),
                    looked(question),
                    nothing && question.expressions().isEmpty()
                            ? new Widening(this::entries, ask.now())
                                    .of(ask.q(), parsed.criterion(), near(question.words()))
                            : List.of(),
                    ask.cursor() == null ? new Pasted(searcher, table, texts, searched, sessions).of(ask.q()) : null,
                    indexer.state(),
                    (System.nanoTime() - begun) / 1_000_000);
        }

        /** How many entries another criterion finds. */
        private long entries(Criterion criterion) {
            try {
                Counted other = count(question(criterion, Map.of(), false));
                return other.tally.entries;
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }

        private Results.Looked looked(Question question) {
            BitSet all = (BitSet) tables.matching(Scope.of(parsed.criterion())).clone();
            all.and(tables.matching(question.session()));
            return new Results.Looked(all.cardinality(), reader.numDocs());
        }

        private List<Integer> ordered(Counted counted) {
            Tally tally = counted.tally;
            List<Integer> found = new ArrayList<>();
            for (int of = tally.sessions.nextSetBit(0); of >= 0; of = tally.sessions.nextSetBit(of + 1)) {
                found.add(of);
            }
            Comparator<Integer> newest =
                    Comparator.comparingLong((Integer of) -> table.at(of)).reversed();
            if (ask.newest()) {
                found.sort(newest);
                return found;
            }
            long now = ask.now().toInstant().toEpochMilli();
            double[] scores = new double[tally.counts.length];
            for (int of : found) {
                double age = Math.max(0, now - table.at(of)) / MONTH_MILLIS;
                scores[of] = tally.score(of) * (1 + 0.2 / (1 + age)) * (1 + 0.05 * Math.log(1 + tally.counts[of]))
                        - (counted.apart.contains(of) ? 1e6 : 0);
            }
            found.sort(Comparator.comparingDouble((Integer of) -> -scores[of]).thenComparing(newest));
            return found;
        }

        private List<Group> groups(List<Folded> page, Question question, Counted counted) throws IOException {
            Set<Long> rows = new HashSet<>();
            for (Folded one : page) {
                rows.add((long) one.session());
                one.copies().forEach(copy -> rows.add((long) copy));
            }
            Map<Long, Session> known = sessions.rows(rows);
            Map<Integer, Entry> read = read(page, counted);
            List<Group> groups = new ArrayList<>();
            for (Folded one : page) {
                Session session = known.get((long) one.session());
                if (session != null) {
                    List<Hit> hits = new ArrayList<>();
                    for (int doc : counted.tally.best(one.session())) {
                        Entry entry = read.get(doc);
                        // what is no entry is the name of the session; what was taken out since is left out
                        Hit hit = entry == null ? null : entry.found == null ? called(session, question) : hit(entry);
                        if (hit != null) {
                            hits.add(hit);
                        }
                    }
                    hits.sort(Comparator.comparingInt(Hit::seq));
                    groups.add(new Group(
                            session,
                            counted.tally.counts[one.session()],
                            hits,
                            counted.apart.contains(one.session()),
                            one.copies().stream()
                                    .map(copy -> known.get((long) copy))
                                    .filter(java.util.Objects::nonNull)
                                    .toList()));
                }
            }
            return groups;
        }

        /** An entry with its snippet; {@code found} null: the document is that of a session. */
        private record Entry(
                @Nullable EntryFound found,
                Snippets.Snippet snippet,
                @Nullable String agent,
                String tool) {}

        /** The entries of a page, by their documents, read from the vault all at once. */
        private Map<Integer, Entry> read(List<Folded> page, Counted counted) throws IOException {
            Map<Integer, Texts.Ref> wanted = new java.util.LinkedHashMap<>();
            Map<Integer, String> tools = new HashMap<>();
            Map<Integer, Entry> read = new HashMap<>();
            for (Folded one : page) {
                for (int doc : counted.tally.best(one.session())) {
                    LeafReaderContext leaf = reader.leaves().get(ReaderUtil.subIndex(doc, reader.leaves()));
                    int at = doc - leaf.docBase;
                    NumericDocValues log = DocValues.getNumeric(leaf.reader(), Fields.LOG);
                    NumericDocValues seq = DocValues.getNumeric(leaf.reader(), Fields.SEQ);
                    SortedDocValues tool = DocValues.getSorted(leaf.reader(), Fields.TOOL);
                    if (!log.advanceExact(at) || log.longValue() < 0 || !seq.advanceExact(at)) {
                        read.put(doc, new Entry(null, Snippets.NONE, null, ""));
                    } else {
                        wanted.put(doc, new Texts.Ref(log.longValue(), (int) seq.longValue()));
                        tools.put(
                                doc,
                                tool.advanceExact(at)
                                        ? tool.lookupOrd(tool.ordValue()).utf8ToString()
                                        : "");
                    }
                }
            }
            Map<Texts.Ref, Entry> found = texts.some(
                    Set.copyOf(wanted.values()),
                    (ref, entry) -> new Entry(
                            entry,
                            Snippets.of(entry.text() == null ? "" : entry.text(), marks),
                            table.agent(ref.log()),
                            ""));
            wanted.forEach((doc, ref) -> {
                Entry entry = found.get(ref);
                if (entry != null) {
                    read.put(doc, new Entry(entry.found, entry.snippet, entry.agent, tools.getOrDefault(doc, "")));
                }
            });
            return read;
        }

        private static Hit hit(Entry entry) {
            EntryRow row = java.util.Objects.requireNonNull(entry.found).row();
            return new Hit(
                    Section.of(row),
                    row.seq(),
                    row.kind(),
                    row.at(),
                    row.line(),
                    entry.agent,
                    entry.tool.isEmpty() ? null : entry.tool,
                    false,
                    entry.snippet.text(),
                    entry.snippet.ranges());
        }

        private @Nullable Hit called(Session session, Question question) {
            if (question.marks().isEmpty()) {
                return null;
            }
            Searched.Known known = searched.sessions(List.of(session.id().value())).stream()
                    .filter(one -> one.publicId().equals(session.id()))
                    .findFirst()
                    .orElse(null);
            if (known == null) {
                return null;
            }
            Marks wanted = question.marks();
            String called =
                    SessionWords.called(known, labels.of(session.id())) + "\n" + String.join("\n", known.dirs());
            String exported = wanted.in(called).isEmpty() ? words.exported(known) : "";
            Snippets.Snippet snippet = Snippets.of(lines(exported.isEmpty() ? called : exported, wanted), wanted);
            return new Hit(
                    Section.NAME, -1, null, null, 0, null, null, !exported.isEmpty(), snippet.text(), snippet.ranges());
        }

        /** Only what was looked for: an id or a directory beside it would tell nothing. */
        private static String lines(String all, Marks wanted) {
            String marked = all.lines()
                    .filter(line -> !wanted.in(line).isEmpty())
                    .limit(LINES)
                    .collect(java.util.stream.Collectors.joining(" · "));
            return marked.isEmpty() ? all : marked;
        }
    }

    /**
     * What was counted.
     *
     * @param apart sessions that have the words in several entries
     */
    private record Counted(Tally tally, Set<Integer> apart) {
        boolean isEmpty() {
            return tally.sessions.isEmpty();
        }
    }

    /** A session and copies of it. */
    record Folded(int session, List<Integer> copies) {}

    private static int offset(@Nullable String cursor) {
        if (cursor == null) {
            return 0;
        }
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8).split(":");
            if (parts.length == 2 && parts[0].equals("search")) {
                return Math.clamp(Long.parseLong(parts[1]), 0, Integer.MAX_VALUE);
            }
        } catch (IllegalArgumentException e) {
            // told below
        }
        throw new Problem(
                Reason.BAD_INPUT, "That cursor does not fit this search. Take it from \"next\" of the page before.");
    }

    private static String cursor(int offset) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(("search:" + offset).getBytes(StandardCharsets.UTF_8));
    }

    /** The tables that searches go by, made again when something changed, not more often than a share of the time allows. */
    static final class Tables {
        private static final long FRESH_NANOS = 1_000_000_000L;
        private static final int SHARE = 20;
        private static final int MOST_KEPT = 256;

        private final Searched searched;
        private final AtomicLong changes;
        private final Map<Criterion, Kept> kept = new HashMap<>();
        private @Nullable SessionTable table;
        private long tableChanges = -1;
        private long madeNanos;
        private long tookNanos;

        private record Kept(BitSet sessions, long changes, long nanos) {}

        Tables(Searched searched, AtomicLong changes) {
            this.searched = searched;
            this.changes = changes;
        }

        synchronized SessionTable now(ZoneId zone, boolean anew) {
            SessionTable known = table;
            long now = System.nanoTime();
            long current = changes.get();
            if (known != null
                    && (!anew || current == tableChanges)
                    && (current == tableChanges || now - madeNanos < Math.max(FRESH_NANOS, SHARE * tookNanos))) {
                return known;
            }
            SessionTable made = SessionTable.of(searched, zone);
            table = made;
            tableChanges = current;
            madeNanos = System.nanoTime();
            tookNanos = madeNanos - now;
            if (anew) {
                kept.clear();
            }
            return made;
        }

        /** Ids of sessions that fit, a second old at most where something changed. */
        synchronized BitSet matching(Criterion criterion) {
            long now = System.nanoTime();
            long current = changes.get();
            Kept known = kept.get(criterion);
            boolean fresh = known != null
                    && (now - known.nanos < FRESH_NANOS
                            || known.changes == current && now - known.nanos < 300 * FRESH_NANOS);
            if (known != null && fresh) {
                return known.sessions;
            }
            if (kept.size() >= MOST_KEPT) {
                kept.clear();
            }
            BitSet found = searched.matching(criterion);
            kept.put(criterion, new Kept(found, current, now));
            return found;
        }
    }
}
