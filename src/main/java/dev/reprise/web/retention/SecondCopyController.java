package dev.reprise.web.retention;

import dev.reprise.label.Act;
import dev.reprise.secondcopy.SecondCopies;
import dev.reprise.web.shell.Format;
import dev.reprise.web.shell.SafeText;
import dev.reprise.web.shell.Told;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What is done with the second copy on the page Retention. */
@Controller
@RequestMapping("/retention/copy")
class SecondCopyController {

    private final SecondCopies copies;

    SecondCopyController(SecondCopies copies) {
        this.copies = copies;
    }

    @PostMapping
    String choose(@RequestParam String place, Model model) {
        long activity = copies.choose(Act.PAGE, place);
        model.addAttribute("page", Told.of(activity, "A second copy is kept there from now on", null));
        return "labels :: done";
    }

    @PostMapping("/end")
    String end(Model model) {
        model.addAttribute(
                "page", Told.of(copies.stop(Act.PAGE), "No second copy is kept any more; what is there stays", null));
        return "labels :: done";
    }

    @PostMapping("/run")
    String run(Model model) {
        copies.soon();
        return said(model, "The second copy is brought up to date.");
    }

    @PostMapping("/back")
    String back(Model model) {
        int files = copies.bringBack();
        return said(
                model,
                files == 0 ? "There is nothing to bring back." : "Brought back " + Format.count(files, "file") + ".");
    }

    private static String said(Model model, String text) {
        model.addAttribute("page", new Told(0, SafeText.line(text, 300), null));
        return "labels :: done";
    }
}
