package dev.reprise.web.session;

import dev.reprise.transcript.Stretch;
import io.github.wimdeblauwe.htmx.spring.boot.mvc.HxRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** One session, its sub-agents, and the pieces of their pages. */
@Controller
class SessionController {

    private final SessionPages pages;

    SessionController(SessionPages pages) {
        this.pages = pages;
    }

    @GetMapping({"/sessions/{id}", "/sessions/{id}/agents/{agentId}"})
    String page(
            @PathVariable String id,
            @PathVariable(required = false) @Nullable String agentId,
            Anchor place,
            Model model) {
        model.addAttribute("page", pages.page(id, agentId, place));
        return "sessions/one";
    }

    @HxRequest
    @GetMapping({"/sessions/{id}", "/sessions/{id}/agents/{agentId}"})
    String log(
            @PathVariable String id,
            @PathVariable(required = false) @Nullable String agentId,
            Anchor place,
            Model model) {
        model.addAttribute("page", pages.conversation(id, agentId, place));
        return "sessions/one :: log(c=${page})";
    }

    @GetMapping({"/sessions/{id}/entries", "/sessions/{id}/agents/{agentId}/entries"})
    String entries(
            @PathVariable String id,
            @PathVariable(required = false) @Nullable String agentId,
            @RequestParam String side,
            @RequestParam int at,
            Model model) {
        model.addAttribute("page", pages.more(id, agentId, side, at));
        return "before".equals(side) ? "sessions/one :: before(c=${page})" : "sessions/one :: after(c=${page})";
    }

    /** Of one turn those of the entries {@code [from, to)} that stand before or after {@code at}. */
    @GetMapping(
            path = {"/sessions/{id}/entries", "/sessions/{id}/agents/{agentId}/entries"},
            params = {"from", "to"})
    String steps(
            @PathVariable String id,
            @PathVariable(required = false) @Nullable String agentId,
            @RequestParam String side,
            @RequestParam int at,
            @RequestParam int from,
            @RequestParam int to,
            Model model) {
        Stretch all = new Stretch(Math.max(0, from), Math.max(Math.max(0, from), to));
        model.addAttribute("page", pages.steps(id, agentId, side, at, all));
        return "sessions/messages :: steps(steps=${page})";
    }

    /** Everything of the page that says what is, but for the conversation and the command. */
    @GetMapping({"/sessions/{id}/around", "/sessions/{id}/agents/{agentId}/around"})
    String around(
            @PathVariable String id,
            @PathVariable(required = false) @Nullable String agentId,
            Anchor place,
            Model model) {
        model.addAttribute("page", pages.around(id, agentId, place));
        return "sessions/one :: around";
    }

    @GetMapping("/sessions/{id}/preview")
    String preview(@PathVariable String id, @RequestParam(defaultValue = "") String shell, Model model) {
        model.addAttribute("page", pages.preview(id, shell));
        return "sessions/preview :: pane";
    }

    @GetMapping("/sessions/verdicts")
    String verdicts(@RequestParam List<String> id, Model model) {
        model.addAttribute("page", pages.verdicts(id));
        return "sessions/resume :: verdicts(verdicts=${page})";
    }

    @GetMapping("/sessions/script")
    String script(@RequestParam List<String> id, @RequestParam(defaultValue = "") String shell, Model model) {
        model.addAttribute("page", pages.script(id, shell));
        return "sessions/resume :: script(s=${page})";
    }

    @GetMapping("/sessions/{id}/resume")
    String resume(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String shell,
            @RequestParam(defaultValue = "false") boolean fork,
            @RequestParam(defaultValue = "") String flags,
            Model model) {
        model.addAttribute("page", pages.resume(id, shell, fork, flags));
        return "sessions/resume :: panel(r=${page})";
    }

    /**
     * Where a conversation is opened.
     *
     * @param at number of a line of the log, or {@code end}
     * @param from position of the first entry of the window, wins over {@code at}
     */
    record Anchor(
            @Nullable String at,
            @Nullable Integer from,
            @Nullable String tab) {}
}
