package dev.reprise.web.session;

import dev.reprise.label.Label;
import dev.reprise.organise.Names;
import dev.reprise.session.Session;
import dev.reprise.session.SessionDetail;
import dev.reprise.web.conversation.AgentRef;
import dev.reprise.web.conversation.Conversation;
import dev.reprise.web.conversation.Markdown;
import dev.reprise.web.conversation.Outline;
import dev.reprise.web.shell.Format;
import dev.reprise.web.shell.Frame;
import dev.reprise.web.shell.SafeText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The page of a session, or of a sub-agent of it.
 *
 * @param agent the sub-agent; null on the session's own page
 * @param tab slug of the open tab
 * @param logged whether there is a log of it; {@code entries} of its conversation
 * @param conversation what is shown of it; null where it is not shown, or only what is around it is
 * @param frame null where only what is around the conversation is shown; {@code resume} likewise
 * @param typed the prompts that are left of a session without a log
 * @param unwritten the prompts that are later than its log, with what is said of them; empty if there are none
 * @param rescued texts of it that a person exported and gave
 * @param offer the name of the session that this one goes on from; null if there is none
 * @param gone what is said where there is no conversation
 */
record ConversationPage(
        @Nullable Frame frame,
        SessionRow head,
        @Nullable Agent agent,
        List<Tab> tabs,
        String tab,
        boolean logged,
        int entries,
        @Nullable Conversation conversation,
        List<Typed> typed,
        List<Typed> unwritten,
        List<Rescued> rescued,
        Outline outline,
        @Nullable ResumePanel resume,
        Note note,
        Names.@Nullable Offer offer,
        SessionFacts facts,
        Gone gone) {

    /**
     * What is said in the place of a conversation that there is none of.
     *
     * @param href where its sub-agents are; null if there are none
     */
    record Gone(String title, String text, @Nullable String href) {

        static Gone of(Session session, boolean prompts) {
            String left = prompts
                    ? "These prompts survived in the CLI's own prompt history; the answers did not."
                    : "What is known of the session stands beside this.";
            return switch (session.protection()) {
                case LOST ->
                    session.troubles().registered() != null
                            ? registered(left)
                            : new Gone(
                                    "Its log is gone.",
                                    "None was ever seen here, and it is older than the CLI keeps logs. " + left,
                                    null);
                case ONLY_SUBAGENTS ->
                    new Gone(
                            "Its own log was never seen here.",
                            "What its sub-agents wrote is in the vault. " + left,
                            "/sessions/" + session.id() + "?tab=agents");
                case UNKNOWN ->
                    new Gone(
                            "No log of it was seen.",
                            "The client may not have saved it, or it was deleted before Reprise looked. " + left,
                            null);
                case INCOMPLETE ->
                    new Gone("The client could not save this session.", "Its log is an empty file. " + left, null);
                case KEPT, IMPORTING, ONLY_IN_VAULT, DAMAGED -> new Gone("Nothing of its log is read yet.", left, null);
            };
        }
    }

    /** What the registry alone says. */
    private static Gone registered(String left) {
        return new Gone(
                "Only its client's registry names it.",
                "That process is gone, and no log of it was ever seen: it was never written, or deleted before Reprise looked. Whether"
                        + " something was said in it is not known. " + left,
                null);
    }

    /**
     * What a person wrote about it.
     *
     * @param text as it was written; {@code html} the same, safe to print
     * @param seen tells it from another text
     */
    record Note(String text, String html, String seen) {

        static Note of(Label label) {
            String note = label.note() == null ? "" : label.note();
            return new Note(note, Markdown.html(note), label.noteTag());
        }
    }

    /** @param cut says that there is more of it; empty if it is whole */
    record Rescued(String name, String text, String cut) {}

    /** A prompt that the CLI's prompt history holds. */
    record Typed(Format.@Nullable Moment at, String text) {}

    /**
     * A tab that exists.
     *
     * @param count empty where there is nothing to count
     */
    record Tab(String slug, String label, String count, String href) {}

    /** A sub-agent, ready to print. */
    record Agent(String id, String title, String facts, String href, boolean internal, int line) {

        static Agent of(SessionRow head, SessionDetail.Subagent agent) {
            StringBuilder facts = new StringBuilder();
            append(facts, agent.type());
            append(facts, agent.model());
            append(facts, Format.count(agent.entries(), "entry"));
            append(facts, Format.count(agent.toolCalls(), "tool"));
            append(facts, agent.tokens() > 0 ? Format.brief(agent.tokens()) + " tokens" : null);
            append(facts, agent.activeMillis() > 0 ? Format.span(agent.activeMillis()) : null);
            return new Agent(
                    agent.agentId(),
                    SafeText.line(agent.title(), 160),
                    facts.toString(),
                    head.href() + "/agents/" + AgentRef.of(agent.agentId()),
                    agent.internal(),
                    agent.line());
        }

        private static void append(StringBuilder facts, @Nullable String fact) {
            if (fact != null && !fact.isEmpty()) {
                facts.append(facts.isEmpty() ? "" : " · ").append(SafeText.line(fact, 60));
            }
        }
    }

    static List<Tab> tabs(Session session, SessionDetail detail) {
        String href = "/sessions/" + session.id();
        List<Tab> tabs = new java.util.ArrayList<>();
        tabs.add(new Tab("conversation", "Conversation", "", href));
        add(tabs, href, "agents", "Sub-agents", detail.subagents().size());
        add(tabs, href, "files", "Files", detail.files().size());
        add(tabs, href, "commands", "Commands", detail.commands().size());
        if (!detail.stored().isEmpty()) {
            tabs.add(new Tab("raw", "Raw", "", href + "?tab=raw"));
        }
        return tabs;
    }

    private static void add(List<Tab> tabs, String href, String slug, String label, int count) {
        if (count > 0) {
            tabs.add(new Tab(slug, label, Format.count(count), href + "?tab=" + slug));
        }
    }

    /** Words for the title of the window. */
    public String title() {
        return agent == null ? head.title() : agent.title() + " · " + head.title();
    }

    /** Address of the log that is shown. */
    public String base() {
        return agent == null ? head.href() : agent.href();
    }
}
