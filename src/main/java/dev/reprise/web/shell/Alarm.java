package dev.reprise.web.shell;

import dev.reprise.intake.Unsaved;
import org.jspecify.annotations.Nullable;

/**
 * A session that runs and is not being saved, ready to print.
 *
 * @param alarm false for one that is wanted so
 * @param title which process, and where
 * @param why one sentence; {@code since} when it began, null if that is not known
 * @param session its id; empty where nothing names it
 * @param href of its page; empty where there is none
 * @param first what to do at once; {@code then} what to do after that, {@code command} with what, null where nothing
 */
public record Alarm(
        boolean alarm,
        String title,
        String why,
        Format.@Nullable Moment since,
        String session,
        String href,
        String first,
        String then,
        @Nullable String command) {

    /** Without its time and session. */
    static Alarm of(Unsaved one) {
        return of(one, null, false);
    }

    /** @param known whether there is a page of its session */
    public static Alarm of(Unsaved one, @Nullable Format format, boolean known) {
        String where = one.directory() == null ? "" : " in " + SafeText.line(one.directory(), 120);
        String name = one.name() == null || one.name().isBlank() ? "" : " (" + SafeText.line(one.name(), 60) + ")";
        String why = one.why().words();
        return new Alarm(
                one.isAlarm(),
                "PID " + one.pid() + where + name,
                why.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + why.substring(1) + ".",
                format == null ? null : format.moment(one.since()),
                one.session() == null ? "" : one.session().value(),
                known ? "/sessions/" + one.session() : "",
                one.isAlarm()
                        ? "Type /export FILE in that window now: it writes the whole conversation. /branch saves nothing."
                        : "",
                then(one.why()),
                command(one.why()));
    }

    private static String then(Unsaved.Why why) {
        return switch (why) {
            case INHERITED, SWITCHED_OFF -> "Then leave it, and start Claude Code again so that it saves:";
            case LOG_GONE -> "What was in the log is in the vault. Leave the session, restore it, then resume it.";
            case NOT_WRITTEN ->
                "Then make room, or make its log writable. What was lost meanwhile is not written afterwards: leave it and resume it"
                        + " when it can be.";
            case WANTED -> "That is as it was asked for: nothing of it will be kept.";
        };
    }

    private static @Nullable String command(Unsaved.Why why) {
        return switch (why) {
            case INHERITED -> "env -u CLAUDE_CODE_CHILD_SESSION claude";
            case SWITCHED_OFF -> "env -u CLAUDE_CODE_SKIP_PROMPT_HISTORY claude";
            default -> null;
        };
    }
}
