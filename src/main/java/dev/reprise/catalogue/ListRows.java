package dev.reprise.catalogue;

import dev.reprise.criteria.Part;
import dev.reprise.session.SessionKind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Keeps what the list looks through beside the wide rows of {@code session}: {@code session_list} with what it filters, sorts and
 * counts by, {@code session_words} with the text in which words are looked for, {@code session_retained}. To be called after every change of a session.
 */
final class ListRows {

    private static final String COLUMNS = "id, agent, native_id, kind, last_at, started_at, expires_at, state, status,"
            + " protection, named, pinned, hidden, hold, turns, bytes, tokens, lines, files_touched, failures, subagents,"
            + " parts, title_key, project, project_dir, branch, models, listed, stream";

    /** Of all sessions; followed by {@code where}. */
    static final String LIST = "merge into session_list (" + COLUMNS + ") key (id) select id, agent, native_id, kind,"
            + " last_at, coalesce(started_at, 0), expires_at, " + States.SQL
            + ", status, protection, name is not null or custom_title is"
            + " not null, pinned, hidden or trash_until is not null, hold, turns, bytes, tokens, lines, files_touched, failures, subagents, "
            + Arrays.stream(Part.values())
                    .map(part -> "case when " + condition(part) + " then " + part.bit() + " else 0 end")
                    .collect(Collectors.joining(" + "))
            + ", left(lower(title), 80), " + ProjectCopies.SHOWN + ", branch, models,"
            + " kind = 'interactive' or kind = 'scheduled' and runs > 0 or coalesce(presence, '') = 'unsaved' or bytes = 0 and copies > 0, stream from session";

    /** Of all sessions; the title is the first line. */
    static final String WORDS =
            "merge into session_words (id, dirs, words) key (id) select id, lower(concat_ws(chr(10), cwd, project_dir)), left(lower(concat_ws(chr(10),"
                    + " title, first_prompt, last_prompt, project_dir, branch, native_id, top_file,"
                    + " replace(trim(tags), chr(10), ' '), stream, " + ProjectCopies.NAME + ")), 8000) from session";

    /** Of all sessions: what rules of retention go by. */
    private static final String RETAINED =
            "merge into session_retained (id, trashed, source_at, verified, damaged) key (id) select id, trash_until is not"
                    + " null, source_at, verified_at is not null, damaged_at is not null from session";

    private static final String RUNS =
            "select id, runs, kind from session where agent = :agent and project_dir = :project_dir and task = :task"
                    + " order by last_at desc, id desc";

    private final Statements statements;
    private final Set<Task> stale = new LinkedHashSet<>();

    /** A scheduled task; its runs are folded in the list. */
    private record Task(String agent, String projectDir, String name) {}

    ListRows(Statements statements) {
        this.statements = statements;
    }

    private static String condition(Part part) {
        return switch (part) {
            case IMAGE -> "images > 0";
            case ERROR -> "failures > 0";
            case SUBAGENT -> "subagents > 0";
            case PR -> "pr_url is not null";
            case FORK -> "forked_from is not null";
            case FILE -> "files_touched > 0";
            case COMPACTION -> "compactions > 0";
            case VERSION -> "versions > 1";
            case TAG -> "tags <> ''";
            case STREAM -> "stream is not null";
            // stands in label_copy alone
            case NOTE -> "1 = 0";
        };
    }

    void refresh(long session) throws SQLException {
        statements.of(LIST + " where id = :id").set("id", session).execute();
        statements.of(WORDS + " where id = :id").set("id", session).execute();
        statements.of(RETAINED + " where id = :id").set("id", session).execute();
        changes(session);
    }

    /** The runs of the task that this session is one of, as it is stored now, are folded anew. */
    void changes(long session) throws SQLException {
        NamedStatement task = statements
                .of("select agent, project_dir, task from session where id = :id and task is not null")
                .set("id", session);
        Statements.first(task, r -> new Task(r.getString(1), r.getString(2), r.getString(3)))
                .ifPresent(stale::add);
    }

    /** Folds the runs of scheduled tasks anew of which one changed: the last one leads, and says how many there are. */
    void foldRuns() throws SQLException {
        for (Task task : stale) {
            fold(task);
        }
        stale.clear();
    }

    /** What was to be folded is not known any more. */
    void failed() {
        stale.clear();
    }

    private void fold(Task task) throws SQLException {
        List<Long> runs = new ArrayList<>();
        Map<Long, Integer> before = new HashMap<>();
        NamedStatement query = statements
                .of(RUNS)
                .set("agent", task.agent)
                .set("project_dir", task.projectDir)
                .set("task", task.name);
        try (ResultSet r = query.query()) {
            while (r.next()) {
                before.put(r.getLong("id"), r.getInt("runs"));
                if (r.getString("kind").equals(SessionKind.SCHEDULED.slug())) {
                    runs.add(r.getLong("id"));
                }
            }
        }
        for (Map.Entry<Long, Integer> one : before.entrySet()) {
            int now = !runs.isEmpty() && one.getKey().equals(runs.getFirst()) ? runs.size() : 0;
            if (now != one.getValue()) {
                long id = one.getKey();
                statements
                        .of("update session set runs = :runs where id = :id")
                        .set("runs", now)
                        .set("id", id)
                        .execute();
                statements.of(LIST + " where id = :id").set("id", id).execute();
            }
        }
    }

    /** Of all sessions of a home, where only the time at which they expire is another. */
    void expiryChanged(int home) throws SQLException {
        statements
                .of(
                        "update session_list l set expires_at = (select s.expires_at from session s where s.id = l.id)"
                                + " where exists (select 1 from log g where g.session_id = l.id and g.home_id = :home and g.role = 'transcript')")
                .set("home", home)
                .execute();
    }
}
