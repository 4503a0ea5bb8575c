package dev.reprise.web.patterns;

import dev.reprise.problem.Problem;
import dev.reprise.problem.Reason;
import dev.reprise.web.conversation.Conversation;
import dev.reprise.web.session.ResumePanel;
import dev.reprise.web.session.SessionRow;
import dev.reprise.web.shell.Format;
import dev.reprise.web.shell.Frame;
import dev.reprise.web.shell.Frames;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.server.ResponseStatusException;

/** Every component with invented data, for those who work on the look. Off unless {@code reprise.web.patterns} is true. */
@Controller
class PatternsController {

    private final boolean shown;
    private final Samples samples;
    private final Frames frames;
    private final Format format;

    PatternsController(
            @Value("${reprise.web.patterns:false}") boolean shown, Clock clock, Frames frames, Format format) {
        this.shown = shown;
        this.samples = new Samples(clock.instant());
        this.frames = frames;
        this.format = format;
    }

    /** What the page shows. */
    record PatternsPage(Frame frame, List<SessionRow> rows, Conversation conversation, List<ResumePanel> panels) {}

    @GetMapping("/patterns")
    String patterns(Model model) {
        if (!shown) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        List<SessionRow> rows =
                samples.sessions().stream().map(s -> SessionRow.of(s, format)).toList();
        String base = rows.getFirst().href();
        Conversation conversation = samples.conversation(base, format);
        String href = base + "/resume";
        List<ResumePanel> panels = new ArrayList<>();
        for (String verdict : List.of("ready", "fork", "unknown", "blocked")) {
            panels.add(ResumePanel.of(
                    href, samples.resume(verdict), new ResumePanel.Options("bash", verdict.equals("fork"), "")));
        }
        panels.add(ResumePanel.refused(
                href,
                new ResumePanel.Options("bash", true, "--name 'x"),
                new Problem(Reason.BAD_INPUT, "A quote (') in the flags is not closed.")));
        model.addAttribute("page", new PatternsPage(frames.frame(""), rows, conversation, panels));
        return "patterns";
    }
}
