package dev.reprise.web.sources;

import dev.reprise.intake.Imports;
import dev.reprise.web.shell.Format;
import dev.reprise.web.shell.Frames;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;

/** The sources page and its buttons. */
@Controller
class SourcesController {

    private final Imports imports;
    private final Frames frames;
    private final Format format;

    SourcesController(Imports imports, Frames frames, Format format) {
        this.imports = imports;
        this.frames = frames;
        this.format = format;
    }

    @GetMapping("/sources")
    String sources(Model model) {
        model.addAttribute("page", SourcesPage.of(frames.frame("sources"), imports.sources(), format));
        return "sources";
    }

    @PostMapping("/sources/import")
    String start() {
        imports.start();
        return "redirect:/sources";
    }

    @PostMapping("/sources/stop")
    String stop() {
        imports.stop();
        return "redirect:/sources";
    }
}
