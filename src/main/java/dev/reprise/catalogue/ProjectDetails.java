package dev.reprise.catalogue;

import dev.reprise.session.ProjectDetail;
import dev.reprise.session.ProjectDetail.Branch;
import dev.reprise.session.ProjectDetail.ChangedFile;
import dev.reprise.session.ProjectDetail.Week;
import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads what was done in a project. */
@Component
class ProjectDetails {

    private static final int FILES = 40;
    private static final int BRANCHES = 20;
    private static final int WEEKS = 26;
    private static final long DAY_MILLIS = 86_400_000;

    private static final String OF_IT = " s.project_dir = ? and s.listed and not s.hidden";

    private final JdbcClient jdbc;
    private final Clock clock;

    ProjectDetails(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** @param dir as which it is shown */
    ProjectDetail of(String dir) {
        List<String> dirs = new ArrayList<>(List.of(dir));
        dirs.addAll(jdbc.sql("select dir from project_copy where into_dir = ? and dir <> ? order by dir")
                .params(dir, dir)
                .query(String.class)
                .list());
        long[] sums = jdbc.sql("select count(*), coalesce(sum(turns), 0) from session_list s where" + OF_IT)
                .param(dir)
                .query((r, n) -> new long[] {r.getLong(1), r.getLong(2)})
                .single();
        List<ChangedFile> files = jdbc.sql(
                        "select f.path, count(distinct f.session_id) n, sum(f.added), sum(f.removed) from file_change f"
                                + " join session_list s on s.id = f.session_id where" + OF_IT
                                + " group by f.path order by n desc, sum(f.added) + sum(f.removed) desc, f.path limit "
                                + FILES)
                .param(dir)
                .query((r, n) -> new ChangedFile(r.getString(1), r.getInt(2), r.getLong(3), r.getLong(4)))
                .list();
        List<Branch> branches = jdbc.sql("select s.branch, count(*) n from session_list s where" + OF_IT
                        + " and s.branch is not null and s.branch <> '' group by s.branch order by n desc, s.branch limit "
                        + BRANCHES)
                .param(dir)
                .query((r, n) -> new Branch(r.getString(1), r.getInt(2)))
                .list();
        return new ProjectDetail(dirs, sums[0], sums[1], files, weeks(dir), branches);
    }

    /** The last weeks, those without sessions too. */
    private List<Week> weeks(String dir) {
        // the epoch was a Thursday: weeks are counted from the Monday before it
        LocalDate thisWeek = week(Math.floorDiv(clock.millis() + 3 * DAY_MILLIS, 7 * DAY_MILLIS));
        List<Week> all = new ArrayList<>();
        for (int back = WEEKS - 1; back >= 0; back--) {
            all.add(new Week(thisWeek.minusWeeks(back), 0, 0));
        }
        jdbc.sql("select floor((s.last_at + 259200000) / 604800000) w, count(*), sum(s.turns) from session_list s where"
                        + OF_IT + " and s.last_at > 0 group by w")
                .param(dir)
                .query((r, n) -> new Week(week(r.getLong(1)), r.getInt(2), r.getLong(3)))
                .list()
                .forEach(week -> {
                    long at = ChronoUnit.WEEKS.between(all.getFirst().monday(), week.monday());
                    if (at >= 0 && at < WEEKS) {
                        all.set((int) at, week);
                    }
                });
        return all;
    }

    private static LocalDate week(long number) {
        return LocalDate.ofEpochDay(number * 7 - 3);
    }
}
