package dev.reprise.access;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Knows the user by the cookie or by {@code Authorization: Bearer}; turns the link with {@code ?code=} into the cookie and
 * takes the code out of the address.
 */
final class TokenFilter extends OncePerRequestFilter {

    private static final String BEARER = "Bearer ";
    private static final Duration COOKIE_LIFE = Duration.ofDays(400);

    /** What links carry; {@code token} those of versions before 0.2. */
    private static final Set<String> KEYS = Set.of("code", "token");

    private final AccessToken token;
    private final LinkCodes codes;

    TokenFilter(AccessToken token, LinkCodes codes) {
        this.token = token;
        this.codes = codes;
    }

    /** An asynchronous answer and an error page are for who asked, and for nobody else. */
    @Override
    protected boolean shouldNotFilterAsyncDispatch() {
        return false;
    }

    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (isLink(request) && (usesCode(request) || cookie(request))) {
            enter(request, response);
            return;
        }
        if (knows(request)) {
            SecurityContext context = SecurityContextHolder.createEmptyContext();
            context.setAuthentication(UsernamePasswordAuthenticationToken.authenticated(
                    "owner", null, AuthorityUtils.createAuthorityList("OWNER")));
            SecurityContextHolder.setContext(context);
        }
        chain.doFilter(request, response);
    }

    /** Whether this request comes from the user. */
    boolean knows(HttpServletRequest request) {
        return bearer(request) || cookie(request);
    }

    /** Whether this request carries the token itself, as programs do; a foreign page cannot make a browser send it. */
    boolean bearer(HttpServletRequest request) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        return header != null
                && header.regionMatches(true, 0, BEARER, 0, BEARER.length())
                && token.isToken(header.substring(BEARER.length()).strip());
    }

    private static boolean isLink(HttpServletRequest request) {
        return request.getDispatcherType() == DispatcherType.REQUEST
                && request.getMethod().equals("GET")
                && !request.getRequestURI().startsWith("/api")
                && KEYS.stream().anyMatch(key -> request.getParameter(key) != null);
    }

    private boolean usesCode(HttpServletRequest request) {
        String code = request.getParameter("code");
        return code != null && codes.use(code);
    }

    private boolean cookie(HttpServletRequest request) {
        Cookie @Nullable [] cookies = request.getCookies();
        return cookies != null
                && Arrays.stream(cookies)
                        .anyMatch(c -> c.getName().equals(cookieName(request)) && token.isCookie(c.getValue()));
    }

    /** Cookies do not tell ports apart: the name does. */
    private static String cookieName(HttpServletRequest request) {
        return "reprise-" + request.getServerPort();
    }

    private void enter(HttpServletRequest request, HttpServletResponse response) {
        ResponseCookie cookie = ResponseCookie.from(cookieName(request), token.cookie())
                .httpOnly(true)
                .sameSite("Strict")
                .path("/")
                .maxAge(COOKIE_LIFE)
                .build();
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
        response.setHeader(HttpHeaders.LOCATION, withoutKey(request));
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
    }

    /** The address as it was sent, always on this host ({@code //elsewhere} would be another), without the key. */
    private static String withoutKey(HttpServletRequest request) {
        String path = "/" + request.getRequestURI().replaceFirst("^[/\\\\]+", "");
        String given = request.getQueryString();
        String query = Arrays.stream((given == null ? "" : given).split("&"))
                .filter(parameter -> !KEYS.contains(name(parameter)))
                .collect(Collectors.joining("&"));
        return query.isEmpty() ? path : path + "?" + query;
    }

    private static String name(String parameter) {
        String name = parameter.split("=", 2)[0];
        try {
            return URLDecoder.decode(name, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return name;
        }
    }
}
