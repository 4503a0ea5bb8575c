package dev.reprise.catalogue;

import dev.reprise.catalogue.HomeFigures.BadLine;
import dev.reprise.catalogue.HomeFigures.Skipped;
import dev.reprise.catalogue.HomeFigures.TypeCount;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads what the catalogue has of each log home. */
@Repository
public class HomeReports {

    /** Rows of each list. */
    public static final int MAX_ROWS = 200;

    private final JdbcClient jdbc;

    HomeReports(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What is known of this home now. */
    public HomeFigures of(Home home) {
        long[] sums = jdbc.sql("select count(*), coalesce(sum(source_size), 0), coalesce(sum(stored), 0),"
                        + " count(distinct session_id), coalesce(sum(unreadable), 0) from log where home_id = ?")
                .param(home.id())
                .query((r, n) -> new long[] {r.getLong(1), r.getLong(2), r.getLong(3), r.getLong(4), r.getLong(5)})
                .single();
        return new HomeFigures(
                sums[0],
                sums[1],
                sums[2],
                sums[3],
                badLines("unreadable_line", "reason", "b.line", home),
                sums[4],
                badLines("refused_value", "field", "b.line, b.id", home),
                refusedTotal(home),
                unknown(home),
                skipped(home));
    }

    private List<BadLine> badLines(String table, String what, String order, Home home) {
        return jdbc.sql("select l.path, b.line, b.off, b.len, b." + what + ", s.agent || ':' || s.native_id from "
                        + table
                        + " b join log l on l.id = b.log_id left join session s on s.id = l.session_id"
                        + " where l.home_id = ? order by l.path, " + order + " limit " + MAX_ROWS)
                .param(home.id())
                .query((r, n) -> new BadLine(
                        r.getString(1), r.getInt(2), r.getLong(3), r.getInt(4), r.getString(5), r.getString(6)))
                .list();
    }

    private long refusedTotal(Home home) {
        return jdbc.sql("select count(*) from refused_value v join log l on l.id = v.log_id where l.home_id = ?")
                .param(home.id())
                .query(Long.class)
                .single();
    }

    private List<TypeCount> unknown(Home home) {
        return jdbc.sql("select u.what, sum(u.times), min(l.path) from unknown_type u join log l on l.id = u.log_id"
                        + " where l.home_id = ? group by u.what order by 2 desc, 1 limit " + MAX_ROWS)
                .param(home.id())
                .query((r, n) -> new TypeCount(r.getString(1), r.getLong(2), r.getString(3)))
                .list();
    }

    private List<Skipped> skipped(Home home) {
        return jdbc.sql("select path, skipped from log where home_id = ? and skipped is not null order by path limit "
                        + MAX_ROWS)
                .param(home.id())
                .query((r, n) -> new Skipped(r.getString(1), r.getString(2)))
                .list();
    }
}
