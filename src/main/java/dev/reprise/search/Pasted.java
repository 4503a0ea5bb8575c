package dev.reprise.search;

import dev.reprise.agent.Action;
import dev.reprise.agent.Entry;
import dev.reprise.agent.Finding.EntryFound;
import dev.reprise.catalogue.Searched;
import dev.reprise.catalogue.Sessions;
import dev.reprise.search.Results.Direct;
import dev.reprise.session.Session;
import dev.reprise.session.SessionId;
import dev.reprise.transcript.Texts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.jspecify.annotations.Nullable;

/**
 * What something that was pasted names: a session's id, a pull request, a commit, a piece of code. Of code the session that wrote it, by its
 * edits and commands; of a commit the one whose {@code git commit} said so. Silent when that is not sure.
 */
final class Pasted {

    private static final Pattern UUID =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");
    private static final Pattern PULL_REQUEST =
            Pattern.compile("https?://\\S+?/(?:pull|pulls|merge_requests|pull-requests)/\\d+");
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{7,40}");

    /** {@code [main 1a2b3c4] Fix it}, {@code [main (root-commit) 1a2b3c4]}: what git says of a commit that it made. */
    private static final Pattern COMMITTED =
            Pattern.compile("\\[[^\\]\\s]{1,200}(?: \\(root-commit\\)| [a-z]+ HEAD)? ([0-9a-f]{7,40})\\]");

    private static final Pattern CODE = Pattern.compile("[(){}\\[\\];=<>]|->|::|\\w\\.\\w");
    private static final int SHORTEST_CODE = 16;
    private static final int WORDS_OF_CODE = 3;
    private static final int CANDIDATES = 100;
    private static final int SHORT_HASH = 7;
    private static final int LINES = 6;

    private final IndexSearcher searcher;
    private final SessionTable table;
    private final Texts texts;
    private final Searched searched;
    private final Sessions sessions;

    Pasted(IndexSearcher searcher, SessionTable table, Texts texts, Searched searched, Sessions sessions) {
        this.searcher = searcher;
        this.table = table;
        this.texts = texts;
        this.searched = searched;
        this.sessions = sessions;
    }

    /** What this names; null if nothing, or if it is not sure. */
    @Nullable
    Direct of(String typed) throws IOException {
        Matcher id = UUID.matcher(typed);
        if (id.find() && (typed.length() < 60 || typed.contains("resume"))) {
            Optional<Session> session = sessions.find(id.group());
            return session.map(one -> new Direct("session", one, "That is the id of a session:", 0, null))
                    .orElse(null);
        }
        Matcher pull = PULL_REQUEST.matcher(typed);
        if (pull.find()) {
            List<SessionId> found = searched.ofPullRequest(pull.group());
            return found.isEmpty()
                    ? null
                    : sessions.find(found.getFirst().toString())
                            .map(one ->
                                    new Direct("pull-request", one, "That is the pull request of a session:", 0, null))
                            .orElse(null);
        }
        if (HASH.matcher(typed).matches() && typed.chars().anyMatch(Character::isDigit)) {
            return commit(typed);
        }
        boolean lines = typed.contains("\n");
        return typed.length() >= SHORTEST_CODE && (lines || CODE.matcher(typed).find()) ? code(typed) : null;
    }

    /** An entry that may be it. */
    private record Candidate(Texts.Ref ref, int session) {}

    private @Nullable Direct commit(String hash) throws IOException {
        Query said = new BooleanQuery.Builder()
                .add(new PrefixQuery(new Term(Fields.TEXT, hash.substring(0, SHORT_HASH))), Occur.FILTER)
                .add(new TermQuery(new Term(Fields.SECTION, Section.OUTPUT.slug())), Occur.FILTER)
                .build();
        List<Candidate> found = candidates(said);
        Map<Texts.Ref, EntryFound> read =
                texts.some(Set.copyOf(found.stream().map(Candidate::ref).toList()), (ref, entry) -> entry);
        List<Candidate> made = found.stream()
                .filter(one -> read.containsKey(one.ref)
                        && committed(String.valueOf(read.get(one.ref).text()), hash))
                .toList();
        return only(made, "commit", "That commit was made here:");
    }

    private static boolean committed(String output, String hash) {
        Matcher commits = COMMITTED.matcher(output);
        while (commits.find()) {
            String made = commits.group(1);
            if (made.startsWith(hash) || hash.startsWith(made)) {
                return true;
            }
        }
        return false;
    }

    private @Nullable Direct code(String typed) throws IOException {
        List<String> lines = typed.lines()
                .map(String::strip)
                .filter(line -> line.length() >= SHORTEST_CODE)
                .sorted(Comparator.comparingInt(String::length).reversed())
                .limit(LINES)
                .toList();
        if (lines.isEmpty()) {
            return null;
        }
        PhraseQuery.Builder phrase = new PhraseQuery.Builder();
        WordScanner words =
                new WordScanner().of(lines.getFirst(), lines.getFirst().length());
        int count = 0;
        while (words.next()) {
            if (!words.part) {
                phrase.add(new Term(Fields.TEXT, new String(words.word, 0, words.length)), words.position);
                count++;
            }
        }
        if (count < WORDS_OF_CODE) {
            return null;
        }
        Query calls = new BooleanQuery.Builder()
                .add(phrase.build(), Occur.FILTER)
                .add(
                        new BooleanQuery.Builder()
                                .add(new TermQuery(new Term(Fields.SECTION, Section.EDIT.slug())), Occur.SHOULD)
                                .add(new TermQuery(new Term(Fields.SECTION, Section.COMMAND.slug())), Occur.SHOULD)
                                .build(),
                        Occur.FILTER)
                .build();
        List<Candidate> wrote = new ArrayList<>();
        for (Candidate one : candidates(calls)) {
            if (texts.shown(one.ref).filter(entry -> wrote(entry, lines)).isPresent()) {
                wrote.add(one);
            }
        }
        return only(wrote, "wrote", "That was written here:");
    }

    /** Whether this call put all of these lines there. */
    private static boolean wrote(Entry entry, List<String> lines) {
        if (!(entry instanceof Entry.ToolCall call)) {
            return false;
        }
        return switch (call.action()) {
            case Action.FileEdit(String path, List<Action.Hunk> hunks) ->
                lines.stream()
                        .allMatch(line -> hunks.stream()
                                .anyMatch(hunk -> hunk.after().contains(line)
                                        && !hunk.before().contains(line)));
            // a text that is given to a command to be written
            case Action.Shell(String command, String description) ->
                command.contains("<<") && lines.stream().allMatch(command::contains);
            default -> false;
        };
    }

    private List<Candidate> candidates(Query query) throws IOException {
        List<Candidate> found = new ArrayList<>();
        for (ScoreDoc hit : searcher.search(query, CANDIDATES).scoreDocs) {
            List<LeafReaderContext> leaves = searcher.getIndexReader().leaves();
            LeafReaderContext leaf = leaves.get(ReaderUtil.subIndex(hit.doc, leaves));
            NumericDocValues log = DocValues.getNumeric(leaf.reader(), Fields.LOG);
            NumericDocValues seq = DocValues.getNumeric(leaf.reader(), Fields.SEQ);
            if (log.advanceExact(hit.doc - leaf.docBase)
                    && log.longValue() >= 0
                    && seq.advanceExact(hit.doc - leaf.docBase)
                    && table.session(log.longValue()) > 0) {
                found.add(new Candidate(
                        new Texts.Ref(log.longValue(), (int) seq.longValue()), table.session(log.longValue())));
            }
        }
        // one that all have said is none's
        return found.size() == CANDIDATES ? List.of() : found;
    }

    /** The last place, if all are in one session. */
    private @Nullable Direct only(List<Candidate> found, String what, String sentence) {
        Set<Integer> those = new HashSet<>();
        found.forEach(one -> those.add(one.session));
        if (those.size() != 1) {
            return null;
        }
        Candidate last = found.stream()
                .max(Comparator.comparingLong((Candidate one) -> one.ref.log()).thenComparingInt(one -> one.ref.seq()))
                .orElseThrow();
        Session session = sessions.rows(List.of((long) last.session)).get((long) last.session);
        return session == null
                ? null
                : new Direct(
                        what,
                        session,
                        sentence,
                        texts.line(last.ref.log(), last.ref.seq()).orElse(0),
                        table.agent(last.ref.log()));
    }
}
