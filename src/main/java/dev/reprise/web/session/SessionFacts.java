package dev.reprise.web.session;

import dev.reprise.retention.Sweeps;
import dev.reprise.session.Protection;
import dev.reprise.session.Session;
import dev.reprise.session.SessionDetail;
import dev.reprise.session.Troubles;
import dev.reprise.web.conversation.AgentRef;
import dev.reprise.web.conversation.Markdown;
import dev.reprise.web.shell.Format;
import dev.reprise.web.shell.SafeText;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of a session beside its conversation, ready to print.
 *
 * @param warnings what the user should know before relying on the session
 * @param kept what is shown although its log no longer has it; empty if nothing
 * @param lastReply beginning of the last thing the model said
 */
public record SessionFacts(
        List<Fact> facts,
        List<File> files,
        List<Command> commands,
        List<ConversationPage.Agent> agents,
        List<Fact> tools,
        List<Fact> lineage,
        List<Stored> stored,
        List<Bad> unreadable,
        List<Fact> unknown,
        List<String> warnings,
        String kept,
        String lastReply,
        Retention retention) {

    /**
     * What becomes of it: by the CLI's own clean-up, and here; empty where nothing is known to say.
     *
     * @param id of the session
     * @param choices what a rule can be made for from here
     */
    record Retention(String cli, String own, String id, List<Choice> choices) {

        /** @param match of the rule; {@code label} as people call it */
        record Choice(String label, String match) {}

        static Retention of(Session session, Sweeps.InForce rule, Format format) {
            Instant expires = session.period().expiresAt();
            String cli = switch (session.protection()) {
                case KEPT, INCOMPLETE, IMPORTING ->
                    expires == null
                            ? ""
                            : expires.isAfter(format.now())
                                    ? "CLI deletes no sooner than " + format.day(expires)
                                    : "CLI deletes at its next start";
                case ONLY_IN_VAULT, DAMAGED -> "The CLI's own log is gone";
                case ONLY_SUBAGENTS, LOST, UNKNOWN -> "";
            };
            String own = switch (session.protection()) {
                case KEPT, ONLY_IN_VAULT -> "Reprise keeps it. " + SafeText.line(rule.why());
                case INCOMPLETE -> "Reprise keeps what its log has. " + SafeText.line(rule.why());
                case IMPORTING -> "Reprise is reading it into the vault.";
                case DAMAGED, ONLY_SUBAGENTS -> "Reprise keeps what it has. " + SafeText.line(rule.why());
                case LOST, UNKNOWN -> "";
            };
            Instant trashed = session.marks().trashedUntil();
            if (trashed != null) {
                own = "In the trash; purged for good on " + format.day(trashed) + ".";
            }
            List<Choice> choices = new ArrayList<>();
            choices.add(new Choice(
                    "sessions of " + SafeText.line(session.place().project()),
                    "project:\"" + session.place().shownDir() + "\""));
            session.marks()
                    .tags()
                    .forEach(tag ->
                            choices.add(new Choice("sessions tagged " + SafeText.line(tag), "tag:\"" + tag + "\"")));
            return new Retention(cli, own, session.id().toString(), choices);
        }
    }

    /** A name and what it is; {@code href} empty where it leads nowhere. */
    public record Fact(String label, String value, String href) {}

    /** @param at when it was changed last, and {@code href} where that stands; empty if that is not known */
    record File(
            String path,
            String title,
            String added,
            String removed,
            String changes,
            Format.@Nullable Moment at,
            String href) {}

    /**
     * @param by label of the sub-agent that ran it; empty for the session's own
     * @param outcome {@code failed}, how long it took, or that no result was seen
     */
    record Command(String text, String href, boolean failed, Format.@Nullable Moment at, String outcome, String by) {}

    public record Stored(String file, String kind, String size, String href, boolean sourceThere, List<Fact> older) {}

    public record Bad(String file, String where, String reason, String href) {}

    static SessionFacts of(SessionRow head, SessionDetail detail, Sweeps.InForce rule, Format format) {
        Session session = detail.session();
        return new SessionFacts(
                facts(session, format),
                detail.files().stream()
                        .map(file -> file(file, session, head, format))
                        .toList(),
                detail.commands().stream()
                        .map(command -> command(command, head, format))
                        .toList(),
                detail.subagents().stream()
                        .map(agent -> ConversationPage.Agent.of(head, agent))
                        .toList(),
                detail.tools().stream().map(SessionFacts::tool).toList(),
                detail.lineage().stream().map(SessionFacts::relative).toList(),
                detail.stored().stream().map(stored -> stored(stored, head)).toList(),
                detail.unreadable().stream().map(bad -> bad(bad, head)).toList(),
                detail.unknown().stream()
                        .map(type -> new Fact(SafeText.line(type.what(), 80), Format.count(type.count()), ""))
                        .toList(),
                warnings(detail, format),
                kept(session.held()),
                said(session.words().lastReply()),
                Retention.of(session, rule, format));
    }

    private static String said(@Nullable String reply) {
        return reply == null ? "" : Markdown.words(reply, 500);
    }

    private static List<Fact> facts(Session session, Format format) {
        List<Fact> facts = new ArrayList<>();
        moment(facts, "Started", format.moment(session.period().startedAt()));
        moment(facts, "Last active", format.moment(session.period().lastActivityAt()));
        text(facts, "State", session.activity().evidence());
        text(facts, "Active", active(session));
        text(facts, "Turns", session.imported() ? Format.count(session.counts().turns()) : null);
        text(facts, "Tool calls", session.counts().toolCalls() == 0 ? null : tools(session));
        text(
                facts,
                session.client().models().size() == 1 ? "Model" : "Models",
                String.join(", ", session.client().models()));
        tokens(facts, session.counts().tokens());
        text(facts, "Directory", session.cwd());
        text(facts, "Branch", branch(session));
        text(facts, "Client", String.join(", ", session.client().clientVersions()));
        text(facts, "Started from", session.client().client());
        text(facts, "Log home", session.place().home());
        text(
                facts,
                "Size",
                session.held().bytes() > 0 ? Format.bytes(session.held().bytes()) : null);
        moment(facts, "Vault read back", format.moment(session.held().verifiedAt()));
        text(facts, "Id", session.id().value());
        return facts;
    }

    private static void tokens(List<Fact> facts, Session.Tokens tokens) {
        if (tokens.total() > 0) {
            text(
                    facts,
                    "Tokens",
                    Format.brief(tokens.input() + tokens.cacheRead() + tokens.cacheWrite()) + " in · "
                            + Format.brief(tokens.output()) + " out");
            text(facts, "From cache", tokens.cacheRead() > 0 ? Format.brief(tokens.cacheRead()) : null);
            text(facts, "To cache", tokens.cacheWrite() > 0 ? written(tokens) : null);
        }
    }

    private static String written(Session.Tokens tokens) {
        long brief = tokens.cacheWrite() - tokens.cacheWrite1h();
        if (tokens.cacheWrite1h() == 0) {
            return Format.brief(brief) + " for 5 min";
        }
        return Format.brief(tokens.cacheWrite1h()) + " for 1 h"
                + (brief > 0 ? " · " + Format.brief(brief) + " for 5 min" : "");
    }

    private static void moment(List<Fact> facts, String label, Format.@Nullable Moment at) {
        text(facts, label, at == null ? null : at.text());
    }

    private static void text(List<Fact> facts, String label, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            facts.add(new Fact(label, SafeText.line(value), ""));
        }
    }

    private static @Nullable String active(Session session) {
        if (session.period().activeMillis() < 1000
                || session.period().startedAt() == null
                || session.period().lastActivityAt() == null) {
            return null;
        }
        long whole = session.period().lastActivityAt().toEpochMilli()
                - session.period().startedAt().toEpochMilli();
        return Format.span(session.period().activeMillis())
                + (whole > session.period().activeMillis() ? " of " + Format.span(whole) : "");
    }

    private static String tools(Session session) {
        return Format.count(session.counts().toolCalls())
                + (session.counts().failures() > 0
                        ? " · " + Format.count(session.counts().failures()) + " failed"
                        : "");
    }

    private static @Nullable String branch(Session session) {
        String first = session.place().firstBranch();
        String last = session.place().branch();
        return first == null || last == null || first.equals(last) ? last : first + " → " + last;
    }

    private static File file(SessionDetail.FileTouched file, Session session, SessionRow head, Format format) {
        return new File(
                SessionRow.shortPath(file.path(), session),
                SafeText.line(file.path()),
                file.added() > 0 ? "+" + Format.count(file.added()) : "",
                file.removed() > 0 ? "−" + Format.count(file.removed()) : "",
                Format.count(file.changes(), "change"),
                format.moment(file.at()),
                file.line() == 0 ? "" : address(head, file.agentId(), file.line()));
    }

    private static Command command(SessionDetail.Command command, SessionRow head, Format format) {
        Long millis = command.millis();
        String took = millis == null ? "" : Format.span(millis);
        String ended = command.answered() ? took : "no result";
        return new Command(
                SafeText.text(command.text()),
                address(head, command.agentId(), command.line()),
                command.failed(),
                format.moment(command.at()),
                ended,
                command.agentId() == null ? "" : "sub-agent");
    }

    private static String address(SessionRow head, @Nullable String agentId, int line) {
        String log = agentId == null ? head.href() : head.href() + "/agents/" + AgentRef.of(agentId);
        return log + "?at=" + line + "#l" + line;
    }

    private static Fact tool(SessionDetail.Tool tool) {
        String calls =
                Format.count(tool.calls()) + (tool.failed() > 0 ? " · " + Format.count(tool.failed()) + " failed" : "");
        return new Fact(SafeText.line(tool.name(), 60), calls, "");
    }

    private static Fact relative(SessionDetail.Relative relative) {
        String label = SafeText.line(relative.how().replace('-', ' '), 40);
        return new Fact(label, SafeText.line(relative.title(), 120), "/sessions/" + relative.id());
    }

    private static Stored stored(SessionDetail.Stored stored, SessionRow head) {
        return new Stored(
                SafeText.line(stored.file()),
                SafeText.line(stored.kind(), 30),
                Format.bytes(stored.bytes()) + " · " + Format.bytes(stored.vaultBytes()) + " in the vault",
                raw(stored, head),
                stored.sourceThere(),
                older(stored, head));
    }

    private static List<Fact> older(SessionDetail.Stored stored, SessionRow head) {
        List<Fact> older = new ArrayList<>();
        for (int version = 1; version < stored.versions(); version++) {
            older.add(new Fact("version " + version, "", raw(stored, head) + "&version=" + version));
        }
        return older;
    }

    private static String raw(SessionDetail.Stored stored, SessionRow head) {
        return "/api" + head.href() + "/raw?file=" + URLEncoder.encode(stored.file(), StandardCharsets.UTF_8);
    }

    private static Bad bad(SessionDetail.BadLine bad, SessionRow head) {
        return new Bad(
                SafeText.line(bad.file()),
                "line " + Format.count(bad.line()) + " · byte " + Format.count(bad.offset()) + " · "
                        + Format.bytes(bad.length()),
                SafeText.line(bad.reason(), 200),
                head.href() + "?at=" + bad.line() + "#l" + bad.line());
    }

    private static List<String> warnings(SessionDetail detail, Format format) {
        List<String> warnings = new ArrayList<>();
        Session.Held held = detail.session().held();
        if (held.damagedAt() != null) {
            Format.Moment since = format.moment(held.damagedAt());
            warnings.add("Its copy in the vault is damaged since " + (since == null ? "?" : since.text()) + ": "
                    + Format.bytes(held.readableBytes() == null ? 0 : held.readableBytes()) + " of it can be read.");
        }
        lacking(detail.session(), format).ifPresent(warnings::add);
        Troubles.Stuck stuck = detail.session().troubles().stuck();
        if (stuck != null) {
            Format.Moment good = format.moment(stuck.goodAt());
            warnings.add("The last " + Format.count(stuck.prompts())
                    + " prompts got the same error; going on will fail again"
                    + (good == null ? "." : "; last good answer " + good.text() + ".")
                    + " The ways out stand with the command.");
        }
        if (held.recoveredEntries() == 0 && held.rewritten()) {
            warnings.add("Its log was rewritten behind our back. The vault keeps every version; see Raw.");
        }
        if (detail.session().troubles().parts() > 0) {
            warnings.add(
                    "Its conversation lies in " + detail.session().troubles().parts()
                            + " logs, none of which has all of it. It is shown as one here; the way to make it one stands with the command.");
        }
        if (detail.session().kin().copies() > 1) {
            warnings.add("There are " + detail.copies().size() + " logs with this id: "
                    + String.join(
                            ", ",
                            detail.copies().stream()
                                    .map(copy -> copy(copy, format))
                                    .toList()));
        }
        return warnings;
    }

    /** What was said and is in no log. */
    static Optional<String> lacking(Session session, Format format) {
        Troubles.Unwritten unwritten = session.troubles().unwritten();
        if (unwritten != null) {
            Format.Moment since = format.moment(unwritten.since());
            return Optional.of(
                    Format.count(unwritten.prompts(), "prompt") + " since " + (since == null ? "?" : since.full())
                            + (unwritten.prompts() == 1 ? " is" : " are")
                            + " in the client's own history and not in its log: it could not write (disk full, read-only?). If the window is"
                            + " still open, type /export FILE there.");
        }
        return session.protection() == Protection.INCOMPLETE
                ? Optional.of("Its log is an empty file: the client could not save this session.")
                : Optional.empty();
    }

    private static String kept(Session.Held held) {
        return held.recoveredEntries() == 0
                ? ""
                : "Its log shrank: " + Format.count(held.recoveredEntries(), "entry")
                        + " shown here " + (held.recoveredEntries() == 1 ? "is" : "are")
                        + " no longer in it, but in an older version that the vault keeps.";
    }

    private static String copy(SessionDetail.CopyOfLog copy, Format format) {
        Format.Moment at = format.moment(copy.modifiedAt());
        return SafeText.line(copy.path()) + " (" + Format.bytes(copy.bytes()) + (at == null ? "" : ", " + at.brief())
                + (copy.there() ? ")" : ", gone)");
    }
}
