package dev.reprise.catalogue;

import dev.reprise.agent.LogFacts.Ending;
import dev.reprise.session.Session;
import dev.reprise.session.SessionState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The one rule for the state of a session: what is seen of its process, else how its log ends. */
final class States {

    private static final String INTERRUPTING = Arrays.stream(Ending.values())
            .filter(Ending::isInterrupted)
            .map(ending -> "'" + ending.code() + "'")
            .collect(Collectors.joining(", "));

    /** Slug of the state, as SQL over the columns of {@code session}. */
    static final String SQL =
            "case when presence = 'unsaved' then 'unsaved' when presence = 'live' then 'live' when presence = 'writing' and ending <> 'clean' then 'writing'"
                    + " when presence = 'unseen' or protection in ('lost', 'unknown', 'only-subagents') then 'unknown'"
                    + " when ending in (" + INTERRUPTING
                    + ") and continued_in is null then 'interrupted' else 'ended' end";

    private States() {}

    static SessionState of(ResultSet r) throws SQLException {
        return SessionState.of(r.getString("state"));
    }

    /** What the client says it does now, and the evidence for the state. */
    static Session.Activity activity(ResultSet r) throws SQLException {
        String status = r.getString("status");
        String waitingFor = r.getString("waiting_for");
        return new Session.Activity(status, waitingFor, evidence(r, status, waitingFor));
    }

    private static String evidence(ResultSet r, @Nullable String status, @Nullable String waitingFor)
            throws SQLException {
        return switch (of(r)) {
            case LIVE ->
                "Its client's registry names a process for it, and that process is there"
                        + (status == null ? "." : "; it says that it is " + status(status, waitingFor) + ".");
            case UNSAVED -> waitingFor == null ? "What is said in it reaches no file." : waitingFor;
            case WRITING -> "Its log was seen to grow in the last two minutes; no process is seen that writes it.";
            case UNKNOWN ->
                !Presence.Kind.UNSEEN.code().equals(r.getString("presence"))
                        ? "No log of its own was ever seen, so how it ended is not known."
                        : "Its client's registry names a process in another container or on another machine, which cannot"
                                + " be seen from here.";
            case INTERRUPTED ->
                "The last message of its log asks for an answer that the log does not have; no process is seen that runs it.";
            case ENDED -> ended(Ending.of(r.getString("ending")), r.getString("continued_in") != null);
        };
    }

    private static String status(String status, @Nullable String waitingFor) {
        return waitingFor == null ? status : status + " (" + waitingFor + ")";
    }

    private static String ended(Ending ending, boolean continued) {
        if (continued) {
            return "Its log says that another session goes on with it.";
        }
        return switch (ending) {
            case CLEAN -> "Its client wrote down that it ended.";
            case EMPTY -> "Its log holds no message.";
            case NO_EXIT ->
                "The last message of its log was answered; its client did not write down that it ended, and no process is seen"
                        + " that runs it.";
            default -> "The last message of its log was answered; no process is seen that runs it.";
        };
    }
}
