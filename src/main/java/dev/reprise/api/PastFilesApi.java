package dev.reprise.api;

import dev.reprise.label.Act;
import dev.reprise.pastfiles.FileWrites;
import dev.reprise.pastfiles.PastFile;
import dev.reprise.pastfiles.PastFiles;
import dev.reprise.pastfiles.PastFiles.Moment;
import dev.reprise.pastfiles.WritePlan;
import dev.reprise.pastfiles.WritePlan.Step;
import dev.reprise.problem.Problem;
import dev.reprise.problem.Reason;
import dev.reprise.retention.Receipt;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/sessions/{id}/files-then}: files of the working directory as they were at a message. */
@RestController
@RequestMapping("/api/sessions/{id}/files-then")
class PastFilesApi {

    private final PastFiles past;
    private final FileWrites writes;

    PastFilesApi(PastFiles past, FileWrites writes) {
        this.past = past;
        this.writes = writes;
    }

    /**
     * A file.
     *
     * @param path on the machine of the session; {@code below} where it goes below a directory
     * @param there {@code yes no unknown}; {@code basis} {@code exact text before none}
     * @param does what writing would do: {@code write replace same leave}; null: no directory was named
     */
    record PastFileJson(
            String path,
            String below,
            String there,
            String basis,
            @Nullable Instant at,
            String how,
            @Nullable Integer bytes,
            @Nullable String does,
            @Nullable String to,
            @Nullable String why) {

        static PastFileJson of(PastFile file, @Nullable Step step) {
            byte[] content = file.content();
            return new PastFileJson(
                    file.path(),
                    String.join("/", file.below()),
                    file.there().name().toLowerCase(Locale.ROOT),
                    file.basis().name().toLowerCase(Locale.ROOT),
                    file.at(),
                    file.how(),
                    content == null ? null : content.length,
                    step == null ? null : step.does().name().toLowerCase(Locale.ROOT),
                    step == null || step.to() == null ? null : step.to().toString(),
                    step == null ? null : step.why());
        }
    }

    /** @param plan for the writing; null: no directory was named, or {@code blocked} says why nothing can be written there */
    record PastFilesJson(
            String session,
            String base,
            boolean complete,
            @Nullable String plan,
            @Nullable String blocked,
            List<PastFileJson> files) {}

    private static Moment moment(@Nullable Integer line, @Nullable String agent) {
        if (line != null && line < 1) {
            throw new Problem(Reason.BAD_INPUT, "line is the number of a line of the log, from 1.");
        }
        return new Moment(agent == null || agent.isBlank() ? null : agent, line);
    }

    @GetMapping
    PastFilesJson files(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable Integer line,
            @RequestParam(required = false) @Nullable String agent,
            @RequestParam(required = false) @Nullable String directory) {
        Moment moment = moment(line, agent);
        PastFiles.At at = past.at(id, moment);
        WritePlan plan = directory == null ? null : writes.plan(at.files(), directory, null);
        List<PastFileJson> files = plan == null
                ? at.files().stream().map(file -> PastFileJson.of(file, null)).toList()
                : plan.steps().stream()
                        .map(step -> PastFileJson.of(step.file(), step))
                        .toList();
        return new PastFilesJson(
                at.session().id().toString(),
                at.base(),
                at.complete(),
                plan == null || plan.id().isEmpty() ? null : plan.id(),
                plan == null ? null : plan.blocked(),
                files);
    }

    @GetMapping("/content")
    ResponseEntity<byte[]> content(
            @PathVariable String id,
            @RequestParam String path,
            @RequestParam(required = false) @Nullable Integer line,
            @RequestParam(required = false) @Nullable String agent) {
        PastFile file = past.file(id, moment(line, agent), path);
        byte[] content = file.content();
        if (content == null) {
            throw new Problem(Reason.NOT_FOUND, "What it held then is not known: " + file.how() + ".");
        }
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(file.below().getLast(), StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .body(content);
    }

    @PostMapping
    Receipt write(@PathVariable String id, @RequestBody Map<String, @Nullable Object> body) {
        Body fields = new Body(body, "line", "agent", "directory", "paths", "plan");
        Integer line = body.get("line") == null ? null : fields.number("line", 0);
        List<String> paths = fields.list("paths", List.of());
        return writes.write(
                Act.API,
                new FileWrites.Wanted(
                        id,
                        moment(line, fields.nullable("agent", null)),
                        fields.text("directory", ""),
                        body.get("paths") == null ? null : new HashSet<>(paths)),
                fields.nullable("plan", null));
    }
}
