package dev.reprise.api;

import dev.reprise.api.OrganiseJson.Did;
import dev.reprise.api.OrganiseJson.ProjectJson;
import dev.reprise.api.OrganiseJson.RuleJson;
import dev.reprise.api.OrganiseJson.RulePreview;
import dev.reprise.api.OrganiseJson.StreamJson;
import dev.reprise.api.OrganiseJson.TagJson;
import dev.reprise.api.OrganiseJson.ViewJson;
import dev.reprise.catalogue.Sessions;
import dev.reprise.criteria.Asked;
import dev.reprise.label.Act;
import dev.reprise.label.Arrangement;
import dev.reprise.label.Colour;
import dev.reprise.label.Labels;
import dev.reprise.label.ProjectInfo;
import dev.reprise.label.SavedView;
import dev.reprise.label.Stream;
import dev.reprise.label.TagInfo;
import dev.reprise.label.TagRule;
import dev.reprise.organise.Projects;
import dev.reprise.organise.Rules;
import dev.reprise.organise.Streams;
import dev.reprise.organise.Tags;
import dev.reprise.organise.Views;
import dev.reprise.problem.Problem;
import dev.reprise.problem.Reason;
import dev.reprise.session.StreamCount;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What sessions are arranged by: saved views, work streams, tags, rules of tags. */
@RestController
@RequestMapping("/api")
class OrganiseApi {

    private final Sessions sessions;
    private final Labels labels;
    private final Views views;
    private final Streams streams;
    private final Tags tags;
    private final Rules rules;
    private final Projects projects;

    OrganiseApi(
            Sessions sessions, Labels labels, Views views, Streams streams, Tags tags, Rules rules, Projects projects) {
        this.sessions = sessions;
        this.labels = labels;
        this.views = views;
        this.streams = streams;
        this.tags = tags;
        this.rules = rules;
        this.projects = projects;
    }

    @GetMapping("/views")
    List<ViewJson> views() {
        return labels.arrangement().views().stream().map(view -> view(view, 0)).toList();
    }

    @PostMapping("/views")
    ViewJson makeView(@RequestBody Map<String, @Nullable Object> body) {
        Body fields = new Body(body, "name", "asks");
        Views.Made made = views.make(Act.API, fields.text("name", ""), fields.texts("asks", Map.of()));
        return view(made.view(), made.activity());
    }

    /** Changes what the body names. */
    @PatchMapping("/views/{id}")
    ViewJson changeView(
            @PathVariable String id,
            @RequestBody Map<String, @Nullable Object> body,
            @RequestHeader(name = "If-Match", required = false) @Nullable String seen) {
        Body fields = new Body(body, "name", "asks");
        Views.Made made = views.change(
                Act.API,
                id,
                seen,
                view -> new SavedView(
                        view.key(), fields.text("name", view.name()), fields.texts("asks", view.asks()), view.place()));
        return view(made.view(), made.activity());
    }

    @DeleteMapping("/views/{id}")
    Did deleteView(@PathVariable String id) {
        return new Did(views.delete(Act.API, id), 0);
    }

    @PutMapping("/views/order")
    Did orderViews(@RequestBody List<String> ids) {
        return new Did(views.order(Act.API, ids), 0);
    }

    @GetMapping("/views/built-in")
    List<Views.BuiltIn> builtIn() {
        return views.builtIn();
    }

    @PutMapping("/views/built-in/{slug}")
    Did showView(@PathVariable String slug, @RequestBody Map<String, @Nullable Object> body) {
        if (body.get("shown") instanceof Boolean shown) {
            return new Did(views.show(Act.API, slug, shown), 0);
        }
        throw new Problem(Reason.BAD_INPUT, "shown is true or false.");
    }

    private ViewJson view(SavedView view, long activity) {
        return new ViewJson(
                view.key(), view.name(), view.asks(), sessions.asked(Asked.of(view.asks())), view.etag(), activity);
    }

    @GetMapping("/streams")
    List<StreamJson> streams() {
        Arrangement now = labels.arrangement();
        List<StreamCount> counts = sessions.streams();
        return now.streams().stream()
                .map(stream -> StreamJson.of(stream, String.valueOf(now.path(stream.key())), counts, 0, 0))
                .toList();
    }

    @PostMapping("/streams")
    StreamJson makeStream(@RequestBody Map<String, @Nullable Object> body) {
        return stream(streams.make(Act.API, stream(null, body)));
    }

    /** Changes what the body names. */
    @PatchMapping("/streams/{id}")
    StreamJson changeStream(
            @PathVariable String id,
            @RequestBody Map<String, @Nullable Object> body,
            @RequestHeader(name = "If-Match", required = false) @Nullable String seen) {
        return stream(streams.change(Act.API, id, seen, stream -> stream(stream, body)));
    }

    private Stream stream(@Nullable Stream was, Map<String, @Nullable Object> body) {
        Body fields = new Body(body, "name", "parent", "colour", "dirs", "branches", "place");
        String parent = fields.nullable("parent", was == null ? null : was.parent());
        return new Stream(
                was == null ? "" : was.key(),
                fields.text("name", was == null ? "" : was.name()),
                parent == null || parent.isBlank()
                        ? null
                        : labels.arrangement().stream(parent).key(),
                Colour.ofText(fields.nullable("colour", was == null ? null : Colour.slugOf(was.colour()))),
                fields.list("dirs", was == null ? List.of() : was.dirs()),
                fields.list("branches", was == null ? List.of() : was.branches()),
                fields.number("place", was == null ? 0 : was.place()));
    }

    private StreamJson stream(Streams.Made made) {
        String path = String.valueOf(labels.arrangement().path(made.stream().key()));
        return StreamJson.of(made.stream(), path, sessions.streams(), made.moved(), made.activity());
    }

    @DeleteMapping("/streams/{id}")
    Did deleteStream(@PathVariable String id) {
        return Did.of(streams.delete(Act.API, id));
    }

    @GetMapping("/tags")
    List<TagJson> tags() {
        return tags.all().stream().map(TagJson::of).toList();
    }

    /** Gives a tag a colour, a group, or another name; one that there is already takes it in. */
    @PatchMapping("/tags/{tag}")
    Did changeTag(@PathVariable String tag, @RequestBody Map<String, @Nullable Object> body) {
        Body fields = new Body(body, "name", "colour", "group");
        TagInfo known = labels.arrangement().tag(tag);
        if (body.containsKey("name")) {
            if (body.size() > 1) {
                throw new Problem(Reason.BAD_INPUT, "Rename it first, and give it a colour or group then.");
            }
            return Did.of(tags.rename(Act.API, tag, fields.text("name", "")));
        }
        Colour colour = Colour.ofText(fields.nullable("colour", Colour.slugOf(known.colour())));
        return Did.of(tags.describe(Act.API, tag, colour, fields.nullable("group", known.group())));
    }

    @DeleteMapping("/tags/{tag}")
    Did deleteTag(@PathVariable String tag) {
        return Did.of(tags.delete(Act.API, tag));
    }

    @GetMapping("/projects")
    List<ProjectJson> projects() {
        return projects.all().stream().map(ProjectJson::of).toList();
    }

    /** Changes what the body names; {@code dir} says which. */
    @PatchMapping("/projects")
    Did changeProject(
            @RequestBody Map<String, @Nullable Object> body,
            @RequestHeader(name = "If-Match", required = false) @Nullable String seen) {
        Body fields = new Body(body, "dir", "name", "colour", "into", "apart");
        return Did.of(projects.change(Act.API, fields.text("dir", ""), seen, project -> {
            Colour colour = Colour.ofText(fields.nullable("colour", Colour.slugOf(project.colour())));
            return new ProjectInfo(
                    project.key(),
                    fields.nullable("name", project.name()),
                    colour,
                    fields.nullable("into", project.into()),
                    fields.list("apart", project.apart()));
        }));
    }

    /** Directories that may be one project. */
    @GetMapping("/projects/suggestions")
    List<Projects.Suggestion> suggestions() {
        return projects.suggestions();
    }

    @GetMapping("/rules")
    List<RuleJson> rules() {
        return labels.arrangement().rules().stream()
                .map(rule -> RuleJson.of(rule, 0, 0))
                .toList();
    }

    /** What such a rule would do; nothing is written. */
    @PostMapping("/rules/preview")
    RulePreview previewRule(@RequestBody Map<String, @Nullable Object> body) {
        Body fields = new Body(body, "filter", "tag");
        Rules.Preview preview = rules.preview(fields.text("filter", ""), fields.text("tag", ""));
        return new RulePreview(
                preview.found(),
                preview.gets().size(),
                preview.gets().stream().map(Object::toString).toList());
    }

    @PostMapping("/rules")
    RuleJson makeRule(@RequestBody Map<String, @Nullable Object> body) {
        Body fields = new Body(body, "filter", "tag", "previewed");
        TagRule asked = new TagRule("", fields.text("filter", ""), fields.text("tag", ""));
        Rules.Made made = rules.make(Act.API, asked.filter(), asked.tag(), fields.number("previewed", -1));
        return RuleJson.of(made.rule(), made.tagged(), made.activity());
    }

    @DeleteMapping("/rules/{id}")
    Did deleteRule(@PathVariable String id) {
        return new Did(rules.delete(Act.API, id), 0);
    }
}
