package dev.reprise.api;

import dev.reprise.intake.Imports;
import dev.reprise.problem.Problem;
import dev.reprise.problem.Reason;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;
import tools.jackson.databind.json.JsonMapper;

/**
 * Whatever goes wrong below {@code /api}, in a controller or before one was found, as an RFC 9457 problem document. A
 * refusal says what to do; anything else is a bug, logged once and shown with its number.
 */
@Component
@Order(-1)
class ApiErrors implements HandlerExceptionResolver {

    private static final Logger LOG = LoggerFactory.getLogger(ApiErrors.class);

    private final Imports imports;

    ApiErrors(@Lazy Imports imports) {
        this.imports = imports;
    }

    /** @param title slug of the {@link Reason}, or {@code bug} */
    record ProblemJson(String type, String title, int status, String detail) {
        ProblemJson(String title, int status, String detail) {
            this("about:blank", title, status, detail);
        }
    }

    @Override
    public @Nullable ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception failure) {
        String uri = request.getRequestURI();
        if (!uri.equals("/api") && !uri.startsWith("/api/")) {
            return null;
        }
        if (!(failure instanceof AsyncRequestNotUsableException)) {
            answer(response, problem(failure), failure);
        }
        return new ModelAndView();
    }

    private ProblemJson problem(Exception failure) {
        Imports.Obstacle obstacle = imports.obstacleBehind(failure);
        if (obstacle != null) {
            return new ProblemJson(Reason.CANNOT_KEEP.slug(), Reason.CANNOT_KEEP.status(), obstacle.sentence());
        }
        if (failure instanceof Problem problem) {
            return new ProblemJson(problem.reason().slug(), problem.reason().status(), problem.sentence());
        }
        if (failure instanceof ErrorResponse known && known.getStatusCode().is4xxClientError()) {
            HttpStatusCode status = known.getStatusCode();
            Reason reason = status.value() == 404 ? Reason.NOT_FOUND : Reason.BAD_INPUT;
            return new ProblemJson(reason.slug(), status.value(), sentence(failure));
        }
        if (failure instanceof HttpMessageNotReadableException) {
            return new ProblemJson(
                    Reason.BAD_INPUT.slug(),
                    400,
                    "The body is not what this call takes: a JSON object. GET /api/openapi describes it.");
        }
        if (failure instanceof MethodArgumentTypeMismatchException) {
            return new ProblemJson(Reason.BAD_INPUT.slug(), 400, sentence(failure));
        }
        String number = UUID.randomUUID().toString().substring(0, 8);
        LOG.error("Bug {}", number, failure);
        return new ProblemJson(
                "bug",
                500,
                "That is a bug in Reprise, number " + number + ". Its log in the data directory says more.");
    }

    private static String sentence(Exception failure) {
        return switch (failure) {
            case MethodArgumentTypeMismatchException e ->
                e.getName() + (e.getRequiredType() == boolean.class ? " is true or false." : " is a whole number.");
            case HttpRequestMethodNotSupportedException e ->
                "This call is made with "
                        + String.join(
                                " or ", e.getSupportedHttpMethods() == null ? new String[0] : e.getSupportedMethods())
                        + ". GET /api/openapi describes it.";
            case HttpMediaTypeNotAcceptableException e ->
                "This call is not answered in that format: leave the header Accept out, or see GET /api/openapi.";
            default ->
                "There is no such call, or not with these parameters. GET /api/openapi describes those there are.";
        };
    }

    private static void answer(HttpServletResponse response, ProblemJson problem, Exception failure) {
        if (response.isCommitted()) {
            LOG.warn("An answer of the API broke off half way", failure);
            return;
        }
        response.resetBuffer();
        if (failure instanceof ErrorResponse known) {
            known.getHeaders().forEach((name, values) -> response.setHeader(name, String.join(", ", values)));
        }
        response.setStatus(problem.status());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setHeader("Content-Disposition", "inline");
        try {
            byte[] body = JsonMapper.shared().writeValueAsString(problem).getBytes(StandardCharsets.UTF_8);
            response.setContentLength(body.length);
            response.getOutputStream().write(body);
        } catch (IOException e) {
            LOG.debug("Nobody waits for this answer any more", e);
        }
    }
}
