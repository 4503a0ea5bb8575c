package dev.reprise.api;

import dev.reprise.catalogue.Sessions;
import dev.reprise.session.ProjectFile;
import dev.reprise.session.SessionId;
import dev.reprise.transcript.RawFiles;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** {@code GET /api/sessions/{id}/raw}, {@code /api/project-files}: bytes as the CLI wrote them, always as a download, never as something to render. */
@RestController
class RawApi {

    private final Sessions sessions;
    private final RawFiles files;

    RawApi(Sessions sessions, RawFiles files) {
        this.sessions = sessions;
        this.files = files;
    }

    @GetMapping("/api/sessions/{id}/raw")
    ResponseEntity<StreamingResponseBody> raw(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String file,
            @RequestParam(defaultValue = "0") int version) {
        SessionId session = sessions.get(id).id();
        return download(files.find(session, Given.text(file), Given.fromZero("version", version)));
    }

    /** Files that lie among a project's logs and belong to no session. */
    @GetMapping("/api/project-files")
    List<ProjectFile> ofProject(@RequestParam String project) {
        return sessions.projectFiles(project);
    }

    @GetMapping("/api/project-files/raw")
    ResponseEntity<StreamingResponseBody> rawOfProject(
            @RequestParam String file, @RequestParam(defaultValue = "0") int version) {
        return download(files.findOfProject(file, Given.fromZero("version", version)));
    }

    private ResponseEntity<StreamingResponseBody> download(RawFiles.Raw raw) {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .contentLength(raw.size())
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(raw.name(), StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .body(out -> {
                    try (var in = files.open(raw)) {
                        in.transferTo(out);
                    }
                });
    }
}
