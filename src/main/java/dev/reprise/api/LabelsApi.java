package dev.reprise.api;

import dev.reprise.catalogue.Sessions;
import dev.reprise.criteria.Asked;
import dev.reprise.label.Act;
import dev.reprise.label.Activity;
import dev.reprise.label.Label;
import dev.reprise.label.Labels;
import dev.reprise.label.Patch;
import dev.reprise.organise.Names;
import dev.reprise.organise.NamesInLogs;
import dev.reprise.problem.Problem;
import dev.reprise.problem.Reason;
import dev.reprise.session.Session;
import dev.reprise.session.SessionId;
import java.time.Clock;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
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

/** What people write about sessions: names, notes, tags, pins; one or many at once, and taken back. */
@RestController
@RequestMapping("/api")
class LabelsApi {

    private final Sessions sessions;
    private final Labels labels;
    private final Names names;
    private final NamesInLogs inLogs;
    private final Clock clock;

    LabelsApi(Sessions sessions, Labels labels, Names names, NamesInLogs inLogs, Clock clock) {
        this.sessions = sessions;
        this.labels = labels;
        this.names = names;
        this.inLogs = inLogs;
        this.clock = clock;
    }

    /** @param stream its path; {@code etag} changes whenever anything of it does; {@code activity} what undoes the change, 0 if there was none */
    record LabelAnswer(
            String id,
            @Nullable String name,
            List<String> tags,
            @Nullable String note,
            @Nullable String stream,
            boolean pinned,
            boolean hidden,
            boolean hold,
            String etag,
            long activity) {

        static LabelAnswer of(Label label, @Nullable String stream, long activity) {
            return new LabelAnswer(
                    label.session().toString(),
                    label.name(),
                    List.copyOf(label.tags()),
                    label.note(),
                    stream,
                    label.pinned(),
                    label.hidden(),
                    label.hold(),
                    label.etag(),
                    activity);
        }
    }

    @GetMapping("/sessions/{id}/label")
    ResponseEntity<LabelAnswer> label(@PathVariable String id) {
        return answer(labels.of(sessions.get(id).id()), 0);
    }

    /** Changes what the body names and leaves the rest; null takes a name or note away. */
    @PatchMapping("/sessions/{id}")
    ResponseEntity<LabelAnswer> patch(
            @PathVariable String id,
            @RequestBody Map<String, @Nullable Object> body,
            @RequestHeader(name = "If-Match", required = false) @Nullable String seen) {
        SessionId session = sessions.get(id).id();
        Patch patch = Patch.of(body);
        Labels.Done done = labels.change(List.of(session), Act.api(patch.what(1)), label -> {
            if (seen != null && !seen.replace("\"", "").equals(label.etag())) {
                throw new Problem(
                        Reason.CONFLICT,
                        "It was changed in the meantime; it "
                                + (label.name() == null ? "has no name" : "is called " + label.name())
                                + " now. Look again.");
            }
            return patch.apply(label);
        });
        return answer(done.now().getFirst(), done.activity());
    }

    /**
     * Names that a session could have.
     *
     * @param suggestions three at most, each free
     * @param takesOver the name of a session that this one goes on from; null if there is none
     */
    record NamesAnswer(
            List<Names.Suggestion> suggestions, @Nullable Over takesOver) {}

    /** @param why a sentence */
    record Over(String from, String name, String why) {}

    @GetMapping("/sessions/{id}/names")
    NamesAnswer names(@PathVariable String id) {
        Session session = sessions.get(id);
        return new NamesAnswer(
                names.suggest(session),
                names.offered(session, sessions.detail(session).lineage())
                        .map(offer -> new Over(offer.from().toString(), offer.name(), offer.why()))
                        .orElse(null));
    }

    /** Takes the name of another session over, which has none then. */
    @PostMapping("/sessions/{id}/names/take")
    ResponseEntity<LabelAnswer> take(@PathVariable String id, @RequestBody Map<String, @Nullable Object> body) {
        SessionId from = sessions.get(new Body(body, "from").text("from", "")).id();
        Labels.Done done = names.take(Act.API, sessions.get(id).id(), from);
        return answer(done.now().getFirst(), done.activity());
    }

    /** What writing its name into the CLI's own log would write; nothing is written. */
    @GetMapping("/sessions/{id}/name-in-log")
    NamesInLogs.Preview nameInLog(@PathVariable String id) {
        return inLogs.preview(sessions.get(id));
    }

    /** Writes it; {@code size} as the preview told. */
    @PostMapping("/sessions/{id}/name-in-log")
    NamesInLogs.Preview writeName(@PathVariable String id, @RequestBody Map<String, @Nullable Object> body) {
        if (body.get("size") instanceof Number size) {
            return inLogs.write(Act.API, sessions.get(id), size.longValue());
        }
        throw new Problem(Reason.BAD_INPUT, "size is the one that the preview told.");
    }

    @PutMapping("/sessions/{id}/tags/{tag}")
    ResponseEntity<LabelAnswer> tag(@PathVariable String id, @PathVariable String tag) {
        return one(id, "tagged it " + tag, label -> label.tagged(tag));
    }

    @DeleteMapping("/sessions/{id}/tags/{tag}")
    ResponseEntity<LabelAnswer> untag(@PathVariable String id, @PathVariable String tag) {
        return one(id, "took the tag " + tag + " off it", label -> label.untagged(tag));
    }

    private ResponseEntity<LabelAnswer> one(String id, String what, UnaryOperator<Label> change) {
        Labels.Done done = labels.change(List.of(sessions.get(id).id()), Act.api(what), change);
        return answer(done.now().getFirst(), done.activity());
    }

    private ResponseEntity<LabelAnswer> answer(Label label, long activity) {
        String stream = labels.arrangement().path(label.stream());
        return ResponseEntity.ok().eTag("\"" + label.etag() + "\"").body(LabelAnswer.of(label, stream, activity));
    }

    /** @param activity what undoes it, 0 if nothing was changed; {@code sessions} that were asked for */
    record Bulk(long activity, int sessions, int changed) {}

    /** The same change of many: those of {@code ids}, or all that {@code q} finds. */
    @PostMapping("/bulk")
    Bulk bulk(
            @RequestBody Map<String, @Nullable Object> body,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
        Map<String, @Nullable Object> change = new java.util.HashMap<>(body);
        Object ids = change.remove("ids");
        Object query = change.remove("q");
        if ((ids == null) == (query == null)) {
            throw new Problem(Reason.BAD_INPUT, "Say which sessions: either ids, or q.");
        }
        Set<SessionId> chosen = ids != null ? these(ids) : found(String.valueOf(query));
        Patch patch = Patch.of(change);
        if (patch.names() && chosen.size() > 1) {
            throw new Problem(Reason.BAD_INPUT, "A name is of one session. Name them one by one.");
        }
        Labels.Done done = labels.change(chosen, new Act(Act.API, patch.what(chosen.size()), key), patch::apply);
        return new Bulk(done.activity(), chosen.size(), done.changed());
    }

    private Set<SessionId> these(Object ids) {
        Set<SessionId> chosen = new LinkedHashSet<>();
        for (String id : Patch.texts("ids", ids)) {
            chosen.add(sessions.get(id).id());
        }
        return chosen;
    }

    private Set<SessionId> found(String query) {
        var parsed = Asked.of(Map.of("q", query)).parse(ZonedDateTime.now(clock));
        return new LinkedHashSet<>(sessions.ids(parsed.criterion(), Labels.MOST + 1));
    }

    /** @param undone whether it was taken back; {@code undoes} what it takes back, null if nothing */
    record Done(
            long id,
            Instant at,
            String who,
            String what,
            int sessions,
            @Nullable Long undoes,
            boolean undone,
            boolean undoable) {

        static Done of(Activity activity) {
            return new Done(
                    activity.id(),
                    activity.at(),
                    activity.who(),
                    activity.what(),
                    activity.sessions(),
                    activity.undoes(),
                    activity.undone(),
                    activity.undoable());
        }
    }

    @GetMapping("/activity")
    List<Done> activity() {
        List<Done> all = new ArrayList<>();
        labels.activities().forEach(activity -> all.add(Done.of(activity)));
        return all;
    }

    @PostMapping("/activity/{id}/undo")
    Bulk undo(@PathVariable long id) {
        Labels.Done done = labels.undo(id, Act.API);
        return new Bulk(done.activity(), done.now().size(), done.changed());
    }
}
