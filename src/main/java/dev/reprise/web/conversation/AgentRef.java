package dev.reprise.web.conversation;

import dev.reprise.problem.Problem;
import dev.reprise.problem.Reason;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * The id of a sub-agent in an address. It is a piece of a file's name and may hold anything; what could mean something in an
 * address (or is refused there) is written as {@code ~} and base64url.
 */
public final class AgentRef {

    private static final String PLAIN = "[A-Za-z0-9_-][A-Za-z0-9._-]*";

    private AgentRef() {}

    public static String of(String agentId) {
        return agentId.matches(PLAIN)
                ? agentId
                : "~"
                        + Base64.getUrlEncoder()
                                .withoutPadding()
                                .encodeToString(agentId.getBytes(StandardCharsets.UTF_8));
    }

    /** Of none: none. */
    public static @Nullable String id(@Nullable String ref) {
        if (ref == null || !ref.startsWith("~")) {
            return ref;
        }
        try {
            return new String(Base64.getUrlDecoder().decode(ref.substring(1)), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new Problem(Reason.NOT_FOUND, "This session has no such sub-agent. Its page lists those it has.");
        }
    }
}
