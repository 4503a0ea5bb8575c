package dev.reprise.organise;

import dev.reprise.catalogue.Entries;
import dev.reprise.catalogue.LogRef;
import dev.reprise.catalogue.Logs;
import dev.reprise.catalogue.Sessions;
import dev.reprise.label.Act;
import dev.reprise.label.Label;
import dev.reprise.label.Labels;
import dev.reprise.problem.Problem;
import dev.reprise.problem.Reason;
import dev.reprise.session.Session;
import dev.reprise.session.SessionDetail.Relative;
import dev.reprise.session.SessionId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Names that a session could have: made of what is known of it, or left to it by the one that it goes on from. */
@Service
public class Names {

    private static final int SUGGESTED = 3;
    private static final int FARTHEST = 5;
    private static final int FIRST = 4;
    private static final Set<String> TRUNKS = Set.of("main", "master", "develop", "dev", "trunk", "head");
    private static final Pattern HEADING =
            Pattern.compile("^\\s*#{1,4}\\s+(?:plan:?\\s+)?([^#\\n]{3,100})", Pattern.CASE_INSENSITIVE);

    private final Labels labels;
    private final Sessions sessions;
    private final Logs logs;
    private final Entries entries;

    Names(Labels labels, Sessions sessions, Logs logs, Entries entries) {
        this.labels = labels;
        this.sessions = sessions;
        this.logs = logs;
        this.entries = entries;
    }

    /** @param from what it was made of: {@code from its plan} */
    public record Suggestion(String name, String from) {}

    /** Three at most, each free; the same for the same session. */
    public List<Suggestion> suggest(Session session) {
        List<Suggestion> all = new ArrayList<>();
        Session.Words words = session.words();
        plan(session.id()).ifPresent(plan -> add(all, session, plan, "from its plan"));
        add(all, session, branch(session.place().branch()), "from its branch");
        add(all, session, words.lastPrompt(), "from its last prompt");
        add(all, session, file(session.changes().topFile()), "from its most changed file");
        add(all, session, words.cliTitle(), "from the CLI's title");
        add(all, session, words.firstPrompt(), "from its first prompt");
        if (session.pullRequest() != null) {
            add(all, session, "pr " + session.pullRequest().number(), "from its pull request");
        }
        return List.copyOf(all.subList(0, Math.min(SUGGESTED, all.size())));
    }

    private void add(List<Suggestion> all, Session session, @Nullable String text, String from) {
        String slug = text == null ? "" : Slug.of(text);
        if (slug.length() < 3 || all.size() == SUGGESTED) {
            return;
        }
        try {
            String free = labels.free(slug, session.id());
            boolean known = all.stream().anyMatch(one -> one.name().equals(free));
            if (!known && !free.equals(session.words().name())) {
                all.add(new Suggestion(free, from));
            }
        } catch (Problem cannotBeAName) {
            // a word with another meaning: the next one is taken
        }
    }

    /** The heading of the last plan that was shown, of one on one line. */
    private Optional<String> plan(SessionId id) {
        return logs.find(id, null)
                .flatMap(log -> entries.lastCall(log, "ExitPlanMode"))
                .map(HEADING::matcher)
                .filter(Matcher::find)
                .map(heading -> heading.group(1));
    }

    private static @Nullable String branch(@Nullable String branch) {
        if (branch == null || TRUNKS.contains(branch.toLowerCase(java.util.Locale.ROOT))) {
            return null;
        }
        return branch.substring(branch.lastIndexOf('/') + 1);
    }

    private static @Nullable String file(@Nullable String path) {
        if (path == null) {
            return null;
        }
        String name = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
        int end = name.lastIndexOf('.');
        return end > 0 ? name.substring(0, end) : name;
    }

    /**
     * A name that is taken.
     *
     * @param by who has it; {@code free} one like it that nobody has
     */
    public record Taken(SessionId by, String free) {}

    /** @throws Problem BAD_INPUT for what cannot be a name */
    public Optional<Taken> taken(SessionId session, String typed) {
        String name = Label.none(session).named(typed).name();
        return name == null
                ? Optional.empty()
                : labels.named(name)
                        .filter(other -> !other.equals(session))
                        .map(other -> new Taken(other, labels.free(name, session)));
    }

    /** The name of a session that this one goes on from; {@code why}: a sentence. */
    public record Offer(SessionId from, String name, String why) {}

    /** For a session without a name that nothing goes on from. */
    public Optional<Offer> offered(Session session, List<Relative> kin) {
        if (session.words().name() != null || session.kin().continuedIn() != null) {
            return Optional.empty();
        }
        String why = "";
        List<Relative> near = kin;
        SessionId at = session.id();
        for (int steps = 0; steps < FARTHEST; steps++) {
            Optional<Offer> found = before(sessions.get(at.toString()), near);
            if (found.isEmpty()) {
                return Optional.empty();
            }
            why = why.isEmpty() ? found.get().why() : why;
            at = found.get().from();
            String name = labels.of(at).name();
            if (name != null) {
                return Optional.of(new Offer(at, name, why));
            }
            near = sessions.detail(sessions.get(at.toString())).lineage();
        }
        return Optional.empty();
    }

    private Optional<Offer> before(Session session, List<Relative> kin) {
        for (Relative other : kin) {
            String why = switch (other.how()) {
                case "forked-from" -> "this one was forked from it";
                case "continues" -> "this one goes on where it stopped";
                case "shares-history" -> isOlder(other.id(), session) ? "this one goes on from a part of it" : "";
                default -> "";
            };
            if (!why.isEmpty()) {
                return Optional.of(new Offer(other.id(), "", why));
            }
        }
        boolean cleared = logs.find(session.id(), null).map(this::beginsCleared).orElse(false);
        return cleared
                ? sessions.before(session)
                        .map(other ->
                                new Offer(other, "", "this one began with /clear right after it, in the same project"))
                : Optional.empty();
    }

    private boolean isOlder(SessionId id, Session session) {
        var here = session.period().lastActivityAt();
        return here != null
                && sessions.find(id.toString())
                        .map(other -> other.period().lastActivityAt())
                        .filter(last -> last.isBefore(here))
                        .isPresent();
    }

    private boolean beginsCleared(LogRef log) {
        return entries.beginnings(log, FIRST).stream().anyMatch(text -> text.startsWith("/clear"));
    }

    /** Gives a session the name of another one, which has none then. */
    public Labels.Done take(String who, SessionId session, SessionId from) {
        String name = labels.of(from).name();
        if (name == null) {
            throw new Problem(Reason.CONFLICT, "That session has no name any more. Look again.");
        }
        return labels.arrange(Act.of(who, "gave the name " + name + " to the session that goes on"), work -> {
            work.change(from, label -> label.named(null));
            return List.of(work.change(session, label -> label.named(name)));
        });
    }
}
