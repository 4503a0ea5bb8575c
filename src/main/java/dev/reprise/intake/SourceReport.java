package dev.reprise.intake;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the Sources page tells of each home. */
@Component
class SourceReport {

    private static final int MOST_ROWS = 200;

    private final JdbcClient jdbc;
    private final Homes homes;

    SourceReport(JdbcClient jdbc, Homes homes) {
        this.jdbc = jdbc;
        this.homes = homes;
    }

    List<String> homes() {
        return homes.all().stream().map(home -> home.path().toString()).toList();
    }

    List<Imports.Source> sources(Imports.Status status, List<Scanner.Trouble> trouble) {
        return homes.all().stream().map(home -> source(home, status, trouble)).toList();
    }

    private Imports.Source source(Home home, Imports.Status status, List<Scanner.Trouble> trouble) {
        long[] sums = jdbc.sql("select count(*), coalesce(sum(source_size), 0), coalesce(sum(unreadable), 0),"
                        + " count(distinct session_id), coalesce(sum(stored), 0) from log where home_id = ?")
                .param(home.id())
                .query((r, n) -> new long[] {r.getLong(1), r.getLong(2), r.getLong(3), r.getLong(4), r.getLong(5)})
                .single();
        return new Imports.Source(
                home.agent().label(),
                home.path().toString(),
                Files.isDirectory(home.path()),
                home.read(),
                sums[0],
                sums[1],
                sums[4],
                sums[3],
                status.lastScanAt(),
                status.lastScanMillis(),
                status.bytesPerSecond(),
                unreadable(home),
                sums[2],
                refused(home),
                refusedTotal(home),
                unknown(home),
                skipped(home, trouble));
    }

    private List<Imports.BadLine> unreadable(Home home) {
        return badLines(home, "unreadable_line", "reason", "b.line");
    }

    private List<Imports.BadLine> refused(Home home) {
        return badLines(home, "refused_value", "field", "b.line, b.id");
    }

    private List<Imports.BadLine> badLines(Home home, String table, String what, String order) {
        return jdbc.sql("select l.path, b.line, b.off, b.len, b." + what + ", s.native_id from " + table + " b"
                        + " join log l on l.id = b.log_id left join session s on s.id = l.session_id"
                        + " where l.home_id = ? order by l.path, " + order + " limit " + MOST_ROWS)
                .param(home.id())
                .query((r, n) -> new Imports.BadLine(
                        r.getString(1),
                        r.getInt(2),
                        r.getLong(3),
                        r.getInt(4),
                        r.getString(5),
                        id(home, r.getString(6))))
                .list();
    }

    private static @Nullable String id(Home home, @Nullable String nativeId) {
        return nativeId == null ? null : home.agent().id() + ":" + nativeId;
    }

    private long refusedTotal(Home home) {
        return jdbc.sql("select count(*) from refused_value v join log l on l.id = v.log_id where l.home_id = ?")
                .param(home.id())
                .query(Long.class)
                .single();
    }

    private List<Imports.TypeCount> unknown(Home home) {
        return jdbc.sql("select u.what, sum(u.times), min(l.path) from unknown_type u join log l on l.id = u.log_id"
                        + " where l.home_id = ? group by u.what order by 2 desc, 1 limit " + MOST_ROWS)
                .param(home.id())
                .query((r, n) -> new Imports.TypeCount(r.getString(1), r.getLong(2), r.getString(3)))
                .list();
    }

    private List<Imports.Skipped> skipped(Home home, List<Scanner.Trouble> trouble) {
        List<Imports.Skipped> skipped = new ArrayList<>(
                jdbc.sql("select path, skipped from log where home_id = ? and skipped is not null order by path limit "
                                + MOST_ROWS)
                        .param(home.id())
                        .query((r, n) -> new Imports.Skipped(r.getString(1), r.getString(2)))
                        .list());
        trouble.stream()
                .filter(t -> t.path().startsWith(home.path()))
                .limit(MOST_ROWS)
                .forEach(t -> skipped.add(
                        new Imports.Skipped(home.path().relativize(t.path()).toString(), t.why())));
        return skipped;
    }
}
