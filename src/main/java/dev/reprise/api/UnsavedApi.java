package dev.reprise.api;

import dev.reprise.intake.Alarms;
import dev.reprise.intake.Unsaved;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/unsaved}: sessions that run and are not being saved. */
@RestController
@RequestMapping("/api/unsaved")
class UnsavedApi {

    private final Alarms alarms;

    UnsavedApi(Alarms alarms) {
        this.alarms = alarms;
    }

    /** @param alarm false for what is wanted so */
    record UnsavedJson(
            boolean alarm,
            @Nullable String session,
            long pid,
            @Nullable String directory,
            @Nullable String name,
            @Nullable Instant since,
            String why,
            String sentence) {

        static UnsavedJson of(Unsaved one) {
            return new UnsavedJson(
                    one.isAlarm(),
                    one.session() == null ? null : one.session().toString(),
                    one.pid(),
                    one.directory(),
                    one.name(),
                    one.since(),
                    one.why().slug(),
                    one.why().words());
        }
    }

    @GetMapping
    List<UnsavedJson> unsaved() {
        return alarms.all().stream().map(UnsavedJson::of).toList();
    }
}
