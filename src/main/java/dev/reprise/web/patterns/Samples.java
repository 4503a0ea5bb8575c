package dev.reprise.web.patterns;

import dev.reprise.agent.Action;
import dev.reprise.agent.Entry;
import dev.reprise.agent.EntryKind;
import dev.reprise.agent.EntryRow;
import dev.reprise.resume.ResumeCommands.Check;
import dev.reprise.resume.ResumeCommands.Resume;
import dev.reprise.session.Protection;
import dev.reprise.session.Session;
import dev.reprise.session.SessionId;
import dev.reprise.session.SessionKind;
import dev.reprise.session.SessionState;
import dev.reprise.transcript.Turn;
import dev.reprise.transcript.Window;
import dev.reprise.web.conversation.Conversation;
import dev.reprise.web.conversation.Excerpt;
import dev.reprise.web.shell.Format;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Invented sessions and messages for the pattern page: every state, every shape, and some that mean harm. */
public final class Samples {

    private static final String HOSTILE = "<img src=x onerror=alert(1)> \u202eevil\u202c \"'><script>alert(2)</script>";
    private final Instant now;

    public Samples(Instant now) {
        this.now = now;
    }

    List<Session> sessions() {
        return List.of(
                session("auth-refactor", SessionState.LIVE, Protection.KEPT, Duration.ofMinutes(3), null, true),
                session(
                        "Flaky checkout test on Windows runners",
                        SessionState.INTERRUPTED,
                        Protection.KEPT,
                        Duration.ofHours(3),
                        null,
                        true),
                session(
                        "Why does the importer leak file handles?",
                        SessionState.ENDED,
                        Protection.KEPT,
                        Duration.ofDays(1),
                        Duration.ofDays(6),
                        true),
                session(
                        "pricing-model-v2",
                        SessionState.ENDED,
                        Protection.ONLY_IN_VAULT,
                        Duration.ofDays(50),
                        null,
                        true),
                session(
                        "add rate limiting to the public endpoints",
                        SessionState.ENDED,
                        Protection.LOST,
                        Duration.ofDays(120),
                        null,
                        true),
                session(
                        "Just seen, not read yet",
                        SessionState.ENDED,
                        Protection.IMPORTING,
                        Duration.ofDays(400),
                        null,
                        false),
                session(
                        HOSTILE + " " + "long ".repeat(60),
                        SessionState.ENDED,
                        Protection.KEPT,
                        Duration.ofDays(3),
                        null,
                        true));
    }

    private Session session(
            String title,
            SessionState state,
            Protection protection,
            Duration ago,
            @Nullable Duration left,
            boolean imported) {
        Instant last = now.minus(ago);
        boolean hostile = title.startsWith("<");
        return new Session(
                new SessionId("claude", "0b9c41d2-77e0-4a3b-9a44-%012x".formatted(title.hashCode())),
                new Session.Words(
                        null,
                        title,
                        null,
                        null,
                        "move auth to JWT, keep the cookie fallback for the old app",
                        "now fix the 3 failing tests",
                        "All three fail for the same reason: the clock is frozen before the key rotates.",
                        hostile,
                        title.contains("-") ? "name" : hostile ? "words" : "generated"),
                new Session.Place(
                        "acme/api",
                        "/home/me/work/api",
                        "/home/me/work/api",
                        "/home/me/work/api/.claude/worktrees/auth",
                        "feat/jwt",
                        "main",
                        "/home/me/.claude"),
                SessionKind.INTERACTIVE,
                state,
                new Session.Activity(
                        state == SessionState.LIVE ? "waiting" : null,
                        null,
                        "The last message of its log was answered; no process is seen that runs it."),
                protection,
                new Session.Period(
                        last.minus(Duration.ofHours(3)), last, 7_800_000, left == null ? null : now.plus(left)),
                new Session.Counts(
                        41,
                        2231,
                        310,
                        4,
                        1,
                        3,
                        hostile ? 2 : 0,
                        new Session.Tokens(12_000, 1_700_000, 90_000, 40_000, 61_000)),
                new Session.Changes(6, 210, 34, "/home/me/work/api/src/auth/jwt.ts"),
                new Session.Client("cli", List.of("2.1.330"), List.of("opus-4-5"), List.of()),
                new Session.PullRequest(2048, "https://example.org/acme/api/pull/2048"),
                new Session.Kin(null, null, hostile ? 2 : 1, null, null, 0),
                new Session.Marks(List.of("client-x"), null, state == SessionState.LIVE, false, null),
                dev.reprise.session.Troubles.NONE,
                new Session.Held(4_200_000, hostile, 0, null, null, null),
                imported);
    }

    /** A command with this verdict. */
    Resume resume(String verdict) {
        boolean unseen = verdict.equals("unknown");
        List<Check> checks = new ArrayList<>(List.of(
                verdict.equals("blocked")
                        ? new Check(
                                "transcript",
                                false,
                                "no",
                                "The transcript is gone; only the vault has it.",
                                "Restore it first, with the vault's copies (needs the program zstd).",
                                "sh -c 'cd \"$1\" && find …' sh '/home/me/.local/share/reprise/vault/claude'")
                        : new Check("transcript", true, "yes", "The transcript is there, once.", null, null),
                new Check(
                        "directory",
                        !unseen,
                        unseen ? "unknown" : "yes",
                        unseen
                                ? "Whether the directory exists is not to be seen from here."
                                : "The directory is there.",
                        null,
                        null),
                new Check(
                        "writable",
                        false,
                        "yes",
                        "The log is read-only.",
                        "Make it writable.",
                        "chmod 600 '/home/me/.claude/projects/-home-me-work-acme-api/0b9c41d2.jsonl'")));
        if (verdict.equals("fork")) {
            checks.add(new Check(
                    "running", false, "yes", "It is running in process 4711.", "Go there, or fork it.", null));
        }
        return new Resume(
                "bash",
                "cd '/home/me/work/acme api' && claude --resume 0b9c41d2-77e0-4a3b-9a44-3f1a0c5d9e21"
                        + (verdict.equals("fork") ? " --fork-session" : ""),
                !verdict.equals("blocked"),
                verdict,
                checks,
                List.of("--permission-mode", "plan", "--add-dir", "/home/me/work/shared types"),
                null,
                null);
    }

    /** A turn with what its work folds, and what stands before it. */
    Conversation conversation(String base, Format format) {
        Window whole = window();
        int end = whole.end();
        Turn turn = new Turn(new Turn.Extent(2, 3, 13, end), 3, "prompt", "now fix", now, 2, 1, 1, 9_000, true, false);
        List<Turn> turns = List.of(turn);
        Excerpt excerpt = Excerpt.around(turns, end, 0);
        List<Window> windows = excerpt.stretches().stream()
                .map(stretch -> new Window(end, stretch.from(), whole.items().subList(stretch.from(), stretch.to())))
                .toList();
        return Conversation.of(new Conversation.Source(base, turns, List.of(), format), excerpt, windows, null);
    }

    /** Entries, one of everything. */
    public Window window() {
        List<Window.Item> items = new ArrayList<>();
        List<Entry.Picture> none = List.of();
        add(items, EntryKind.COMPACTION, new Entry.Compaction(head(), "auto", 168_204, 31_007));
        add(items, EntryKind.SUMMARY, new Entry.Summary(head(), text("## What was done\n- tokens moved to **RS256**")));
        add(items, EntryKind.PROMPT, new Entry.Prompt(head(), text("now fix the 3 failing tests\n" + HOSTILE), true));
        add(items, EntryKind.COMMAND, new Entry.Command(head(), "/review", "--staged"));
        add(items, EntryKind.SHELL, new Entry.Shell(head(), text("git status")));
        add(items, EntryKind.SHELL_OUTPUT, new Entry.ShellOutput(head(), text("On branch feat/jwt"), text("")));
        add(
                items,
                EntryKind.THINKING,
                new Entry.Thinking(head(), text("The clock is frozen.\nSo the key never rotates."), false));
        add(items, EntryKind.THINKING, new Entry.Thinking(head(), text(""), true));
        add(
                items,
                EntryKind.TOOL_CALL,
                new Entry.ToolCall(
                        head(),
                        "t1",
                        "Bash",
                        "pnpm vitest run src/auth",
                        text("{\n  \"command\": \"pnpm vitest run\"\n}"),
                        new Action.Shell("pnpm vitest run " + HOSTILE, HOSTILE)));
        add(
                items,
                EntryKind.TOOL_RESULT,
                new Entry.ToolResult(
                        head(),
                        "t1",
                        true,
                        text("\u001b[31mFAIL\u001b[0m src/auth/jwt.spec.ts\n" + HOSTILE),
                        none,
                        null));
        add(
                items,
                EntryKind.TOOL_CALL,
                new Entry.ToolCall(
                        head(),
                        "t2",
                        "Edit",
                        "src/auth/jwt.spec.ts",
                        text("{}"),
                        new Action.FileEdit(HOSTILE, List.of(new Action.Hunk("a\nb\nc", "a\n" + HOSTILE + "\nc")))));
        add(items, EntryKind.TOOL_RESULT, new Entry.ToolResult(head(), "t2", false, text("ok"), none, null));
        add(
                items,
                EntryKind.TOOL_RESULT,
                new Entry.ToolResult(head(), "t0", false, text("of a call before this window"), none, "a.txt"));
        add(
                items,
                EntryKind.REPLY,
                new Entry.Reply(
                        head(),
                        text(
                                "All three fail for *one* reason: `jwt.spec.ts` is frozen.\n\n```js\nawait rotate(keys)\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n[x](javascript:alert(1)) ![i](https://example.org/i.png)\n\n"
                                        + HOSTILE),
                        "opus-4-5"));
        add(items, EntryKind.NOTIFICATION, new Entry.Notification(head(), "build", "done", text("exit 0")));
        add(items, EntryKind.NOTICE, new Entry.Notice(head(), "turn_duration", "info", text("took 2 min")));
        add(items, EntryKind.ATTACHMENT, new Entry.Attachment(head(), "file", "src/a.ts", text("export {}")));
        add(items, EntryKind.DOCUMENT, new Entry.Document(head(), "application/pdf", "spec.pdf", 81_000));
        add(items, EntryKind.ERROR, new Entry.Failure(head(), text("Overloaded"), "529"));
        add(items, EntryKind.INTERRUPT, new Entry.Interrupt(head(), "by the user"));
        add(items, EntryKind.REPAIR, new Entry.Repair(head(), text("No response requested.")));
        add(items, EntryKind.UNKNOWN, new Entry.Unknown(head(), "type:future", text("{\n  \"type\": \"future\"\n}")));
        add(items, EntryKind.UNREADABLE, new Entry.Unreadable(head(), "not JSON", text(HOSTILE)));
        return new Window(items.size(), 0, items);
    }

    private void add(List<Window.Item> items, EntryKind kind, Entry entry) {
        int n = items.size();
        EntryRow row = new EntryRow(
                n,
                new EntryRow.Span(n + 1, 0, 100L * n, 100),
                kind,
                "user",
                now,
                entry instanceof Entry.ToolResult ? "Read" : null,
                "",
                null,
                null,
                null,
                null,
                false,
                false,
                false);
        items.add(new Window.Item(row, n, entry, n == 3, null));
    }

    private Entry.Head head() {
        return new Entry.Head(0, now, null, false);
    }

    private static Entry.Text text(String value) {
        return new Entry.Text(value);
    }
}
