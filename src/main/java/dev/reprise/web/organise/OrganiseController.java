package dev.reprise.web.organise;

import dev.reprise.label.Act;
import dev.reprise.label.Colour;
import dev.reprise.label.Labels;
import dev.reprise.label.SavedView;
import dev.reprise.label.Stream;
import dev.reprise.organise.Projects;
import dev.reprise.organise.Rules;
import dev.reprise.organise.Streams;
import dev.reprise.organise.Tags;
import dev.reprise.organise.Views;
import dev.reprise.web.shell.Format;
import dev.reprise.web.shell.Told;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The page on which streams, views, tags, rules and projects are made and changed. */
@Controller
@RequestMapping("/organise")
class OrganiseController {

    private final Labels labels;
    private final Views views;
    private final Streams streams;
    private final Tags tags;
    private final Rules rules;
    private final Projects projects;
    private final OrganisePages pages;

    OrganiseController(
            Labels labels,
            Views views,
            Streams streams,
            Tags tags,
            Rules rules,
            Projects projects,
            OrganisePages pages) {
        this.labels = labels;
        this.views = views;
        this.streams = streams;
        this.tags = tags;
        this.rules = rules;
        this.projects = projects;
        this.pages = pages;
    }

    @GetMapping
    String page(Model model) {
        model.addAttribute("page", pages.page());
        return "organise";
    }

    private static String told(Model model, long activity, String text) {
        return told(model, activity, text, null);
    }

    private static String told(Model model, long activity, String text, @Nullable String key) {
        model.addAttribute("page", Told.of(activity, text, key));
        return "labels :: done";
    }

    private static Map<String, String> asks(Map<String, String> parameters) {
        Map<String, String> asks = new HashMap<>(parameters);
        asks.keySet().retainAll(SavedView.PARAMETERS);
        asks.values().removeIf(String::isBlank);
        return asks;
    }

    @PostMapping("/views")
    String makeView(@RequestParam Map<String, String> parameters, Model model) {
        Views.Made made = views.make(Act.PAGE, parameters.getOrDefault("name", ""), asks(parameters));
        return told(
                model,
                made.activity(),
                "Saved the view " + made.view().name(),
                made.view().key());
    }

    /** A name, or what it asks. */
    @PostMapping("/views/{key}")
    String changeView(
            @PathVariable String key,
            @RequestParam Map<String, String> parameters,
            @RequestParam(required = false) @Nullable String seen,
            Model model) {
        Views.Made made = views.change(Act.PAGE, key, seen, view -> {
            String name = parameters.getOrDefault("name", view.name());
            Map<String, String> asks = parameters.containsKey("name") ? view.asks() : asks(parameters);
            return new SavedView(view.key(), name, asks, view.place());
        });
        return told(model, made.activity(), "Changed the view " + made.view().name());
    }

    @PostMapping("/views/{key}/delete")
    String deleteView(@PathVariable String key, Model model) {
        String name = labels.arrangement().view(key).name();
        return told(model, views.delete(Act.PAGE, key), "Deleted the view " + name);
    }

    /** One place up or down. */
    @PostMapping("/views/{key}/move")
    String moveView(@PathVariable String key, @RequestParam int by, Model model) {
        List<String> keys = new ArrayList<>(
                labels.arrangement().views().stream().map(SavedView::key).toList());
        int at = keys.indexOf(labels.arrangement().view(key).key());
        int to = Math.clamp(at + by, 0, keys.size() - 1);
        keys.add(to, keys.remove(at));
        return told(model, views.order(Act.PAGE, keys), "Moved it");
    }

    @PostMapping("/built-in/{slug}")
    String showView(@PathVariable String slug, @RequestParam boolean shown, Model model) {
        long activity = views.show(Act.PAGE, slug, shown);
        return told(model, activity, shown ? "It is in the side bar again" : "It is out of the side bar");
    }

    /**
     * What a form says of a stream.
     *
     * @param dirs one on a line; {@code branches} likewise
     */
    record StreamForm(
            @Nullable String name,
            @Nullable String parent,
            @Nullable String colour,
            @Nullable String dirs,
            @Nullable String branches) {

        Stream stream(@Nullable String in, int place) {
            return new Stream(
                    "",
                    Objects.requireNonNullElse(name, ""),
                    in,
                    Colour.ofText(colour),
                    lines(dirs),
                    lines(branches),
                    place);
        }

        private static List<String> lines(@Nullable String text) {
            return text == null
                    ? List.of()
                    : text.lines().filter(line -> !line.isBlank()).toList();
        }
    }

    private @Nullable String parent(StreamForm form) {
        return form.parent == null || form.parent.isBlank()
                ? null
                : labels.arrangement().stream(form.parent).key();
    }

    @PostMapping("/streams")
    String makeStream(StreamForm form, Model model) {
        int place = labels.arrangement().endOfStreams();
        Streams.Made made = streams.make(Act.PAGE, form.stream(parent(form), place));
        String text = "Made the stream " + made.stream().name() + moved(made.moved());
        return told(model, made.activity(), text, made.stream().key());
    }

    private static String moved(int sessions) {
        return sessions == 0 ? "" : "; " + Format.count(sessions, "session") + " came in by its defaults";
    }

    @PostMapping("/streams/{key}")
    String changeStream(
            @PathVariable String key,
            StreamForm form,
            @RequestParam(required = false) @Nullable String seen,
            Model model) {
        String in = parent(form);
        Streams.Made made = streams.change(Act.PAGE, key, seen, stream -> form.stream(in, stream.place()));
        return told(
                model, made.activity(), "Changed the stream " + made.stream().name() + moved(made.moved()));
    }

    @PostMapping("/streams/{key}/delete")
    String deleteStream(@PathVariable String key, Model model) {
        String name = labels.arrangement().stream(key).name();
        Labels.Done done = streams.delete(Act.PAGE, key);
        String text = "Deleted the stream " + name + "; " + Format.count(done.changed(), "session") + " in none now";
        return told(model, done.activity(), text);
    }

    @PostMapping("/tags")
    String describeTag(
            @RequestParam String tag,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(required = false) @Nullable String colour,
            @RequestParam(required = false) @Nullable String group,
            Model model) {
        Labels.Done described = tags.describe(Act.PAGE, tag, Colour.ofText(colour), group);
        if (name.isBlank() || name.strip().equals(tag)) {
            return told(model, described.activity(), "Changed the tag " + tag);
        }
        Labels.Done renamed = tags.rename(Act.PAGE, tag, name);
        String text = "Renamed " + tag + " to " + name.strip() + " on " + Format.count(renamed.changed(), "session");
        return told(model, renamed.activity(), text);
    }

    @PostMapping("/tags/delete")
    String deleteTag(@RequestParam String tag, Model model) {
        Labels.Done done = tags.delete(Act.PAGE, tag);
        String text = "Deleted the tag " + tag + "; " + Format.count(done.changed(), "session") + " had it";
        return told(model, done.activity(), text);
    }

    @GetMapping("/rules/preview")
    String previewRule(
            @RequestParam(defaultValue = "") String filter, @RequestParam(defaultValue = "") String tag, Model model) {
        model.addAttribute("page", pages.preview(filter, tag));
        return "organise :: preview";
    }

    @PostMapping("/rules")
    String makeRule(@RequestParam String filter, @RequestParam String tag, @RequestParam int previewed, Model model) {
        Rules.Made made = rules.make(Act.PAGE, filter, tag, previewed);
        return told(
                model,
                made.activity(),
                "Made the rule; tagged " + Format.count(made.tagged(), "session") + " "
                        + made.rule().tag());
    }

    @PostMapping("/rules/{key}/delete")
    String deleteRule(@PathVariable String key, Model model) {
        return told(model, rules.delete(Act.PAGE, key), "Deleted the rule; tags that it gave stay");
    }

    @PostMapping("/projects")
    String changeProject(
            @RequestParam String dir,
            @RequestParam(required = false) @Nullable String name,
            @RequestParam(required = false) @Nullable String colour,
            @RequestParam(required = false) @Nullable String seen,
            Model model) {
        Labels.Done done = projects.change(Act.PAGE, dir, seen, project -> project.called(name, Colour.ofText(colour)));
        return told(model, done.activity(), "Changed the project");
    }

    /** Shows one project as another; an empty one: as its own again. */
    @PostMapping("/projects/merge")
    String merge(@RequestParam String dir, @RequestParam(defaultValue = "") String into, Model model) {
        Labels.Done done = projects.change(Act.PAGE, dir, null, project -> project.into(into));
        return told(model, done.activity(), into.isEmpty() ? "It is a project of its own again" : "Merged them");
    }

    /** Never suggested again. */
    @PostMapping("/projects/apart")
    String apart(@RequestParam String dir, @RequestParam String into, Model model) {
        Labels.Done done = projects.change(Act.PAGE, dir, null, project -> project.apartFrom(into));
        return told(model, done.activity(), "They stay two projects");
    }
}
