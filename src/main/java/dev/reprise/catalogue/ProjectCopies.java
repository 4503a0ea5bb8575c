package dev.reprise.catalogue;

import dev.reprise.label.Arrangement;
import dev.reprise.label.ProjectInfo;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Keeps a copy of what people said of projects: rows of {@code project_copy}, by which the rows of sessions are shown. */
final class ProjectCopies {

    /** The name that a person gave the project of a row of {@code session}, or its part; null if none. */
    static final String NAME = "(select p.name from project_copy p where p.dir = session.project_dir)";

    /** Label and directory under which a row of {@code session} is shown. */
    static final String SHOWN = "coalesce(" + NAME + ", project),"
            + " coalesce((select p.into_dir from project_copy p where p.dir = session.project_dir), project_dir)";

    private final Statements statements;
    private final ListRows list;

    ProjectCopies(Statements statements, ListRows list) {
        this.statements = statements;
        this.list = list;
    }

    private record Shown(String name, String into) {}

    /** Takes over all that is said; answers the sessions that are shown elsewhere now. */
    Set<Long> refresh(Arrangement arrangement) throws SQLException {
        Map<String, Shown> now = new HashMap<>();
        for (ProjectInfo project : arrangement.projects()) {
            ProjectInfo target = target(arrangement, project);
            String label = target.name() == null ? Project.label(target.key()) : target.name();
            now.put(project.key(), new Shown(label, target.key()));
        }
        Map<String, Shown> before = known();
        Set<String> dirs = new HashSet<>(before.keySet());
        dirs.addAll(now.keySet());
        Set<Long> changed = new HashSet<>();
        for (String dir : dirs) {
            Shown shown = now.get(dir);
            if (!Objects.equals(shown, before.get(dir))) {
                write(dir, shown);
                changed.addAll(Statements.longs(statements
                        .of("select id from session where project_dir = :dir")
                        .set("dir", dir)));
            }
        }
        for (long session : changed) {
            list.refresh(session);
        }
        return changed;
    }

    /** What it is shown as in the end. */
    private static ProjectInfo target(Arrangement arrangement, ProjectInfo project) {
        ProjectInfo at = project;
        Set<String> seen = new HashSet<>();
        while (at.into() != null && seen.add(at.key())) {
            at = arrangement.project(at.into());
        }
        return at;
    }

    private Map<String, Shown> known() throws SQLException {
        Map<String, Shown> known = new HashMap<>();
        try (ResultSet r =
                statements.of("select dir, name, into_dir from project_copy").query()) {
            while (r.next()) {
                known.put(r.getString(1), new Shown(r.getString(2), r.getString(3)));
            }
        }
        return known;
    }

    private void write(String dir, @Nullable Shown shown) throws SQLException {
        if (shown == null) {
            statements
                    .of("delete from project_copy where dir = :dir")
                    .set("dir", dir)
                    .execute();
            return;
        }
        statements
                .of("merge into project_copy (dir, name, into_dir) key (dir) values (:dir, :name, :into)")
                .set("dir", dir)
                .set("name", shown.name)
                .set("into", shown.into)
                .execute();
    }
}
