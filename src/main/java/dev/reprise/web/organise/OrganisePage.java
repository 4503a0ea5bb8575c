package dev.reprise.web.organise;

import dev.reprise.organise.Projects;
import dev.reprise.organise.Views;
import dev.reprise.web.shell.Frame;
import dev.reprise.web.shell.Link;
import java.util.List;

/**
 * What sessions are arranged by. {@code etag} of each says what was seen.
 *
 * @param moreProjects how many are not shown; empty if none
 */
record OrganisePage(
        Frame frame,
        List<StreamRow> streams,
        List<ViewRow> views,
        List<Views.BuiltIn> builtIn,
        List<TagRow> tags,
        List<RuleRow> rules,
        List<ProjectRow> projects,
        String moreProjects,
        List<Projects.Suggestion> suggestions) {

    /** Names of groups of tags. */
    public List<String> groups() {
        return tags.stream()
                .map(TagRow::group)
                .filter(group -> !group.isEmpty())
                .distinct()
                .toList();
    }

    /** @param parent key of the one it is in, or empty; {@code dirs} one on a line, {@code branches} likewise */
    record StreamRow(
            Frame.Stream shown, String name, String parent, String colour, String dirs, String branches, String etag) {}

    record ViewRow(Frame.Saved shown, String name, String asks, String etag) {}

    record TagRow(String tag, String colour, String group, String count, String href) {}

    record RuleRow(String key, String filter, String tag, String href) {}

    /** @param name that a person gave, or empty; {@code parts} directories that are shown as it */
    record ProjectRow(
            String dir,
            String label,
            String name,
            String colour,
            List<String> parts,
            String count,
            String href,
            String etag) {}

    /**
     * What a rule would do.
     *
     * @param gets sessions that would get the tag; −1 where it cannot be made
     * @param first the most recent of them
     */
    record Preview(String filter, String tag, String text, int gets, List<Link> first) {}
}
