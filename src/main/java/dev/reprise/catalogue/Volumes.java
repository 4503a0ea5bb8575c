package dev.reprise.catalogue;

import dev.reprise.agent.Volume;
import dev.reprise.session.SessionId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Bytes of what the vault holds, by kind, project and session. Raw: as in the source; stored: as on disk, all versions. */
@Repository
public class Volumes {

    private static final String IN = " left join session_list s on s.id = l.session_id";
    private static final String SUMS = "sum(l.kept), sum(l.stored)";

    private final JdbcClient jdbc;

    Volumes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What the raw bytes are.
     *
     * @param logs of sessions and sub-agents, as far as it is known what their bytes are
     * @param unknown bytes of logs that were not read for it yet
     * @param rest of the logs: book-keeping
     * @param results files with results of tools; {@code images} pasted; {@code history} files as they were, before they were
     *     changed; {@code others} tasks, plans, prompts …
     */
    public record Kinds(Volume logs, long unknown, long rest, long results, long images, long history, long others) {}

    /** @param project its directory; null: all */
    public Kinds kinds(@Nullable String project) {
        List<Object> params = project == null ? List.of() : List.of(project);
        String where = project == null ? "" : " and s.project_dir = ?";
        long[] logs = jdbc.sql(
                        "select sum(v.messages), sum(v.results), sum(v.images), sum(v.signatures), sum(v.progress),"
                                + " sum(l.kept) filter (where v.log_id is not null), sum(l.kept) filter (where v.log_id is null)"
                                + " from log l left join log_volume v on v.log_id = l.id" + IN
                                + " where l.role in ('transcript', 'subagent')" + where)
                .params(params)
                .query((r, n) -> new long[] {
                    r.getLong(1), r.getLong(2), r.getLong(3), r.getLong(4), r.getLong(5), r.getLong(6), r.getLong(7)
                })
                .single();
        long[] files = new long[4];
        jdbc.sql("select l.kind, sum(l.kept) from log l" + IN + " where l.role not in ('transcript', 'subagent')"
                        + where + " group by l.kind")
                .params(params)
                .query((r, n) -> files[of(r.getString(1))] += r.getLong(2))
                .list();
        Volume volume = new Volume(logs[0], logs[1], logs[2], logs[3], logs[4]);
        long rest = logs[5] - logs[0] - logs[1] - logs[2] - logs[3] - logs[4];
        return new Kinds(volume, logs[6], Math.max(0, rest), files[0], files[1], files[2], files[3]);
    }

    private static int of(@Nullable String kind) {
        return switch (String.valueOf(kind)) {
            case "tool-result" -> 0;
            case "image" -> 1;
            case "file-history" -> 2;
            default -> 3;
        };
    }

    /**
     * A project.
     *
     * @param dir empty: what belongs to no session
     */
    public record OfProject(String dir, String name, long sessions, long raw, long stored) {}

    /** The biggest first. */
    public List<OfProject> projects() {
        return jdbc.sql(
                        "select coalesce(s.project_dir, ''), coalesce(min(s.project), ''), count(distinct l.session_id), "
                                + SUMS + " from log l" + IN
                                + " group by coalesce(s.project_dir, '') order by 4 desc, 1")
                .query((r, n) ->
                        new OfProject(r.getString(1), r.getString(2), r.getLong(3), r.getLong(4), r.getLong(5)))
                .list();
    }

    /** A session with its sub-agents and files. */
    public record OfSession(SessionId id, String title, String projectDir, long raw, long stored) {}

    /**
     * The biggest first.
     *
     * @param project its directory; null: of all
     */
    public List<OfSession> sessions(@Nullable String project, int most) {
        List<Object> params = new ArrayList<>();
        if (project != null) {
            params.add(project);
        }
        params.add(most);
        return jdbc.sql(
                        "select t.agent, t.native_id, t.title, t.project_dir, b.raw, b.stored from (select l.session_id id,"
                                + " sum(l.kept) raw, sum(l.stored) stored from log l join session_list s on s.id = l.session_id"
                                + (project == null ? "" : " where s.project_dir = ?")
                                + " group by l.session_id order by 2 desc, 1 limit ?) b join session t on t.id = b.id"
                                + " order by b.raw desc, t.id")
                .params(params)
                .query((r, n) -> new OfSession(
                        new SessionId(r.getString(1), r.getString(2)),
                        r.getString(3),
                        r.getString(4),
                        r.getLong(5),
                        r.getLong(6)))
                .list();
    }
}
