package dev.reprise.organise;

import dev.reprise.catalogue.Sessions;
import dev.reprise.label.Act;
import dev.reprise.label.Arrangement;
import dev.reprise.label.Labels;
import dev.reprise.label.ProjectInfo;
import dev.reprise.problem.Problem;
import dev.reprise.problem.Reason;
import dev.reprise.resume.WhereItWent;
import dev.reprise.session.ProjectCount;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Projects as people see them: called otherwise, and several directories shown as one. Never without being told to. */
@Service
public class Projects implements WhereItWent {

    private final Labels labels;
    private final Sessions sessions;
    private final Alike alike;
    private List<Suggestion> suggested = List.of();
    private long suggestedNanos;

    Projects(Labels labels, Sessions sessions, Alike alike) {
        this.labels = labels;
        this.sessions = sessions;
        this.alike = alike;
    }

    /** A project, what was said of it, and the directories that are shown as it. */
    public record Project(ProjectCount count, ProjectInfo info, List<String> parts) {}

    /** The most recently used first. */
    public List<Project> all() {
        Arrangement now = labels.arrangement();
        return sessions.projects().stream()
                .map(count -> new Project(count, now.project(count.dir()), parts(now, count.dir())))
                .toList();
    }

    private static List<String> parts(Arrangement now, String dir) {
        return now.projects().stream()
                .filter(part -> dir.equals(part.into()))
                .map(ProjectInfo::key)
                .toList();
    }

    /** Two directories that may be one project, the reason, and which would be shown as which. */
    public record Suggestion(String dir, String into, String why) {}

    /** Those that nobody declined. */
    public List<Suggestion> suggestions() {
        Arrangement now = labels.arrangement();
        return alike.among(sessions.projects()).stream()
                .filter(found -> !now.project(found.dir()).apart().contains(found.into()))
                .toList();
    }

    /** Many sessions are asked about together: directories are looked at once for all of them. */
    private synchronized List<Suggestion> lately() {
        long now = System.nanoTime();
        if (suggestedNanos == 0 || now - suggestedNanos > TimeUnit.SECONDS.toNanos(10)) {
            suggested = suggestions();
            suggestedNanos = now;
        }
        return suggested;
    }

    @Override
    public Optional<WhereItWent.Place> of(String dir) {
        return lately().stream()
                .filter(one -> one.dir().equals(dir))
                .findFirst()
                .map(one -> new WhereItWent.Place(one.into(), one.why()));
    }

    /**
     * Calls a project otherwise, gives it a colour, or shows it as another one.
     *
     * @param seen see {@link Items#unchanged}
     */
    public Labels.Done change(String who, String dir, @Nullable String seen, UnaryOperator<ProjectInfo> change) {
        ProjectInfo before = labels.arrangement().project(dir);
        Items.unchanged(before, seen);
        ProjectInfo after = change.apply(before);
        String into = after.into();
        String what = Objects.equals(before.into(), into)
                ? "changed the project " + called(after)
                : into == null ? "showed " + dir + " as a project of its own again" : "merged " + dir + " into " + into;
        return labels.arrange(Act.of(who, what), work -> {
            if (into != null) {
                check(work.now(), dir, into);
            }
            if (after.isBlank()) {
                if (work.now().projects().contains(before)) {
                    work.remove(before);
                }
            } else {
                work.put(after);
            }
            return List.of();
        });
    }

    private static String called(ProjectInfo project) {
        return project.name() == null ? project.key() : project.name();
    }

    private void check(Arrangement now, String dir, String into) {
        Collection<String> there = new ArrayList<>();
        sessions.projects().forEach(project -> there.add(project.dir()));
        now.projects().forEach(project -> there.add(project.key()));
        if (!there.contains(into) && Repository.local(into, null) == null) {
            throw new Problem(
                    Reason.NOT_FOUND,
                    "There is no project with the directory " + into + ", and no such directory here.");
        }
        String at = into;
        for (int steps = 0; at != null && steps <= now.projects().size(); steps++) {
            if (at.equals(dir)) {
                throw new Problem(Reason.CONFLICT, "That project is merged into this one already. Part them first.");
            }
            at = now.project(at).into();
        }
    }
}
