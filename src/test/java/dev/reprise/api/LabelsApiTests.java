package dev.reprise.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.RealHttp;
import dev.reprise.label.Act;
import dev.reprise.label.Label;
import dev.reprise.label.Labels;
import dev.reprise.session.SessionId;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Names, tags and notes by API, as a program sends them. */
class LabelsApiTests extends RealHttp {

    private static final String ONE = "/api/sessions/claude:5e1fa0c4";

    @Autowired
    private Labels labels;

    @AfterEach
    void nothingIsLeft() {
        List<SessionId> all = labels.all().stream().map(Label::session).toList();
        labels.change(all, Act.page("cleared"), label -> Label.none(label.session()));
    }

    @Test
    void namesNotesAndPinsASession() throws IOException {
        Answer answer = json(
                "PATCH", ONE, "{\"name\":\" the refund \",\"note\":\"# why\",\"pinned\":true,\"tag\":[\"b\",\"a\"]}");
        assertThat(answer.status()).isEqualTo(200);
        JsonNode label = answer.json();
        assertThat(label.at("/name").asString()).isEqualTo("the refund");
        assertThat(label.at("/tags").toString()).isEqualTo("[\"a\",\"b\"]");
        assertThat(answer.header("ETag").orElseThrow())
                .contains(label.at("/etag").asString());
        assertThat(get(ONE + "/label").json().at("/note").asString()).isEqualTo("# why");
        soon(ONE, "/name", "the refund");
        // a name works wherever an id does, whatever its case
        assertThat(get("/api/sessions/The%20Refund").json().at("/id").asString())
                .startsWith("claude:5e1fa0c4");
        soon("/api/sessions?q=name:refund", "/sessions/0/id", "claude:5e1fa0c4");
        assertThat(json("PATCH", "/api/sessions/the%20refund", "{\"name\":null}")
                        .json()
                        .at("/name")
                        .isNull())
                .isTrue();
    }

    @Test
    void refusesWhatCannotBe() throws IOException {
        for (String body : List.of(
                "{\"name\":\"latest\"}",
                "{\"name\":\"a\\u202eb\"}",
                "{\"name\":7}",
                "{\"pinned\":\"yes\"}",
                "{\"colour\":\"red\"}",
                "{\"tag\":[1]}",
                "{}",
                "[]",
                "{")) {
            Answer answer = json("PATCH", ONE, body);
            assertThat(answer.status()).as(body).isEqualTo(400);
            assertThat(answer.json().at("/detail").asString()).as(body).endsWith(".");
        }
        assertThat(labels.all()).isEmpty();
        assertThat(ask("PATCH", ONE, here()).status()).isEqualTo(401);
    }

    @Test
    void aNameThatIsTakenIsRefusedWithOneThatIsFree() throws IOException {
        assertThat(json("PATCH", ONE, "{\"name\":\"mine\"}").status()).isEqualTo(200);
        Answer taken = json("PATCH", "/api/sessions/claude:78479af7", "{\"name\":\"Mine\"}");
        assertThat(taken.status()).isEqualTo(409);
        assertThat(taken.json().at("/detail").asString()).contains("Mine-2 is free");
    }

    @Test
    void twoWritersLoseNothing() throws IOException {
        String seen = json("PATCH", ONE, "{\"name\":\"x\"}").json().at("/etag").asString();
        assertThat(json("PATCH", ONE, "{\"name\":\"y\"}", "If-Match: \"" + seen + "\"")
                        .status())
                .isEqualTo(200);
        Answer late = json("PATCH", ONE, "{\"name\":\"z\"}", "If-Match: \"" + seen + "\"");
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.json().at("/detail").asString()).contains("called y now");
    }

    @Test
    void tagsOneAndTakesTheTagOff() throws IOException {
        assertThat(json("PUT", ONE + "/tags/client%20x", "").json().at("/tags").toString())
                .isEqualTo("[\"client x\"]");
        assertThat(json("PUT", ONE + "/tags/Client%20X", "").json().at("/tags").toString())
                .isEqualTo("[\"client x\"]");
        assertThat(json("DELETE", ONE + "/tags/CLIENT%20x", "")
                        .json()
                        .at("/tags")
                        .toString())
                .isEqualTo("[]");
    }

    @Test
    void changesManyAtOnceAndTakesItBack() throws IOException {
        String body = "{\"q\":\"project:crumb\",\"tag\":\"bread\",\"pinned\":true}";
        JsonNode done = json("POST", "/api/bulk", body, "Idempotency-Key: k1").json();
        assertThat(done.at("/changed").asInt())
                .isGreaterThan(2)
                .isEqualTo(done.at("/sessions").asInt());
        assertThat(json("POST", "/api/bulk", body, "Idempotency-Key: k1").json().at("/activity"))
                .isEqualTo(done.at("/activity"));
        soon("/api/sessions?q=tag:bread", "/total", done.at("/changed").toString());
        JsonNode first = get("/api/activity").json().at("/0");
        assertThat(first.at("/what").asString())
                .startsWith("tagged " + done.at("/changed").asInt() + " sessions bread");
        assertThat(json("POST", "/api/activity/" + done.at("/activity").asInt() + "/undo", "")
                        .json()
                        .at("/changed")
                        .asInt())
                .isEqualTo(done.at("/changed").asInt());
        assertThat(json("POST", "/api/activity/" + done.at("/activity").asInt() + "/undo", "")
                        .status())
                .isEqualTo(409);
        assertThat(labels.all()).isEmpty();
        assertThat(json("POST", "/api/bulk", "{\"q\":\"x\",\"ids\":[],\"pinned\":true}")
                        .status())
                .isEqualTo(400);
        assertThat(json("POST", "/api/bulk", "{\"ids\":[\"claude:5e1fa0c4\",\"nobody\"],\"pinned\":true}")
                        .status())
                .isEqualTo(404);
        assertThat(labels.all()).isEmpty();
    }
}
