package dev.reprise.access;

import dev.reprise.problem.Reason;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Answers only requests that were meant for this machine: a page elsewhere can point its own host name at 127.0.0.1 (DNS
 * rebinding), but its Host or Origin gives it away.
 */
final class HostFilter extends OncePerRequestFilter {

    private static final Set<String> HERE = Set.of("127.0.0.1", "localhost", "[::1]", "::1");

    private final AccessDenied doorkeeper;

    HostFilter(AccessDenied doorkeeper) {
        this.doorkeeper = doorkeeper;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!isHere(request.getServerName()) || !originIsHere(request)) {
            doorkeeper.refuse(
                    request,
                    response,
                    Reason.FOREIGN_REQUEST,
                    "Reprise answers only pages of its own, at http://127.0.0.1 or http://localhost. Open the link that"
                            + " ./reprise printed.");
            return;
        }
        if (!hasReadableParameters(request)) {
            doorkeeper.refuse(
                    request,
                    response,
                    Reason.BAD_INPUT,
                    "A parameter of this address is not written as addresses are: a lone % is written %25.");
            return;
        }
        chain.doFilter(request, response);
    }

    /** Tomcat reads parameters when the first is asked for, and throws there. */
    private static boolean hasReadableParameters(HttpServletRequest request) {
        try {
            request.getParameterMap();
            return true;
        } catch (IllegalStateException e) {
            return false;
        }
    }

    /** Every request that changes something, and every one that a script made, tells its origin. */
    private static boolean originIsHere(HttpServletRequest request) {
        String origin = request.getHeader("Origin");
        if (origin == null || origin.equals("null") && isSafe(request)) {
            return true;
        }
        try {
            URI from = URI.create(origin);
            return "http".equals(from.getScheme()) && isHere(from.getHost()) && port(from) == request.getServerPort();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static int port(URI from) {
        return from.getPort() < 0 ? 80 : from.getPort();
    }

    private static boolean isSafe(HttpServletRequest request) {
        return Set.of("GET", "HEAD", "OPTIONS").contains(request.getMethod());
    }

    private static boolean isHere(@Nullable String host) {
        return host != null && HERE.contains(host.toLowerCase(Locale.ROOT));
    }
}
