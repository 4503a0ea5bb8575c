package dev.reprise.agent.claude.fold;

import dev.reprise.agent.Entry;
import dev.reprise.agent.claude.fold.FoldState.Last;
import dev.reprise.agent.claude.record.Texts;

/** Follows who spoke last, which turns were answered, and which prompts tell what the session is about. */
final class TurnTracker {
    private static final String RENAMED = "Session renamed to: ";

    private final FoldState s;

    TurnTracker(FoldState state) {
        this.s = state;
    }

    /** Takes the new title out of what an early {@code /rename} printed. */
    void renamed(String text) {
        if (text.startsWith(RENAMED)) {
            s.customTitle = Texts.oneLine(text.substring(RENAMED.length()), Prompts.LENGTH);
        }
    }

    /** Where the conversation stands after this entry. */
    void entry(Entry entry, boolean systemRecord) {
        switch (entry) {
            case Entry.Prompt e -> said(e.text().value());
            case Entry.Command e -> {
                command(Texts.oneLine(e.name() + " " + e.arguments(), Prompts.LENGTH));
                boolean local = TopicTracker.isHousekeeping(e.name());
                s.last = local ? nothingAsked() : Last.PROMPT;
                s.turnOpen |= !local;
                s.ended &= local;
            }
            case Entry.Shell e -> {
                command(Texts.oneLine("! " + e.command().value(), Prompts.LENGTH));
                s.last = Last.ANSWER;
            }
            case Entry.Reply e -> {
                s.lastReply = Texts.oneLine(e.text().value(), Prompts.LENGTH);
                answered(Last.ANSWER);
            }
            case Entry.Thinking e -> answered(Last.RESULT);
            case Entry.ToolCall e -> answered(s.answeredBefore ? Last.RESULT : Last.CALL);
            case Entry.ToolResult e -> s.last = s.ended ? Last.ANSWER : Last.RESULT;
            case Entry.Compaction e when !e.trigger().equals("micro") -> s.compacted();
            case Entry.CommandOutput e -> s.last = nothingAsked();
            case Entry.Interrupt e -> s.last = Last.ANSWER;
            case Entry.Repair e -> s.last = Last.ANSWER;
            case Entry.Summary e -> s.last = Last.ANSWER;
            case Entry.Failure e when !systemRecord -> answered(Last.ANSWER);
            // written when a turn has ended, also one without an answer
            case Entry.Bookkeeping e
            when e.what().equals("turn_duration") && s.last == Last.PROMPT -> s.last = Last.ANSWER;
            default -> {}
        }
    }

    private Last nothingAsked() {
        return s.last == Last.NONE ? Last.NONE : Last.ANSWER;
    }

    private void answered(Last last) {
        s.last = last;
        s.turns += s.turnOpen ? 1 : 0;
        s.turnOpen = false;
    }

    /** Words that a person wrote. */
    void said(String text) {
        String line = Prompts.line(text);
        if (line.isEmpty()) {
            return;
        }
        s.firstAny = s.firstAny == null ? line : s.firstAny;
        s.lastAny = line;
        if (Prompts.real(line)) {
            s.firstReal = s.firstReal == null ? line : s.firstReal;
            s.lastReal = line;
        }
    }

    private void command(String line) {
        s.firstCommand = s.firstCommand == null ? line : s.firstCommand;
        s.lastCommand = line;
    }
}
