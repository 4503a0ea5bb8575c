package dev.reprise.api;

import dev.reprise.label.Colour;
import dev.reprise.label.Labels;
import dev.reprise.label.Stream;
import dev.reprise.label.TagRule;
import dev.reprise.organise.Projects;
import dev.reprise.organise.Tags;
import dev.reprise.session.StreamCount;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers of {@link OrganiseApi}. {@code activity} undoes what was done; 0 if nothing was. */
final class OrganiseJson {

    private OrganiseJson() {}

    /** @param changed sessions */
    record Did(long activity, int changed) {
        static Did of(Labels.Done done) {
            return new Did(done.activity(), done.changed());
        }
    }

    /** @param asks parameters of the list; {@code sessions} how many it finds */
    record ViewJson(String id, String name, Map<String, String> asks, long sessions, String etag, long activity) {}

    /** @param sessions in it and in those within it; {@code moved} came in by its defaults now */
    record StreamJson(
            String id,
            String name,
            String path,
            @Nullable String parent,
            @Nullable String colour,
            List<String> dirs,
            List<String> branches,
            int place,
            long sessions,
            long waiting,
            int moved,
            String etag,
            long activity) {

        static StreamJson of(Stream stream, String path, List<StreamCount> counts, int moved, long activity) {
            StreamCount count = StreamCount.within(counts, path);
            return new StreamJson(
                    stream.key(),
                    stream.name(),
                    path,
                    stream.parent(),
                    Colour.slugOf(stream.colour()),
                    stream.dirs(),
                    stream.branches(),
                    stream.place(),
                    count.sessions(),
                    count.waiting(),
                    moved,
                    stream.etag(),
                    activity);
        }
    }

    record TagJson(
            String tag, @Nullable String colour, @Nullable String group, long sessions) {
        static TagJson of(Tags.Tag tag) {
            return new TagJson(
                    tag.info().key(),
                    Colour.slugOf(tag.info().colour()),
                    tag.info().group(),
                    tag.sessions());
        }
    }

    /** @param label what it is called; {@code name} the one that a person gave; {@code parts} directories shown as it */
    record ProjectJson(
            String dir,
            String label,
            @Nullable String name,
            @Nullable String colour,
            List<String> parts,
            long sessions,
            @Nullable Instant lastActivityAt,
            String etag) {
        static ProjectJson of(Projects.Project project) {
            return new ProjectJson(
                    project.count().dir(),
                    project.count().label(),
                    project.info().name(),
                    Colour.slugOf(project.info().colour()),
                    project.parts(),
                    project.count().sessions(),
                    project.count().lastActivityAt(),
                    project.info().etag());
        }
    }

    /** @param tagged sessions that got its tag now */
    record RuleJson(String id, String filter, String tag, int tagged, long activity) {
        static RuleJson of(TagRule rule, int tagged, long activity) {
            return new RuleJson(rule.key(), rule.filter(), rule.tag(), tagged, activity);
        }
    }

    /** @param found by the filter; {@code count} of them would get the tag, {@code ids} which */
    record RulePreview(int found, int count, List<String> ids) {}
}
