package dev.reprise.agent.claude.fold;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.agent.Line;
import dev.reprise.agent.LogFold;
import dev.reprise.agent.SourceFile;
import dev.reprise.agent.Stuck;
import dev.reprise.resume.MadeLog;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The same API error after the last prompts: what will come again is told, what passes is not. */
class StuckTests {

    private static final String ID = "0b9c41d2-77e0-4a3b-9a44-3f1a0c5d9e21";
    private static final SourceFile FILE =
            new SourceFile("projects/-w/" + ID + ".jsonl", SourceFile.Role.TRANSCRIPT, ID, null, "log");
    private static final String BAD = "API Error: 400 messages.%d.content.0: thinking blocks cannot be modified";

    /** One good turn, then prompts that got these errors. */
    private static MadeLog failing(int status, String... errors) {
        MadeLog log = new MadeLog(ID, "/w").at(0).prompt(1, null).reply(2, 1);
        for (int i = 0; i < errors.length; i++) {
            log.at(60L + i).prompt(10 + 2 * i, i == 0 ? 2 : 9 + 2 * i);
            log.error(11 + 2 * i, 10 + 2 * i, status, errors[i]);
        }
        return log;
    }

    /** Read in two pieces, with the state saved between, as an import does. */
    private static @Nullable Stuck stuck(MadeLog log) {
        String state = null;
        LogFold fold = new ClaudeReader().fold(FILE, null);
        int number = 1;
        for (String line : log.text().lines().toList()) {
            if (number % 3 == 0) {
                state = fold.state();
                fold = new ClaudeReader().fold(FILE, state);
            }
            fold.line(new Line(number++, 0, line.getBytes(UTF_8)), finding -> {});
        }
        return fold.facts().stuck();
    }

    @Test
    void theSameErrorAgainAndAgainIsStuck() {
        Stuck stuck = Objects.requireNonNull(
                stuck(failing(400, BAD.formatted(5), BAD.formatted(7), BAD.formatted(9), BAD.formatted(11))));
        assertThat(stuck.prompts()).isEqualTo(4);
        assertThat(stuck.error()).isEqualTo(BAD.formatted(5));
        assertThat(stuck.prompt()).isEqualTo(MadeLog.words(10));
        assertThat(stuck.good()).isEqualTo("Answer 2");
        assertThat(stuck.goodRecord()).isEqualTo(MadeLog.uuid(2));
        assertThat(stuck.goodAt()).isEqualTo(MadeLog.START);
    }

    @Test
    void oncePerPromptHoweverOftenItIsWritten() {
        MadeLog log = failing(400, BAD.formatted(5));
        log.error(90, 11, 400, BAD.formatted(5));
        assertThat(stuck(log)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "429, API Error: 429 rate_limit_error",
        "529, API Error: 529 overloaded",
        "500, API Error: 500 Internal server error",
        "401, API Error: 401 authentication_error",
        "403, API Error: 403 forbidden",
        "400, API Error: 400 Your credit balance is too low",
        "0, API Error: Connection error.",
        "0, You've hit your limit · resets 3pm",
        "0, Please run /login · API Error: fetch failed"
    })
    void whatPassesIsNotStuckHoweverOften(int status, String error) {
        MadeLog log = failing(status, error, error, error, error);
        assertThat(stuck(status == 0 ? withoutStatus(log) : log)).isNull();
    }

    private static MadeLog withoutStatus(MadeLog log) {
        MadeLog without = new MadeLog(ID, "/w");
        log.text().lines().forEach(line -> without.line(line.replace(",\"apiErrorStatus\":0", "")));
        return without;
    }

    @ParameterizedTest
    @ValueSource(strings = {"Prompt is too long", "API Error: 413 request too large", "API Error: 400 bad image"})
    void whatIsRefusedForItselfIsWithoutAStatusToo(String error) {
        assertThat(stuck(withoutStatus(failing(0, error, error)))).isNotNull();
    }

    @Test
    void isNoMoreAfterAGoodAnswerAnotherErrorOrACompaction() {
        assertThat(stuck(failing(400, BAD.formatted(5), BAD.formatted(7)).at(90).prompt(50, 13)))
                .isNotNull();
        assertThat(stuck(failing(400, BAD.formatted(5), BAD.formatted(7))
                        .at(90)
                        .prompt(50, 13)
                        .reply(51, 50)))
                .isNull();
        assertThat(stuck(failing(400, BAD.formatted(5), "API Error: 400 image too large")))
                .isNull();
        assertThat(stuck(failing(400, BAD.formatted(5), BAD.formatted(7), "API Error: 404 no such model")))
                .isNull();
        assertThat(stuck(failing(400, BAD.formatted(5), BAD.formatted(7)).at(90).compaction(60, 13, null, null)))
                .isNull();
        // an answer that came after a second try
        assertThat(stuck(failing(400, BAD.formatted(5), BAD.formatted(7)).reply(61, 13)))
                .isNull();
    }
}
