package dev.reprise.catalogue;

import dev.reprise.criteria.Part;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Keeps what the list looks through beside the wide rows of {@code session}: {@code session_list} with what it filters, sorts and
 * counts by, {@code session_words} with the text in which words are looked for. To be called after every change of a session.
 */
final class ListRows {

    private static final String COLUMNS = "id, agent, native_id, kind, last_at, started_at, expires_at, state, status,"
            + " protection, named, pinned, hidden, hold, turns, bytes, tokens, lines, files_touched, failures, subagents,"
            + " parts, title_key, project, project_dir, branch, models";

    /** Of all sessions; followed by {@code where}. */
    static final String LIST = "merge into session_list (" + COLUMNS + ") key (id) select id, agent, native_id, kind,"
            + " last_at, coalesce(started_at, 0), expires_at, " + States.SQL
            + ", status, protection, name is not null or custom_title is"
            + " not null, pinned, hidden, hold, turns, bytes, tokens, lines, files_touched, failures, subagents, "
            + Arrays.stream(Part.values())
                    .map(part -> "case when " + condition(part) + " then " + part.bit() + " else 0 end")
                    .collect(Collectors.joining(" + "))
            + ", left(lower(title), 80), project, project_dir, branch, models from session";

    /** Of all sessions; the title is the first line. */
    static final String WORDS = "merge into session_words (id, words) key (id) select id, left(lower(concat_ws(chr(10),"
            + " title, first_prompt, last_prompt, project_dir, branch, native_id, top_file,"
            + " replace(trim(tags), chr(10), ' '))), 8000) from session";

    private final Statements statements;

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
        };
    }

    void refresh(long session) throws SQLException {
        statements.of(LIST + " where id = :id").set("id", session).execute();
        statements.of(WORDS + " where id = :id").set("id", session).execute();
    }

    /** Of all sessions of a home, where only the time at which they expire is another. */
    void expiryChanged(int home) throws SQLException {
        statements
                .of("update session_list l set expires_at = (select s.expires_at from session s where s.id = l.id)"
                        + " where exists (select 1 from session s where s.id = l.id and s.home_id = :home)")
                .set("home", home)
                .execute();
    }
}
