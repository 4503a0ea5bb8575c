package dev.reprise.web.retention;

import dev.reprise.label.Act;
import dev.reprise.label.KeepSettings;
import dev.reprise.problem.Problem;
import dev.reprise.problem.Reason;
import dev.reprise.retention.KeepRules;
import dev.reprise.retention.Space;
import dev.reprise.web.shell.Told;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The page of what the bytes are. */
@Controller
@RequestMapping("/retention/storage")
class StorageController {

    private static final BigDecimal GIGABYTE = BigDecimal.valueOf(1_000_000_000);

    private final StoragePages pages;
    private final KeepRules rules;
    private final Space space;

    StorageController(StoragePages pages, KeepRules rules, Space space) {
        this.pages = pages;
        this.rules = rules;
        this.space = space;
    }

    @GetMapping
    String page(@RequestParam(required = false) @Nullable String project, Model model) {
        model.addAttribute("page", pages.page(project == null || project.isBlank() ? null : project));
        return "storage";
    }

    /** In short, for the page Retention. */
    @GetMapping("/sum")
    String sum(Model model) {
        model.addAttribute("page", pages.inShort());
        return "storage :: short";
    }

    /** @param ceiling in GB; empty: none */
    @PostMapping("/ceiling")
    String ceiling(@RequestParam String ceiling, Model model) {
        KeepSettings now = rules.now().settings();
        long activity = rules.set(Act.PAGE, new KeepSettings(now.trashDays(), now.daily(), bytes(ceiling.strip())));
        space.look();
        model.addAttribute(
                "page",
                Told.of(
                        activity,
                        ceiling.isBlank() ? "There is no ceiling any more" : "There is a warning before it is met",
                        null));
        return "labels :: done";
    }

    private static @Nullable Long bytes(String gigabytes) {
        if (gigabytes.isEmpty()) {
            return null;
        }
        if (!gigabytes.matches("\\d{1,6}([.,]\\d{1,9})?")) {
            throw new Problem(Reason.BAD_INPUT, "A ceiling is a number of GB, as 20 or 0.5; empty: none.");
        }
        return new BigDecimal(gigabytes.replace(',', '.')).multiply(GIGABYTE).longValue();
    }
}
