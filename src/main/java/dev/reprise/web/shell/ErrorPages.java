package dev.reprise.web.shell;

import dev.reprise.intake.Imports;
import dev.reprise.problem.Problem;
import dev.reprise.problem.Reason;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.servlet.ModelAndView;

/** Answers a refusal with a page, or with a line where a page asked for a piece of itself. */
@ControllerAdvice(basePackages = "dev.reprise.web")
class ErrorPages {

    private static final Logger LOG = LoggerFactory.getLogger(ErrorPages.class);

    private final Imports imports;

    ErrorPages(Imports imports) {
        this.imports = imports;
    }

    /** @param number to find it in the log; null for what is no bug */
    record Refusal(int status, String sentence, @Nullable String number) {}

    @ExceptionHandler(Problem.class)
    ModelAndView refuse(Problem problem, HttpServletRequest request, HttpServletResponse response) {
        return answer(new Refusal(problem.reason().status(), problem.sentence(), null), request, response);
    }

    /** The page that listened is gone: nobody is left to answer. */
    @ExceptionHandler(AsyncRequestNotUsableException.class)
    void gone() {}

    @ExceptionHandler(Exception.class)
    ModelAndView fail(Exception failure, HttpServletRequest request, HttpServletResponse response) {
        if (failure instanceof ErrorResponse known && known.getStatusCode().is4xxClientError()) {
            int status = known.getStatusCode().value();
            return answer(
                    new Refusal(status, "Reprise does not understand this address. Go back to the sessions.", null),
                    request,
                    response);
        }
        Imports.Obstacle obstacle = imports.obstacleBehind(failure);
        if (obstacle != null) {
            return answer(new Refusal(Reason.CANNOT_KEEP.status(), obstacle.sentence(), null), request, response);
        }
        String number = UUID.randomUUID().toString().substring(0, 8);
        LOG.error("Failure {} at {}", number, request.getRequestURI(), failure);
        return answer(new Refusal(500, "Something broke, and it is a bug in Reprise.", number), request, response);
    }

    private static ModelAndView answer(Refusal refusal, HttpServletRequest request, HttpServletResponse response) {
        response.setStatus(refusal.status());
        boolean piece = "true".equals(request.getHeader("HX-Request"));
        return new ModelAndView(piece ? "parts :: refusal" : "refusal", "page", refusal);
    }
}
