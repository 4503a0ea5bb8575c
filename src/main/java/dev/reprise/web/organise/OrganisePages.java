package dev.reprise.web.organise;

import dev.reprise.catalogue.Sessions;
import dev.reprise.label.Arrangement;
import dev.reprise.label.Labels;
import dev.reprise.label.SavedView;
import dev.reprise.label.TagInfo;
import dev.reprise.organise.Projects;
import dev.reprise.organise.Rules;
import dev.reprise.organise.Tags;
import dev.reprise.organise.Views;
import dev.reprise.problem.Problem;
import dev.reprise.session.SessionId;
import dev.reprise.web.organise.OrganisePage.ProjectRow;
import dev.reprise.web.organise.OrganisePage.RuleRow;
import dev.reprise.web.organise.OrganisePage.StreamRow;
import dev.reprise.web.organise.OrganisePage.TagRow;
import dev.reprise.web.organise.OrganisePage.ViewRow;
import dev.reprise.web.shell.Colours;
import dev.reprise.web.shell.Format;
import dev.reprise.web.shell.Frame;
import dev.reprise.web.shell.Frames;
import dev.reprise.web.shell.Link;
import dev.reprise.web.shell.ListQuery;
import dev.reprise.web.shell.SafeText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Puts together the page Organise. */
@Component
class OrganisePages {

    private static final int TOLD = 10;
    private static final int PROJECTS = 100;

    private final Sessions sessions;
    private final Labels labels;
    private final Views views;
    private final Tags tags;
    private final Rules rules;
    private final Projects projects;
    private final Frames frames;

    OrganisePages(
            Sessions sessions, Labels labels, Views views, Tags tags, Rules rules, Projects projects, Frames frames) {
        this.sessions = sessions;
        this.labels = labels;
        this.views = views;
        this.tags = tags;
        this.rules = rules;
        this.projects = projects;
        this.frames = frames;
    }

    OrganisePage page() {
        Arrangement now = labels.arrangement();
        Frame frame = frames.frame("organise");
        List<Projects.Project> all = projects.all();
        return new OrganisePage(
                frame,
                streams(frame, now),
                views(frame, now),
                views.builtIn(),
                tags.all().stream().map(OrganisePages::row).toList(),
                now.rules().stream()
                        .map(rule -> new RuleRow(
                                rule.key(),
                                rule.filter(),
                                rule.tag(),
                                ListQuery.none().with("q", rule.filter())))
                        .toList(),
                all.stream().limit(PROJECTS).map(OrganisePages::project).toList(),
                all.size() > PROJECTS ? Format.count(all.size() - PROJECTS, "project") + " more" : "",
                projects.suggestions());
    }

    private static List<StreamRow> streams(Frame frame, Arrangement now) {
        Map<String, Frame.Stream> shown =
                frame.streams().stream().collect(Collectors.toMap(Frame.Stream::key, Function.identity()));
        return now.streams().stream()
                .map(stream -> new StreamRow(
                        Objects.requireNonNull(shown.get(stream.key())),
                        stream.name(),
                        stream.parent() == null ? "" : stream.parent(),
                        Colours.slug(stream.colour()),
                        String.join("\n", stream.dirs()),
                        String.join("\n", stream.branches()),
                        stream.etag()))
                .toList();
    }

    private static List<ViewRow> views(Frame frame, Arrangement now) {
        List<ViewRow> all = new ArrayList<>();
        for (SavedView view : now.views()) {
            String asks = view.asks().entrySet().stream()
                    .map(ask -> ask.getKey().equals("q") ? ask.getValue() : ask.getKey() + ": " + ask.getValue())
                    .collect(Collectors.joining(" · "));
            all.add(new ViewRow(
                    frame.savedViews().get(all.size()), view.name(), SafeText.line(asks, 200), view.etag()));
        }
        return all;
    }

    private static TagRow row(Tags.Tag tag) {
        TagInfo info = tag.info();
        return new TagRow(
                info.key(),
                Colours.slug(info.colour()),
                info.group() == null ? "" : info.group(),
                Format.count(tag.sessions()),
                ListQuery.none().with("tag", info.key()));
    }

    private static ProjectRow project(Projects.Project project) {
        return new ProjectRow(
                project.count().dir(),
                SafeText.line(
                        project.info().name() == null
                                ? project.count().label()
                                : project.info().name(),
                        80),
                project.info().name() == null ? "" : project.info().name(),
                Colours.slug(project.info().colour()),
                project.parts(),
                Format.count(project.count().sessions()),
                ListQuery.none().with("project", project.count().dir()),
                project.info().etag());
    }

    OrganisePage.Preview preview(String filter, String tag) {
        if (filter.isBlank() || tag.isBlank()) {
            return new OrganisePage.Preview(filter, tag, "Say what to look for, and the tag.", -1, List.of());
        }
        try {
            Rules.Preview preview = rules.preview(filter, tag);
            int gets = preview.gets().size();
            String has = preview.found() == gets
                    ? ""
                    : "; " + Format.count(preview.found() - gets, "other") + " have it, or had it taken off";
            return new OrganisePage.Preview(
                    filter,
                    tag,
                    Format.count(gets, "session") + " would get it now" + has + ". Later ones get it by themselves.",
                    gets,
                    preview.gets().stream().limit(TOLD).map(this::link).toList());
        } catch (Problem e) {
            return new OrganisePage.Preview(filter, tag, String.valueOf(e.getMessage()), -1, List.of());
        }
    }

    private Link link(SessionId id) {
        return new Link(
                sessions.find(id.toString())
                        .map(session -> SafeText.line(session.title(), 100))
                        .orElse(id.brief()),
                "/sessions/" + id);
    }
}
