package dev.reprise.access;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Codes for links: each is taken once, within two minutes. What a link leaves behind, on a command line that others can read
 * or in a browser's history, opens nothing. Kept in memory only.
 */
@Component
class LinkCodes {

    static final Duration LIFE = Duration.ofMinutes(2);
    private static final int MAX = 50;

    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Instant> open = new LinkedHashMap<>();

    LinkCodes(Clock clock) {
        this.clock = clock;
    }

    synchronized String make() {
        byte[] bytes = new byte[24];
        random.nextBytes(bytes);
        String code = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        if (open.size() >= MAX) {
            open.remove(open.keySet().iterator().next());
        }
        open.put(code, clock.instant().plus(LIFE));
        return code;
    }

    /** Whether this code was still good; it is not any more. */
    synchronized boolean use(String code) {
        Instant until = open.remove(code);
        return until != null && clock.instant().isBefore(until);
    }
}
