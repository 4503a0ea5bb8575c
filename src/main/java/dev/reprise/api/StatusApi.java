package dev.reprise.api;

import dev.reprise.intake.Imports;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /ping}, {@code /api/status}, {@code /api/imports}, {@code /api/sources}. */
@RestController
class StatusApi {

    private final Imports imports;
    private final String version;

    StatusApi(Imports imports, @Value("${reprise.version}") String version) {
        this.imports = imports;
        this.version = version;
    }

    /** Who is there, for the launcher; needs no token and tells nothing else. */
    @GetMapping(path = "/ping", produces = MediaType.TEXT_PLAIN_VALUE)
    String ping() {
        return "reprise " + version;
    }

    /**
     * @param importState {@code running}, {@code stopped} or {@code idle}
     * @param cannotKeep why nothing can be kept just now; null if everything can
     */
    record Status(
            String version,
            String importState,
            boolean running,
            long filesKnown,
            long filesDone,
            long bytesDone,
            long bytesTotal,
            long bytesPerSecond,
            @Nullable Long secondsLeft,
            long sessions,
            long entries,
            long unreadableLines,
            @Nullable Instant lastScanAt,
            long lastScanMillis,
            Imports.@Nullable Obstacle cannotKeep) {}

    @GetMapping("/api/status")
    Status status() {
        Imports.Status now = imports.status();
        return new Status(
                version,
                now.running() ? "running" : now.stopped() ? "stopped" : "idle",
                now.running(),
                now.filesKnown(),
                now.filesDone(),
                now.bytesDone(),
                now.bytesTotal(),
                now.bytesPerSecond(),
                now.secondsLeft(),
                now.sessions(),
                now.entries(),
                now.unreadableLines(),
                now.lastScanAt(),
                now.lastScanMillis(),
                now.obstacle());
    }

    @PostMapping("/api/imports")
    ResponseEntity<Status> imports(@RequestParam(defaultValue = "false") boolean wait) {
        if (wait) {
            imports.startAndWait();
            return ResponseEntity.ok(status());
        }
        imports.start();
        return ResponseEntity.status(HttpStatus.ACCEPTED).body(status());
    }

    /** Stops after the batch at hand; {@code POST} goes on where it was. */
    @DeleteMapping("/api/imports")
    Status stop() {
        imports.stop();
        return status();
    }

    @GetMapping("/api/sources")
    List<Imports.Source> sources() {
        return imports.sources();
    }
}
