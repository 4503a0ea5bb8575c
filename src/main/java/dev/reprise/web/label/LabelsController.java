package dev.reprise.web.label;

import dev.reprise.catalogue.Sessions;
import dev.reprise.label.Act;
import dev.reprise.label.Label;
import dev.reprise.label.Labels;
import dev.reprise.label.Patch;
import dev.reprise.organise.Names;
import dev.reprise.organise.NamesInLogs;
import dev.reprise.problem.Problem;
import dev.reprise.problem.Reason;
import dev.reprise.session.Session;
import dev.reprise.session.SessionId;
import dev.reprise.web.shell.Chosen;
import dev.reprise.web.shell.Format;
import dev.reprise.web.shell.Frames;
import dev.reprise.web.shell.ListQuery;
import dev.reprise.web.shell.SafeText;
import dev.reprise.web.shell.Told;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Names, tags, notes, pins: written on the list and on the page of a session, and taken back. */
@Controller
class LabelsController {

    private final Sessions sessions;
    private final Labels labels;
    private final Names names;
    private final NamesInLogs inLogs;
    private final Frames frames;
    private final Format format;
    private final Chosen chosen;

    LabelsController(
            Sessions sessions,
            Labels labels,
            Names names,
            NamesInLogs inLogs,
            Frames frames,
            Format format,
            Chosen chosen) {
        this.sessions = sessions;
        this.labels = labels;
        this.names = names;
        this.inLogs = inLogs;
        this.frames = frames;
        this.format = format;
        this.chosen = chosen;
    }

    /**
     * What a form says: the name of a field, and what it gets.
     *
     * @param field {@code name}, {@code note}, {@code tag}, {@code untag}, {@code pinned}, {@code hidden}, {@code hold}, {@code stream}
     * @param seen what the note was ({@link Label#noteTag}) when one began to write; null: whatever it is
     * @param value empty takes a name or note away; {@code true}, {@code false} or {@code toggle} of the last three
     */
    record Wish(
            String field, @Nullable String value, @Nullable String seen) {}

    /** @param all whether every session that the list's question finds is meant, instead of {@code id} */
    @PostMapping("/labels")
    String change(
            @RequestParam(defaultValue = "") List<String> id,
            @RequestParam(defaultValue = "false") boolean all,
            ListQuery query,
            Wish wish,
            Model model) {
        Set<SessionId> these = chosen.of(id, all, query);
        Patch patch = Patch.of(body(wish, these));
        Labels.Done done = labels.change(these, Act.page(patch.what(these.size())), label -> {
            if (wish.seen() != null && !wish.seen().equals(label.noteTag())) {
                throw new Problem(
                        Reason.CONFLICT,
                        "The note was changed in another window meanwhile. Yours is kept here: copy it, or save again to"
                                + " replace the other.");
            }
            return patch.apply(label);
        });
        model.addAttribute("page", Told.of(done.activity(), patch.what(done.changed()), null));
        return "labels :: done";
    }

    @PostMapping("/activity/{id}/undo")
    String undo(@PathVariable long id, Model model) {
        Labels.Done done = labels.undo(id, Act.PAGE);
        model.addAttribute("page", Told.of(done.activity(), "Took it back", null));
        return "labels :: done";
    }

    @GetMapping("/activity")
    String activity(Model model) {
        model.addAttribute("page", ActivityPage.of(frames.frame("activity"), labels, format));
        return "activity";
    }

    /** What is written of a session, for its fields. */
    @GetMapping("/sessions/{id}/label")
    String label(@PathVariable String id, Model model) {
        model.addAttribute("page", labels.of(sessions.get(id).id()));
        return "labels :: label";
    }

    /**
     * What to name a session.
     *
     * @param typed what stands in the field
     * @param taken sentence that says by whom it is, or why it cannot be a name; empty if it can
     * @param free one like it that nobody has; empty if it is free itself
     * @param by address of the session that has it
     * @param title what the CLI calls the session; empty if nothing
     */
    record Naming(
            String typed, String taken, String free, String by, List<Names.Suggestion> suggestions, String title) {}

    @GetMapping("/sessions/{id}/naming")
    String naming(@PathVariable String id, @RequestParam(defaultValue = "") String typed, Model model) {
        Session session = sessions.get(id);
        String taken = "";
        String free = "";
        String by = "";
        try {
            Names.Taken other = names.taken(session.id(), typed).orElse(null);
            if (other != null) {
                free = other.free();
                by = "/sessions/" + other.by();
                taken = typed.strip() + " is taken"
                        + sessions.find(other.by().toString())
                                .map(found -> " by a session of "
                                        + SafeText.line(found.place().project(), 60))
                                .orElse("")
                        + ". Names are yours alone, one each.";
            }
        } catch (Problem refused) {
            taken = String.valueOf(refused.getMessage());
        }
        String title = session.words().cliTitle();
        model.addAttribute(
                "page",
                new Naming(
                        typed,
                        taken,
                        free,
                        by,
                        names.suggest(session),
                        title == null ? "" : SafeText.line(title, 120)));
        return "labels :: naming";
    }

    /** The name of the session that this one goes on from. */
    @PostMapping("/sessions/{id}/take")
    String take(@PathVariable String id, @RequestParam String from, Model model) {
        Labels.Done done =
                names.take(Act.PAGE, sessions.get(id).id(), sessions.get(from).id());
        model.addAttribute("page", Told.of(done.activity(), "Took the name over", null));
        return "labels :: done";
    }

    /** What would be written into the CLI's own log. */
    @GetMapping("/sessions/{id}/name-in-log")
    String nameInLog(@PathVariable String id, Model model) {
        model.addAttribute("page", inLogs.preview(sessions.get(id)));
        return "labels :: in-log";
    }

    /** @param size of the log, as the preview told */
    @PostMapping("/sessions/{id}/name-in-log")
    String writeName(@PathVariable String id, @RequestParam long size, Model model) {
        String name = inLogs.write(Act.PAGE, sessions.get(id), size).name();
        model.addAttribute(
                "page", new Told(0, "Wrote the name " + name + " into its log; read again, it is there.", null));
        return "labels :: done";
    }

    private Map<String, @Nullable Object> body(Wish wish, Set<SessionId> chosen) {
        String value = wish.value();
        Map<String, @Nullable Object> body = new HashMap<>();
        switch (wish.field()) {
            case "pinned", "hidden", "hold" -> body.put(wish.field(), flag(wish, chosen));
            default -> body.put(wish.field(), value == null || value.isBlank() ? null : value);
        }
        return body;
    }

    /** Turned round: on, unless all of them have it. */
    private boolean flag(Wish wish, Set<SessionId> chosen) {
        if (!"toggle".equals(wish.value())) {
            return Boolean.parseBoolean(wish.value());
        }
        return labels.all().stream()
                        .filter(label -> chosen.contains(label.session()) && is(label, wish.field()))
                        .count()
                < chosen.size();
    }

    private static boolean is(Label label, String field) {
        return switch (field) {
            case "pinned" -> label.pinned();
            case "hidden" -> label.hidden();
            default -> label.hold();
        };
    }
}
