package dev.reprise.web.shell;

import dev.reprise.label.Arrangement;
import dev.reprise.session.ProjectCount;
import dev.reprise.session.StreamCount;
import dev.reprise.session.TagCount;
import dev.reprise.session.ViewCounts;
import java.util.List;

/**
 * What the bar at the left tells.
 *
 * @param saved how many sessions each saved view finds, in their order
 */
record Side(
        Arrangement arrangement,
        List<Long> saved,
        ViewCounts counts,
        List<StreamCount> streams,
        List<ProjectCount> projects,
        List<TagCount> tags) {}
