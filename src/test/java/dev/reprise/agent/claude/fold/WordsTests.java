package dev.reprise.agent.claude.fold;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.LogBuilder;
import dev.reprise.agent.EntryKind;
import dev.reprise.agent.EntryRow;
import dev.reprise.agent.Finding;
import dev.reprise.agent.LogFacts;
import dev.reprise.agent.LogFacts.Ending;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Words are never missing, titles say something, and nothing is called interrupted that is not. */
class WordsTests {

    private static final String ID = "0b9c41d2-77e0-4a3b-9a44-3f1a0c5d9e21";

    private final List<Finding> found = new ArrayList<>();

    private static LogBuilder log() {
        return LogBuilder.of(ID).version("2.1.200");
    }

    private LogFacts facts(LogBuilder log) {
        return facts(log.text());
    }

    private LogFacts facts(String log) {
        found.clear();
        return Logs.facts(log, found);
    }

    private List<String> shown(EntryKind kind) {
        return found.stream()
                .filter(Finding.EntryFound.class::isInstance)
                .map(one -> ((Finding.EntryFound) one).row())
                .filter(row -> row.kind() == kind)
                .map(EntryRow::preview)
                .toList();
    }

    private static String queue(String operation, @Nullable String content) {
        return "{\"type\":\"queue-operation\",\"operation\":\"" + operation
                + "\",\"timestamp\":\"2026-03-02T10:05:00.000Z\",\"sessionId\":\"" + ID + "\""
                + (content == null ? "" : ",\"content\":\"" + content + "\"") + "}\n";
    }

    @Test
    void whatWasTypedMidTurnAndNeverDeliveredIsAPrompt() {
        LogFacts facts =
                facts(log().prompt("fix the tests").text() + queue("enqueue", "and the docs") + queue("remove", null));
        assertThat(shown(EntryKind.PROMPT)).containsExactly("fix the tests", "and the docs");
        assertThat(facts.words().lastPrompt()).isEqualTo("and the docs");
        assertThat(facts.counts().entries()).isEqualTo(2);
    }

    @Test
    void whatWasDeliveredIsShownOnce() {
        LogFacts facts = facts(log().prompt("fix the tests").reply("on it").text()
                + queue("enqueue", "and the docs")
                + queue("dequeue", null)
                + log().from(3).prompt("and the docs").reply("done").text());
        assertThat(shown(EntryKind.PROMPT)).containsExactly("fix the tests", "and the docs");
        assertThat(facts.counts().turns()).isEqualTo(2);
        assertThat(facts.counts().entries()).isEqualTo(4);
        assertThat(facts.ending()).isEqualTo(Ending.ANSWERED);
        // the same words a second time are a second prompt
        facts(log().prompt("go").text()
                + queue("enqueue", "more")
                + log().from(2).prompt("more").reply("a").prompt("more").text());
        assertThat(shown(EntryKind.PROMPT)).containsExactly("go", "more", "more");
    }

    @Test
    void aClientThatQueuesEveryPromptShowsItWhereItIsSent() {
        String log = queue("enqueue", "second")
                + log().prompt("first").reply("a").text()
                + queue("dequeue", null)
                + log().from(3).prompt("second").text();
        facts(log);
        assertThat(shown(EntryKind.PROMPT)).containsExactly("first", "second");
        assertThat(shown(EntryKind.META)).containsExactly("second");
        // the last wish before a crash
        assertThat(facts(queue("enqueue", "only this")).words().lastPrompt()).isEqualTo("only this");
    }

    @Test
    void aReportThatWaitsIsNobodysLastPrompt() {
        assertThat(facts(queue("enqueue", "<task-notification><summary>built</summary></task-notification>"))
                        .words()
                        .lastPrompt())
                .isNull();
    }

    @Test
    void severalThatAreDeliveredAsOneAreShownOnce() {
        facts(log().prompt("go").text()
                + queue("enqueue", "one")
                + queue("enqueue", "two")
                + log().from(2).prompt("one\ntwo").text());
        assertThat(shown(EntryKind.PROMPT)).containsExactly("go", "one", "two");
    }

    @Test
    void aPromptBesideAResultIsAPrompt() {
        LogFacts facts = facts(log().prompt("Fix the migration")
                .call("t1", "Bash", Map.of("command", "make"))
                .content(
                        "user",
                        List.of(
                                Map.of("type", "tool_result", "tool_use_id", "t1", "content", "ok"),
                                Map.of("type", "text", "text", "and make sure this is tested"))));
        assertThat(shown(EntryKind.PROMPT)).containsExactly("Fix the migration", "and make sure this is tested");
        assertThat(facts.words().lastPrompt()).isEqualTo("and make sure this is tested");
        facts(log().prompt("go")
                .content(
                        "user",
                        List.of(
                                Map.of("type", "tool_result", "tool_use_id", "t1", "content", "ok"),
                                Map.of("type", "text", "text", "Tool loaded."))));
        assertThat(shown(EntryKind.PROMPT)).containsExactly("go");
    }

    @Test
    void everyTeamMateIsHeard() {
        facts(
                log().prompt("Start the team")
                        .prompt(
                                "<teammate-message teammate_id=\"system\">\nbackend has shut down.\n</teammate-message>\n\n"
                                        + "<teammate-message teammate_id=\"tester\" color=\"green\">\nAll 41 tests pass\n</teammate-message>"));
        assertThat(shown(EntryKind.NOTIFICATION))
                .containsExactly("system: backend has shut down. tester: All 41 tests pass");
    }

    @Test
    void anAttachmentNeverHeardOfIsCountedAndFoldedAway() {
        facts(
                log().prompt("go").text()
                        + "{\"type\":\"attachment\",\"uuid\":\"00000000-0000-4000-8000-0000000000aa\",\"attachment\":{\"type\":\"from_the_future\"}}\n");
        assertThat(shown(EntryKind.UNKNOWN)).isEmpty();
        assertThat(found).contains(new Finding.UnknownType("attachment:from_the_future"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "y|Rename the flag|Rename the flag",
                "1|ok|",
                "continue|/var/log is full, look|/var/log is full, look",
                "hello|what does this do?|what does this do?",
            })
    void aTitleIsTheFirstPromptThatSaysSomething(String first, String second, String title) {
        assertThat(facts(log().prompt(first).reply("a").prompt(second)).words().topic())
                .isEqualTo(title);
    }

    @Test
    void aPlanIsCalledByItsHeading() {
        assertThat(facts(
                                log().prompt(
                                                "Implement the following plan:\n\n# Plan: Show issues beside the diff\n\n## Context\nx"))
                        .words()
                        .topic())
                .isEqualTo("Show issues beside the diff");
        assertThat(facts(log().prompt("Implement the following plan:\n\nno heading here"))
                        .words()
                        .topic())
                .isEqualTo("Implement the following plan: no heading here");
    }

    @Test
    void afterACompactionItIsWhatWasAskedBefore() {
        assertThat(facts(log().prompt(
                                        "This session is being continued from a previous conversation that ran out of context.\n"
                                                + "Analysis: long\n\nSummary:\n1. Primary Request and Intent:\n   - **Move auth** to JWT and keep cookies\n\n2. Key Technical Concepts:\n   - JWT")
                                .prompt("continue"))
                        .words()
                        .topic())
                .isEqualTo("Move auth to JWT and keep cookies");
    }

    @Test
    void aPictureWithoutWordsIsCalledByTheAnswer() {
        assertThat(facts(log().content(
                                        "user",
                                        List.of(Map.of(
                                                "type",
                                                "image",
                                                "source",
                                                Map.of(
                                                        "type",
                                                        "base64",
                                                        "media_type",
                                                        "image/png",
                                                        "data",
                                                        "iVBORw0KGgo="))))
                                .reply("The chart shows a falling margin."))
                        .words()
                        .topic())
                .isEqualTo("Image · The chart shows a falling margin.");
    }

    @Test
    void aCommandAfterClearNamesTheSession() {
        assertThat(facts(log().prompt("<command-name>/clear</command-name>\n<command-args></command-args>")
                                .prompt("<command-name>/review</command-name>\n<command-args>the diff</command-args>"))
                        .words()
                        .topic())
                .isEqualTo("/review the diff");
    }

    @Test
    void onlyALastPromptIsStillWords() {
        String log = "{\"type\":\"last-prompt\",\"lastPrompt\":\"Write the year-end letter\",\"sessionId\":\"" + ID
                + "\"}\n";
        assertThat(facts(log).words().topic()).isEqualTo("Write the year-end letter");
    }

    @Test
    void noTitleTurnsTheTextAround() {
        assertThat(facts(log().prompt("evil \u202egnp.exe")).words().topic()).isEqualTo("evil gnp.exe");
        assertThat(facts(log().title("a\u2066b\u2069")).words().customTitle()).isEqualTo("ab");
    }

    @Test
    void theResultOfASchemaEndsARun() {
        assertThat(facts(log().prompt("Review")
                                .call("t1", "StructuredOutput", Map.of("findings", List.of()))
                                .result("t1", "ok", false))
                        .ending())
                .isEqualTo(Ending.ANSWERED);
    }

    @Test
    void theSchemaOfASubagentInTheMainLogEndsNothing() {
        String inner = log().from(2)
                .call("t2", "StructuredOutput", Map.of())
                .result("t2", "ok", false)
                .text()
                .replace("\"isSidechain\":false", "\"isSidechain\":true");
        String log =
                log().prompt("Review").call("t1", "Task", Map.of("prompt", "x")).text() + inner;
        assertThat(facts(log).ending()).isEqualTo(Ending.MID_TURN);
    }

    @Test
    void aTeamMateThatShutDownWasNotInterrupted() {
        assertThat(facts(log().prompt("Work")
                                .call(
                                        "t1",
                                        "SendMessage",
                                        Map.of("to", "lead", "message", Map.of("type", "shutdown_response")))
                                .result("t1", "sent", false))
                        .ending())
                .isEqualTo(Ending.ANSWERED);
    }

    @Test
    void nobodyWaitsForACallFromBeforeACompaction() {
        String log = log().prompt("Fix the tests")
                        .call("t1", "Bash", Map.of("command", "make"))
                        .text()
                + "{\"type\":\"system\",\"subtype\":\"compact_boundary\",\"uuid\":\"00000000-0000-4000-8000-0000000000bb\",\"content\":\"Conversation compacted\",\"compactMetadata\":{\"trigger\":\"auto\",\"preTokens\":1}}\n"
                + log().from(4)
                        .prompt("This session is being continued from a previous conversation.")
                        .reply("done")
                        .text();
        assertThat(facts(log).ending()).isEqualTo(Ending.ANSWERED);
    }

    @Test
    void aResultThatWasWrittenBeforeItsCallAnswersIt() {
        LogFacts facts = facts(log().prompt("go")
                .result("t1", "ok", false)
                .call("t1", "Bash", Map.of("command", "make"))
                .reply("done"));
        assertThat(facts.ending()).isEqualTo(Ending.ANSWERED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/clear", "/model", "/exit"})
    void aCommandForTheClientAloneIsNotInterrupted(String command) {
        assertThat(facts(log().prompt("go")
                                .reply("done")
                                .prompt("<command-name>" + command + "</command-name>\n<command-args></command-args>"))
                        .ending())
                .isEqualTo(Ending.ANSWERED);
    }

    @Test
    void commandsForTheClientAloneAreNoConversation() {
        LogBuilder log = log().prompt("<command-name>/model</command-name>\n<command-args></command-args>")
                .prompt("<local-command-stdout>Set model to opus</local-command-stdout>");
        assertThat(facts(log).onlyState()).isTrue();
        assertThat(facts(log.prompt("and now work")).onlyState()).isFalse();
        assertThat(facts(log().prompt("<command-name>/review</command-name>\n<command-args></command-args>"))
                        .ending())
                .isEqualTo(Ending.MID_TURN);
    }

    @Test
    void aPromptAnsweredByAnErrorIsATurn() {
        String error =
                "{\"type\":\"assistant\",\"uuid\":\"00000000-0000-4000-8000-0000000000cc\",\"isApiErrorMessage\":true,\"message\":{\"role\":\"assistant\",\"model\":\"<synthetic>\",\"content\":[{\"type\":\"text\",\"text\":\"API Error: 529\"}]}}\n";
        assertThat(facts(log().prompt("Question").text() + error).counts().turns())
                .isEqualTo(1);
    }
}
