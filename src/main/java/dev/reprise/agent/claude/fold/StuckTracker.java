package dev.reprise.agent.claude.fold;

import dev.reprise.agent.Clip;
import dev.reprise.agent.Stuck;
import dev.reprise.agent.claude.record.Texts;
import java.time.Instant;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Follows whether the last prompts were all answered by the same API error, one that comes again whenever the conversation is sent
 * (client/RESUME.md section 1h). What passes by itself, or is no fault of the conversation, is none: limits, an overloaded or
 * unreachable API, a missing log-in or payment.
 */
final class StuckTracker {

    private static final int FEWEST = 2;

    /** Refused for what was sent: bad request, too large, unprocessable. */
    private static final Pattern LASTING = Pattern.compile("400|404|413|422");

    private static final Pattern STATUS = Pattern.compile("API Error:? \\(?(\\d{3})\\b");
    private static final Pattern PASSING = Pattern.compile(
            "limit|overloaded|timed? ?out|timeout|network|connection|fetch failed|socket|econn|enotfound|log ?in|"
                    + "logged|api key|authenticat|credit|billing|payment|internal server|unavailable|try again later|aborted");

    private static final Pattern OWN_WORDS = Pattern.compile("req_\\w+|[0-9a-f]{8,}|\\d+");

    private final FoldState s;

    StuckTracker(FoldState state) {
        this.s = state;
    }

    /** An answer of the model that is good. */
    static final class Good {
        @Nullable
        String uuid;

        @Nullable
        Instant at;

        String words = "";
    }

    /** The same error again and again. */
    static final class Streak {
        String error = "";
        String shown = "";
        int prompts;
        String prompt = "";

        @Nullable
        Good before;
    }

    /** A person sent something. */
    void asked(String words) {
        if (s.turnGood) {
            s.streak = null;
        }
        s.turnBefore = s.lastGood;
        s.turnWords = Clip.to(words, 160);
        s.turnFailed = false;
        s.turnGood = false;
    }

    void answered(@Nullable String uuid, @Nullable Instant at, String text) {
        Good good = new Good();
        good.uuid = uuid;
        good.at = at;
        good.words = Texts.oneLine(text, 160);
        s.lastGood = good;
        s.turnGood = true;
        s.turnFailed = false;
    }

    void failed(String text, @Nullable String status) {
        if (passes(text, status)) {
            s.streak = null;
            return;
        }
        String error = OWN_WORDS.matcher(text).replaceAll("#");
        Streak streak = s.streak;
        if (streak == null || !streak.error.equals(Clip.to(error, 400))) {
            streak = new Streak();
            streak.error = Clip.to(error, 400);
            streak.shown = Texts.oneLine(text, Prompts.LENGTH);
            streak.prompt = s.turnWords;
            streak.before = s.turnBefore;
            s.streak = streak;
            s.turnFailed = false;
        }
        streak.prompts += s.turnFailed ? 0 : 1;
        s.turnFailed = true;
        s.turnGood = false;
    }

    private static boolean passes(String text, @Nullable String status) {
        Matcher written = STATUS.matcher(text);
        String code = status != null && !status.isBlank() ? status : written.find() ? written.group(1) : "";
        if (!code.isEmpty()) {
            return !LASTING.matcher(code).matches()
                    || text.toLowerCase(Locale.ROOT).contains("credit balance");
        }
        return PASSING.matcher(text.toLowerCase(Locale.ROOT)).find();
    }

    /** The conversation that is sent is another one now. */
    void compacted() {
        s.streak = null;
    }

    @Nullable
    Stuck stuck() {
        Streak streak = s.streak;
        if (streak == null || streak.prompts < FEWEST || s.turnGood) {
            return null;
        }
        Good good = streak.before;
        return new Stuck(
                streak.prompts,
                streak.shown,
                streak.prompt,
                good == null ? null : good.at,
                good == null ? null : good.words,
                good == null ? null : good.uuid);
    }
}
