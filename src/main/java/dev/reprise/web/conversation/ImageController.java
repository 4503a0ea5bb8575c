package dev.reprise.web.conversation;

import dev.reprise.catalogue.Sessions;
import dev.reprise.problem.Problem;
import dev.reprise.problem.Reason;
import dev.reprise.session.SessionId;
import dev.reprise.transcript.Transcripts;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** Images of a log. What they are is judged by their own bytes; nothing but plain pixels is shown, no SVG. */
@Controller
class ImageController {

    private final Sessions sessions;
    private final Transcripts transcripts;

    ImageController(Sessions sessions, Transcripts transcripts) {
        this.sessions = sessions;
        this.transcripts = transcripts;
    }

    @GetMapping({"/sessions/{id}/image", "/sessions/{id}/agents/{agentId}/image"})
    ResponseEntity<byte[]> image(
            @PathVariable String id,
            @PathVariable(required = false) @Nullable String agentId,
            @RequestParam int line,
            @RequestParam(defaultValue = "0") int block,
            @RequestParam(defaultValue = "0") int index) {
        SessionId session = sessions.get(id).id();
        byte[] bytes = transcripts
                .picture(session, AgentRef.id(agentId), line, block, index)
                .orElseThrow(ImageController::none);
        Optional<MediaType> type = type(bytes);
        ResponseEntity.BodyBuilder ok = ResponseEntity.ok();
        if (type.isEmpty()) {
            // SVG runs scripts, and what is nothing we know may be anything: to be saved, not shown
            ok.header("Content-Disposition", "attachment; filename=\"image-" + line + "-" + index + ".bin\"");
        }
        return ok.contentType(type.orElse(MediaType.APPLICATION_OCTET_STREAM))
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", "default-src 'none'; sandbox")
                .body(bytes);
    }

    /** Whether a picture that says to be of this type is shown; its bytes are looked at when it is asked for. */
    static boolean isShown(String mediaType) {
        return switch (mediaType.toLowerCase(java.util.Locale.ROOT)) {
            case "image/png", "image/jpeg", "image/jpg", "image/gif", "image/webp" -> true;
            default -> false;
        };
    }

    /** PNG, JPEG, GIF or WebP by the first bytes; empty for anything else. */
    static Optional<MediaType> type(byte[] bytes) {
        String start = new String(bytes, 0, Math.min(12, bytes.length), StandardCharsets.ISO_8859_1);
        if (start.startsWith("\u0089PNG\r\n\u001a\n")) {
            return Optional.of(MediaType.IMAGE_PNG);
        }
        if (start.startsWith("\u00ff\u00d8\u00ff")) {
            return Optional.of(MediaType.IMAGE_JPEG);
        }
        if (start.startsWith("GIF8")) {
            return Optional.of(MediaType.IMAGE_GIF);
        }
        boolean webp = start.startsWith("RIFF") && start.endsWith("WEBP");
        return webp ? Optional.of(MediaType.parseMediaType("image/webp")) : Optional.empty();
    }

    private static Problem none() {
        return new Problem(Reason.NOT_FOUND, "There is no image that can be shown. The raw log holds what is there.");
    }
}
