package dev.reprise.web.search;

import dev.reprise.search.Results;
import dev.reprise.web.shell.Format;
import dev.reprise.web.shell.Frame;
import dev.reprise.web.shell.SafeText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The results of a search.
 *
 * @param summary {@code 17 entries in 6 sessions}; {@code looked} of how many, and how long it took
 * @param notes what was taken otherwise than it looks, and what the index does not have yet
 * @param instead what was looked for because nothing says what was typed; null if nothing was
 * @param outside a way to what is out of the list; null if there is nothing
 * @param next address of the rest
 */
public record SearchPage(
        Frame frame,
        String q,
        boolean newest,
        String summary,
        String looked,
        List<Found> found,
        List<Narrow> narrows,
        int narrowed,
        List<String> notes,
        @Nullable String instead,
        @Nullable Other outside,
        @Nullable Named named,
        @Nullable None none,
        @Nullable String next,
        String bestHref,
        String newestHref) {

    /** Something that results can be narrowed to, with the ways. */
    record Narrow(String heading, List<Way> ways) {}

    /**
     * A way to narrow.
     *
     * @param width of its bar, 1 to 28
     */
    record Way(String label, String href, String count, int width, boolean chosen) {}

    /** Another question with what it finds. */
    record Other(String label, String href, String count) {}

    /** What was pasted names this. */
    record Named(String sentence, String title, String href) {}

    /**
     * Why nothing is there.
     *
     * @param looked what was searched
     * @param others questions that find something; {@code vain} those that find nothing either
     */
    record None(String looked, List<Other> others, List<String> vain) {}

    private static final double BAR = 28;

    static SearchPage of(Frame frame, Typed typed, Results found, Format format) {
        String sessions = Format.count(found.sessions(), "session");
        boolean listed = found.entries() > 0
                && found.groups().stream().anyMatch(group -> !group.best().isEmpty());
        List<Narrow> narrows = narrows(typed, found.facets());
        return new SearchPage(
                frame,
                typed.q(),
                typed.newest(),
                listed ? Format.count(found.entries(), "entry") + " in " + sessions : sessions,
                "of " + Format.count(found.looked().sessions()) + " searched · " + found.millis() + " ms",
                found.groups().stream()
                        .map(group -> Found.of(group, typed.q(), format))
                        .toList(),
                narrows,
                (int) narrows.stream()
                        .flatMap(n -> n.ways().stream())
                        .filter(Way::chosen)
                        .count(),
                notes(found),
                instead(typed, found),
                found.outside().entries() == 0 || found.sessions() == 0
                        ? null
                        : new Other(
                                Format.count(found.outside().sessions(), "more session"),
                                Typed.href(typed.q() + " kind:all", typed.newest()),
                                Format.count(found.outside().entries())),
                found.direct() == null
                        ? null
                        : new Named(
                                SafeText.line(found.direct().sentence(), 200),
                                SafeText.line(found.direct().session().title(), 120),
                                Found.href(
                                        found.direct().session(),
                                        found.direct().agentId(),
                                        found.direct().line(),
                                        typed.q())),
                found.sessions() == 0 ? none(typed, found) : null,
                found.next() == null ? null : typed.href() + "&cursor=" + found.next(),
                Typed.href(typed.q(), false),
                Typed.href(typed.q(), true));
    }

    private static List<Narrow> narrows(Typed typed, Results.Facets facets) {
        List<Narrow> all = new ArrayList<>();
        narrow(all, "Where", "in", facets.sections(), typed);
        narrow(all, "Project", "project", facets.projects(), typed);
        narrow(all, "Month", "on", facets.months(), typed);
        narrow(all, "Tool", "tool", facets.tools(), typed);
        return all;
    }

    private static void narrow(
            List<Narrow> all, String heading, String field, List<Results.Facet> facets, Typed typed) {
        long most = facets.stream().mapToLong(Results.Facet::count).max().orElse(1);
        List<Way> ways = facets.stream()
                .map(facet -> new Way(
                        SafeText.line(facet.label(), 40),
                        typed.toggled(field, facet.value(), facet.chosen()),
                        Format.count(facet.count()),
                        (int) Math.max(1, Math.round(BAR * facet.count() / most)),
                        facet.chosen()))
                .toList();
        if (!ways.isEmpty()) {
            all.add(new Narrow(heading, ways));
        }
    }

    private static List<String> notes(Results found) {
        List<String> notes = new ArrayList<>(found.notes());
        if (found.state().fault() != null) {
            notes.add("The search index cannot be written ("
                    + SafeText.line(found.state().fault(), 160)
                    + "): what was said since is not found. It is tried again.");
        } else if (found.state().building() && found.state().toGo() > 0) {
            notes.add("The search index is being made: about "
                    + Format.count(found.state().toGo(), "more entry") + " on the way.");
        }
        return notes;
    }

    private static @Nullable String instead(Typed typed, Results found) {
        if (found.instead() == null) {
            return null;
        }
        if (found.instead().equals("most")) {
            return "No session says all of “" + SafeText.line(typed.q(), 80) + "”. These say most of it.";
        }
        return "Nothing says “" + SafeText.line(typed.q(), 80) + "”. "
                + (found.instead().equals("spelling") ? "This says “" : "This begins with “") + found.corrected()
                + "”.";
    }

    private static None none(Typed typed, Results found) {
        List<Other> others = found.tried().stream()
                .filter(one -> one.entries() > 0)
                .map(one -> new Other(
                        SafeText.line(one.label(), 120),
                        Typed.href(one.query(), typed.newest()),
                        Format.count(one.entries(), "entry")))
                .toList();
        List<String> vain = found.tried().stream()
                .filter(one -> one.entries() == 0)
                .map(one -> SafeText.line(one.label(), 120))
                .toList();
        return new None(
                "Looked through " + Format.count(found.looked().sessions(), "session")
                        + ": prompts, replies, thinking, commands, output, titles, names, notes. "
                        + (found.state().building() && found.state().toGo() > 0
                                ? "The index is being made, more may be found in a moment."
                                : "The index is complete."),
                others,
                vain);
    }
}
