package dev.reprise.session;

import dev.reprise.problem.Problem;
import dev.reprise.problem.Reason;
import java.util.regex.Pattern;

/**
 * Identity of a session: {@code claude:0b9c41d2-77e0-4a3b-9a44-3f1a0c5d9e21}.
 *
 * @param value native id in the form its agent gives; upper and lower case differ
 */
public record SessionId(String agent, String value) implements Comparable<SessionId> {

    private static final Pattern AGENT = Pattern.compile("[a-z][a-z0-9-]{0,20}");
    private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    public SessionId {
        if (!AGENT.matcher(agent).matches() || !VALUE.matcher(value).matches()) {
            throw new Problem(
                    Reason.BAD_INPUT,
                    "That is no session id. It looks like claude:0b9c41d2-77e0-4a3b-9a44-3f1a0c5d9e21.");
        }
    }

    /** Reads what {@link #toString} wrote. */
    public static SessionId parse(String text) {
        int colon = text.indexOf(':');
        return new SessionId(colon < 0 ? "" : text.substring(0, colon), text.substring(colon + 1));
    }

    /** The first 8 characters, to be read by people. */
    public String brief() {
        return value.length() <= 8 ? value : value.substring(0, 8);
    }

    @Override
    public int compareTo(SessionId other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
        return agent + ":" + value;
    }
}
