package dev.reprise.api;

import dev.reprise.label.Act;
import dev.reprise.secondcopy.SecondCopies;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/second-copy}. */
@RestController
@RequestMapping("/api/second-copy")
class SecondCopyApi {

    private final SecondCopies copies;
    private final Clock clock;

    SecondCopyApi(SecondCopies copies, Clock clock) {
        this.copies = copies;
        this.clock = clock;
    }

    /**
     * How far it is.
     *
     * @param state {@code off looking copying current behind unreachable}
     * @param sameDisk whether it is on the disk of the first: {@code yes no unknown}
     * @param activity what undoes the change; 0 if there was none
     */
    record SecondCopyJson(
            String state,
            boolean lags,
            @Nullable String place,
            @Nullable Instant completeAt,
            long files,
            long bytes,
            long waiting,
            @Nullable Instant waitingSince,
            long onlyThere,
            long aside,
            String sameDisk,
            List<String> trouble,
            long activity) {}

    private SecondCopyJson state(long activity) {
        SecondCopies.State now = copies.state();
        Optional<Boolean> same = copies.onSameDisk();
        return new SecondCopyJson(
                now.is().name().toLowerCase(Locale.ROOT),
                now.lags(clock.instant()),
                now.place() == null ? null : now.place().toString(),
                now.completeAt(),
                now.files(),
                now.bytes(),
                now.waiting(),
                now.since(),
                now.onlyThere(),
                now.aside(),
                same.isEmpty() ? "unknown" : same.get() ? "yes" : "no",
                now.trouble(),
                activity);
    }

    @GetMapping
    SecondCopyJson secondCopy() {
        return state(0);
    }

    @PutMapping
    SecondCopyJson choose(@RequestBody Map<String, @Nullable Object> body) {
        Body fields = new Body(body, "place");
        return state(copies.choose(Act.API, fields.text("place", "")));
    }

    @DeleteMapping
    SecondCopyJson end() {
        return state(copies.stop(Act.API));
    }

    /** Answers when it is done. */
    @PostMapping("/run")
    SecondCopyJson run() {
        copies.bringUpToDate();
        return state(0);
    }

    record BroughtBackJson(int files) {}

    @PostMapping("/bring-back")
    BroughtBackJson bringBack() {
        return new BroughtBackJson(copies.bringBack());
    }
}
