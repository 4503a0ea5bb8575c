package dev.reprise.access;

import dev.reprise.problem.Reason;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.util.DigestUtils;
import tools.jackson.databind.json.JsonMapper;

/** Says no before any controller is reached: a problem document to programs, a plain page to people. */
@Component
class AccessDenied {

    private static final String STYLES = "/static/css/access.css";

    private final String styles = "/css/access-" + hash() + ".css";

    /** To somebody without the key. */
    void refuseStranger(HttpServletRequest request, HttpServletResponse response) throws IOException {
        refuse(
                request,
                response,
                Reason.NOT_ALLOWED,
                isApi(request)
                        ? "Send the header Authorization: Bearer with the content of the file \"token\" in the data directory."
                        : "This browser does not have the key, or its link was used already or is older than two minutes."
                                + " Run ./reprise again, or ./reprise --link: it gives a fresh link.");
    }

    /** To somebody with the cookie, whose request does not show that our own page made it. */
    void refuseForgery(HttpServletRequest request, HttpServletResponse response) throws IOException {
        refuse(
                request,
                response,
                Reason.FOREIGN_REQUEST,
                isApi(request)
                        ? "A change asked for with the cookie needs the header X-CSRF-TOKEN of the page; programs send"
                                + " Authorization: Bearer instead, which needs nothing more."
                        : "This request did not come from a page that Reprise made. Load the page again and repeat it.");
    }

    /** To anybody, with a sentence of this module's own: nothing of a request may be in it. */
    void refuse(HttpServletRequest request, HttpServletResponse response, Reason reason, String sentence)
            throws IOException {
        response.setStatus(reason.status());
        response.setHeader("Cache-Control", "no-store");
        if (isApi(request)) {
            Map<String, Object> problem = new LinkedHashMap<>();
            problem.put("type", "about:blank");
            problem.put("title", reason.slug());
            problem.put("status", reason.status());
            problem.put("detail", sentence);
            write(
                    response,
                    MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                    JsonMapper.shared().writeValueAsString(problem));
        } else {
            write(response, "text/html;charset=UTF-8", page(reason, sentence));
        }
    }

    private static boolean isApi(HttpServletRequest request) {
        Object failed = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        String uri = failed == null ? request.getRequestURI() : failed.toString();
        return uri.equals("/api") || uri.startsWith("/api/");
    }

    private static void write(HttpServletResponse response, String type, String body) throws IOException {
        response.setContentType(type);
        response.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
    }

    private String page(Reason reason, String sentence) {
        return """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
                <title>Reprise</title>
                <link rel="stylesheet" href="%s">
                <link rel="icon" href="/img/reprise.svg" type="image/svg+xml">
                </head>
                <body>
                <main>
                <p class="brand">re<span aria-hidden="true">·</span>prise</p>
                <h1>%s</h1>
                <p>%s</p>
                <p><a href="/">Sessions</a></p>
                </main>
                </body>
                </html>
                """.formatted(
                        styles, reason == Reason.NOT_ALLOWED ? "This page needs its link" : "Not like this", sentence);
    }

    /** Static files are served for a year under the hash of their content. */
    private static String hash() {
        try (InputStream in = AccessDenied.class.getResourceAsStream(STYLES)) {
            return in == null ? "missing" : DigestUtils.md5DigestAsHex(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
