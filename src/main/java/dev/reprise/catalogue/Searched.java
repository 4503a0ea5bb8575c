package dev.reprise.catalogue;

import dev.reprise.criteria.Criterion;
import dev.reprise.session.SessionId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.BitSet;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What an index over the catalogue goes by: which rows there are, and what sessions are called. */
@Repository
public class Searched {

    private static final String SESSIONS =
            "select s.id, s.agent, s.native_id, s.project, s.project_dir, s.cwd, s.last_at, s.custom_title, s.ai_title, s.summary,"
                    + " s.branch, s.first_branch, s.pr_url, s.stream, s.team, s.task, case when s.entries = 0 then s.first_prompt end,"
                    + " (select t.words from session_trouble t where t.id = s.id),"
                    + " exists (select 1 from session_trouble t where t.id = s.id and t.rescued) from session s";

    /** The first and last column of {@link #SESSIONS} with words that a session is known by. */
    private static final int FIRST_WORDS = 8;

    private static final int LAST_WORDS = 18;

    private final JdbcClient jdbc;

    Searched(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What a session is called and where it was.
     *
     * @param id of its row
     * @param words texts that it is known by, but for what a person wrote of it, and for what stands in its entries
     * @param dirs directory of its project, and where the session was at its end
     * @param at last activity, epoch milliseconds; 0 if not known
     * @param rescued whether the vault has a text of it that a person exported
     */
    public record Known(long id, SessionId publicId, List<String> words, List<String> dirs, long at, boolean rescued) {}

    /**
     * A log with entries.
     *
     * @param session id of the row of its session
     * @param agentId of the sub-agent that wrote it; null for the main log
     * @param first whether it is the one that is shown: not a copy of another
     */
    public record Log(long id, long session, @Nullable String agentId, boolean first) {}

    /** One number that the catalogue got when it was made: another one means that no id of rows is what it was. */
    public String catalogue() {
        return jdbc.sql("select id from catalogue_made").query(String.class).single();
    }

    /** The highest watermark that was given out, as far as was saved. */
    public long watermark() {
        return jdbc.sql("select coalesce(max(watermark), 0) from log")
                .query(Long.class)
                .single();
    }

    /** Sessions with ids above this one, in order of ids. */
    public List<Known> sessions(long after, int most) {
        return jdbc.sql(SESSIONS + " where s.id > ? order by s.id limit ?")
                .params(after, most)
                .query(Searched::known)
                .list();
    }

    /** These sessions, those that there are. */
    public List<Known> sessions(Collection<String> nativeIds) {
        return nativeIds.isEmpty()
                ? List.of()
                : jdbc.sql(SESSIONS + " where s.native_id = any(?)")
                        .param(nativeIds.toArray(new String[0]))
                        .query(Searched::known)
                        .list();
    }

    /** Sessions with this pull request, the most recent first. */
    public List<SessionId> ofPullRequest(String url) {
        return jdbc.sql(
                        "select agent, native_id from session where lower(pr_url) = lower(?) order by last_at desc limit 10")
                .param(url)
                .query((r, n) -> new SessionId(r.getString(1), r.getString(2)))
                .list();
    }

    private static Known known(ResultSet r, int n) throws SQLException {
        Set<String> words = new LinkedHashSet<>();
        for (int column = FIRST_WORDS; column <= LAST_WORDS; column++) {
            add(words, r.getString(column));
        }
        add(words, r.getString(4));
        add(words, r.getString(3));
        Set<String> dirs = new LinkedHashSet<>();
        add(dirs, r.getString(5));
        add(dirs, r.getString(6));
        return new Known(
                r.getLong(1),
                new SessionId(r.getString(2), r.getString(3)),
                List.copyOf(words),
                List.copyOf(dirs),
                r.getLong(7),
                r.getBoolean(LAST_WORDS + 1));
    }

    private static void add(Set<String> texts, @Nullable String text) {
        if (text != null && !text.isBlank()) {
            texts.add(text.strip());
        }
    }

    /** Every log that has entries. */
    public void logs(Consumer<Log> taker) {
        jdbc.sql("select id, session_id, case when role = 'subagent' then agent_id end, duplicate from log where"
                        + " session_id is not null and seqs > 0 and role in ('transcript', 'subagent')")
                .query(r -> {
                    taker.accept(new Log(r.getLong(1), r.getLong(2), r.getString(3), !r.getBoolean(4)));
                });
    }

    /** Ids of the rows of all sessions that fit. */
    public BitSet matching(Criterion criterion) {
        BitSet found = new BitSet();
        CriteriaSql sql = new CriteriaSql(criterion, false);
        jdbc.sql("select s.id from " + sql.from() + " where " + sql.sql())
                .params(sql.params())
                .query(r -> {
                    found.set((int) r.getLong(1));
                });
        return found;
    }

    /** What facets go by: project and last activity of every session, in no order. */
    public void facts(FactTaker taker) {
        jdbc.sql("select id, project_dir, project, last_at from session_list").query(r -> {
            taker.take(r.getLong(1), r.getString(2), r.getString(3), r.getLong(4));
        });
    }

    /** See {@link #facts}. */
    public interface FactTaker {
        void take(long session, String projectDir, String project, long at);
    }
}
