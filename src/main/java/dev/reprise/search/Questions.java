package dev.reprise.search;

import dev.reprise.criteria.Criterion;
import dev.reprise.criteria.Criterion.Match;
import dev.reprise.criteria.TextField;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.SynonymQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.WildcardQuery;

/** Makes a {@link Question} of a {@link Criterion}, by what words the index has. Whatever was typed means something. */
final class Questions {

    /** Characters of a hash, at least, that are taken for the beginning of a longer one. */
    private static final int SHORT_HASH = 7;

    private static final int WHOLE_HASH = 40;
    private static final int SHORTEST_LITERAL = 3;
    /** Entries that say a word, above which it is a common one. */
    private static final int COMMON = 20_000;

    private static final float OTHER_FORM = 0.6f;

    private final IndexReader index;
    private final Function<Criterion, BitSet> matching;
    private final SessionTable table;
    private final Map<String, String> corrections;
    private final boolean beginnings;

    private final List<Query> clauses = new ArrayList<>();
    private final List<String> unknown = new ArrayList<>();
    private final List<Pattern> expressions = new ArrayList<>();
    private final List<Query> filters = new ArrayList<>();
    private final List<Query> without = new ArrayList<>();
    private final List<Criterion> sessions = new ArrayList<>();
    private final List<Criterion> projects = new ArrayList<>();
    private final Set<Section> sections = EnumSet.noneOf(Section.class);
    private final Set<String> tools = new HashSet<>();
    private final Marks marks = new Marks();
    private boolean signs;

    /**
     * @param matching the ids of sessions that a criterion holds for
     * @param corrections other words for some that were typed
     * @param beginnings whether a word that nobody says counts as the beginning of one
     */
    Questions(
            IndexReader index,
            SessionTable table,
            Function<Criterion, BitSet> matching,
            Map<String, String> corrections,
            boolean beginnings) {
        this.index = index;
        this.table = table;
        this.matching = matching;
        this.corrections = corrections;
        this.beginnings = beginnings;
    }

    Question of(Criterion criterion) throws IOException {
        top(criterion);
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        clauses.forEach(clause -> all.add(clause, Occur.MUST));
        filters.forEach(filter -> all.add(filter, Occur.FILTER));
        without.forEach(clause -> all.add(clause, Occur.MUST_NOT));
        Query text = null;
        if (!clauses.isEmpty() || !filters.isEmpty()) {
            text = clauses.size() == 1 && filters.isEmpty() && without.isEmpty() ? clauses.getFirst() : all.build();
        } else if (signs && expressions.isEmpty()) {
            text = MatchNoDocsQuery.INSTANCE;
        } else if (!without.isEmpty()) {
            text = all.add(MatchAllDocsQuery.INSTANCE, Occur.FILTER).build();
        }
        Criterion project = projects.isEmpty()
                ? null
                : projects.size() == 1 ? projects.getFirst() : new Criterion.And(List.copyOf(projects));
        return new Question(
                text,
                clauses.stream().map(this::alone).toList(),
                unknown,
                expressions,
                sessions,
                project,
                sections,
                tools,
                marks);
    }

    /** A clause that has to hold by itself: what must not be said is not said there either. */
    private Query alone(Query clause) {
        if (without.isEmpty()) {
            return clause;
        }
        BooleanQuery.Builder alone = new BooleanQuery.Builder().add(clause, Occur.MUST);
        without.forEach(not -> alone.add(not, Occur.MUST_NOT));
        return alone.build();
    }

    private void top(Criterion criterion) throws IOException {
        switch (criterion) {
            case Criterion.And(List<Criterion> all) -> {
                for (Criterion one : all) {
                    top(one);
                }
            }
            case Criterion.In(String section) ->
                sections.add(Section.called(section).orElse(Section.OTHER));
            case Criterion.Holds(TextField field, String text, boolean whole)
            when field == TextField.TOOL -> tools.add(text.toLowerCase(Locale.ROOT));
            case Criterion.Holds(TextField field, String text, boolean whole)
            when field == TextField.PROJECT -> projects.add(criterion);
            case Criterion.Words(String text, Match match) when match == Match.REGEX -> expression(text);
            // signs alone are no words: they matter only where nothing else was typed
            case Criterion.Words(String text, Match match) when isSigns(text) -> signs = true;
            case Criterion.Not(Criterion of) when saysSomething(of) -> without.add(query(of, false));
            default -> {
                if (saysSomething(criterion)) {
                    clauses.add(query(criterion, true));
                } else {
                    sessions.add(criterion);
                }
            }
        }
    }

    private static boolean isSigns(String text) {
        return !new WordScanner().of(text, text.length()).next();
    }

    private static boolean saysSomething(Criterion criterion) {
        return criterion.mentions(one -> one instanceof Criterion.Words
                || one instanceof Criterion.In
                || one instanceof Criterion.Holds(TextField field, String text, boolean whole)
                        && field == TextField.TOOL);
    }

    private void expression(String text) {
        boolean lower = text.equals(text.toLowerCase(Locale.ROOT));
        Pattern pattern = Pattern.compile(text, lower ? Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE : 0);
        expressions.add(pattern);
        marks.expression(pattern);
        for (String literal : Literals.of(text, SHORTEST_LITERAL)) {
            String wanted = "*" + WordScanner.fold(literal) + "*";
            filters.add(either(
                    new WildcardQuery(new Term(Fields.TEXT, wanted)),
                    new WildcardQuery(new Term(Fields.TAIL, wanted))));
        }
    }

    private Query query(Criterion criterion, boolean marked) throws IOException {
        return switch (criterion) {
            case Criterion.And(List<Criterion> all) -> {
                BooleanQuery.Builder every = new BooleanQuery.Builder();
                for (Criterion one : all) {
                    if (one instanceof Criterion.Not(Criterion of)) {
                        every.add(query(of, false), Occur.MUST_NOT);
                    } else {
                        every.add(query(one, marked), Occur.MUST);
                    }
                }
                if (all.stream().allMatch(one -> one instanceof Criterion.Not)) {
                    every.add(MatchAllDocsQuery.INSTANCE, Occur.MUST);
                }
                yield every.build();
            }
            case Criterion.Or(List<Criterion> any) -> {
                BooleanQuery.Builder some = new BooleanQuery.Builder();
                for (Criterion one : any) {
                    some.add(query(one, marked), Occur.SHOULD);
                }
                yield some.build();
            }
            case Criterion.Not(Criterion of) ->
                new BooleanQuery.Builder()
                        .add(MatchAllDocsQuery.INSTANCE, Occur.MUST)
                        .add(query(of, false), Occur.MUST_NOT)
                        .build();
            case Criterion.Words(String text, Match match) -> words(text, match, marked ? marks : new Marks());
            case Criterion.In(String section) ->
                new ConstantScoreQuery(new TermQuery(new Term(Fields.SECTION, section)));
            case Criterion.Holds(TextField field, String text, boolean whole)
            when field == TextField.TOOL ->
                new ConstantScoreQuery(new TermQuery(new Term(Fields.TOOL_KEY, text.toLowerCase(Locale.ROOT))));
            default -> new SessionsQuery(matching.apply(criterion), table);
        };
    }

    private Query words(String typed, Match match, Marks marked) throws IOException {
        List<String> parts = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        List<String> whole = new ArrayList<>();
        boolean pairs = scan(typed, parts, places, whole);
        if (whole.isEmpty()) {
            // signs alone: nothing that an index knows
            return MatchNoDocsQuery.INSTANCE;
        }
        if (match == Match.PREFIX) {
            return beginning(parts, places, whole, marked);
        }
        if (whole.size() == 1) {
            String only = whole.getFirst();
            boolean half = pairs && only.codePointCount(0, only.length()) == 1;
            return half ? beginning(parts, places, whole, marked) : word(only, match, marked);
        }
        return phrase(typed, parts, places, marked);
    }

    /**
     * @param parts gets the words that stand one after the other, {@code places} their positions
     * @param whole gets the words as they are written
     * @return whether there are characters of which two are a word
     */
    private static boolean scan(String typed, List<String> parts, List<Integer> places, List<String> whole) {
        WordScanner words = new WordScanner().of(typed, typed.length());
        boolean pairs = false;
        while (words.next()) {
            String word = new String(words.word, 0, words.length);
            boolean pair = WordScanner.isCjk(word.codePointAt(0));
            boolean rest = pair && word.codePointCount(0, word.length()) == 1 && pairs && isInRun(typed, words.start);
            pairs |= pair;
            if (rest) {
                continue;
            }
            if (!words.part) {
                whole.add(word);
            }
            if (words.part && places.getLast() == words.position) {
                parts.set(parts.size() - 1, word);
            } else {
                parts.add(word);
                places.add(words.position);
            }
        }
        return pairs;
    }

    private static boolean isInRun(String typed, int at) {
        return at > 0 && WordScanner.isCjk(typed.codePointBefore(at));
    }

    private Query word(String word, Match match, Marks marked) throws IOException {
        String wanted = corrections.getOrDefault(word, word);
        if (isHash(wanted)) {
            marked.beginning(wanted);
            return new ConstantScoreQuery(new PrefixQuery(new Term(Fields.TEXT, wanted)));
        }
        marked.word(wanted);
        SynonymQuery.Builder forms = new SynonymQuery.Builder(Fields.TEXT);
        boolean known = isKnown(wanted);
        forms.addTerm(new Term(Fields.TEXT, wanted));
        if (match == Match.WORD) {
            for (String form : Inflection.of(wanted)) {
                if (index.docFreq(new Term(Fields.TEXT, form)) > 0) {
                    known = true;
                    marked.word(form);
                    forms.addTerm(new Term(Fields.TEXT, form), OTHER_FORM);
                }
            }
        }
        if (!known) {
            unknown.add(word);
            if (beginnings) {
                marked.beginning(wanted);
                return either(
                        new PrefixQuery(new Term(Fields.TEXT, wanted)), new PrefixQuery(new Term(Fields.TAIL, wanted)));
            }
        }
        Query said = forms.build();
        if (index.docFreq(new Term(Fields.TEXT, wanted)) > COMMON) {
            // how often a word is said that so many say tells nothing, and to find out takes half the time
            said = new BoostQuery(new ConstantScoreQuery(said), 0.5f);
        }
        if (index.docFreq(new Term(Fields.TAIL, wanted)) == 0) {
            return said;
        }
        return new BooleanQuery.Builder()
                .add(said, Occur.SHOULD)
                .add(
                        new BoostQuery(new ConstantScoreQuery(new TermQuery(new Term(Fields.TAIL, wanted))), 0.1f),
                        Occur.SHOULD)
                .build();
    }

    private boolean isKnown(String word) throws IOException {
        return index.docFreq(new Term(Fields.TEXT, word)) > 0 || index.docFreq(new Term(Fields.TAIL, word)) > 0;
    }

    private static boolean isHash(String word) {
        boolean digits = false;
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            digits |= c <= '9';
            if (!(c >= '0' && c <= '9' || c >= 'a' && c <= 'f')) {
                return false;
            }
        }
        return digits && word.length() >= SHORT_HASH && word.length() < WHOLE_HASH;
    }

    private Query beginning(List<String> parts, List<Integer> places, List<String> whole, Marks marked)
            throws IOException {
        String last = whole.size() == 1 ? whole.getFirst() : parts.getLast();
        marked.beginning(last);
        Query begins =
                either(new PrefixQuery(new Term(Fields.TEXT, last)), new PrefixQuery(new Term(Fields.TAIL, last)));
        if (whole.size() == 1) {
            return begins;
        }
        return new BooleanQuery.Builder()
                .add(phrase(last, parts.subList(0, parts.size() - 1), places, marked), Occur.MUST)
                .add(begins, Occur.MUST)
                .build();
    }

    private Query phrase(String typed, List<String> parts, List<Integer> places, Marks marked) {
        marked.phrase(List.copyOf(parts));
        Query text = phrase(Fields.TEXT, parts, places);
        if (typed.indexOf('/') < 0 && typed.indexOf('\\') < 0) {
            return text;
        }
        return new BooleanQuery.Builder()
                .add(text, Occur.SHOULD)
                .add(phrase(Fields.DIRS, parts, places), Occur.SHOULD)
                .build();
    }

    private static Query phrase(String field, List<String> parts, List<Integer> places) {
        PhraseQuery.Builder phrase = new PhraseQuery.Builder();
        for (int i = 0; i < parts.size(); i++) {
            phrase.add(new Term(field, parts.get(i)), places.get(i) - places.getFirst());
        }
        return phrase.build();
    }

    private static Query either(Query text, Query tail) {
        return new BooleanQuery.Builder()
                .add(text, Occur.SHOULD)
                .add(new BoostQuery(tail, 0.1f), Occur.SHOULD)
                .build();
    }
}
