package dev.reprise.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.RealHttp;
import dev.reprise.label.Arranged;
import dev.reprise.label.Label;
import dev.reprise.label.Labels;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Views, streams, tags, rules and projects by API, as a program sends them. */
class OrganiseApiTests extends RealHttp {

    private static final String ONE = "/api/sessions/claude:5e1fa0c4";

    @Autowired
    private Labels labels;

    @AfterEach
    void nothingIsLeft() {
        Arranged.nothing(labels);
    }

    private JsonNode does(String method, String target, String body) throws IOException {
        Answer answer = json(method, target, body);
        assertThat(answer.status())
                .as(target + " " + body + ": " + answer.body())
                .isEqualTo(200);
        return answer.json();
    }

    @Test
    void savesOrdersAndDeletesViews() throws IOException {
        JsonNode one =
                does("POST", "/api/views", "{\"name\":\"big <b>\",\"asks\":{\"q\":\"turns:>0\",\"sort\":\"size\"}}");
        JsonNode two = does("POST", "/api/views", "{\"name\":\"none\",\"asks\":{\"q\":\"zzzz\"}}");
        String first = one.at("/id").asString();
        String second = two.at("/id").asString();
        assertThat(one.at("/sessions").asInt()).isPositive();
        assertThat(two.at("/sessions").asInt()).isZero();
        does("PUT", "/api/views/order", "[\"" + second + "\"]");
        assertThat(get("/api/views").json().at("/0/id").asString()).isEqualTo(second);
        String seen = one.at("/etag").asString();
        assertThat(does("PATCH", "/api/views/" + first, "{\"name\":\"larger\"}")
                        .at("/asks/q")
                        .asString())
                .isEqualTo("turns:>0");
        assertThat(json("PATCH", "/api/views/" + first, "{\"name\":\"x\"}", "If-Match: " + seen)
                        .status())
                .as("it was renamed since it was moved")
                .isEqualTo(409);
        long activity =
                does("DELETE", "/api/views/" + first, "").at("/activity").asLong();
        assertThat(get("/api/views").json()).hasSize(1);
        does("POST", "/api/activity/" + activity + "/undo", "");
        assertThat(get("/api/views").json().toString()).contains("larger");
        does("PUT", "/api/views/built-in/live", "{\"shown\":false}");
        assertThat(get("/api/views/built-in").json().toString()).contains("\"label\":\"Live\",\"shown\":false");
        assertThat(get("/").body()).doesNotContain("state=live");
        does("PUT", "/api/views/built-in/live", "{\"shown\":true}");
        assertThat(json("PUT", "/api/views/built-in/nonsense", "{\"shown\":true}")
                        .status())
                .isEqualTo(404);
        for (String bad : List.of(
                "{\"name\":\"none\",\"asks\":{\"q\":\"x\"}}",
                "{\"name\":\"NONE\",\"asks\":{\"q\":\"x\"}}",
                "{\"name\":\"\",\"asks\":{\"q\":\"x\"}}",
                "{\"name\":\"e\",\"asks\":{}}",
                "{\"name\":\"e\",\"asks\":{\"cursor\":\"x\"}}",
                "{\"name\":\"e\",\"asks\":{\"state\":\"nonsense\"}}",
                "{\"name\":\"e\",\"asks\":{\"from\":\"yesterday\"}}",
                "{\"name\":\"e\",\"asks\":7}",
                "{\"name\":\"a\\u202eb\",\"asks\":{\"q\":\"x\"}}")) {
            assertThat(json("POST", "/api/views", bad).status()).as(bad).isBetween(400, 409);
        }
        assertThat(json("DELETE", "/api/views/gone", "").status()).isEqualTo(404);
    }

    @Test
    void nestsStreamsAndMovesSessions() throws IOException {
        String client = does("POST", "/api/streams", "{\"name\":\"client-x\",\"colour\":\"teal\"}")
                .at("/id")
                .asString();
        JsonNode billing = does("POST", "/api/streams", "{\"name\":\"billing\",\"parent\":\"client-x\"}");
        assertThat(billing.at("/path").asString()).isEqualTo("client-x/billing");
        does("PATCH", ONE, "{\"stream\":\"Client-X/billing\"}");
        soon(ONE, "/stream", "client-x/billing");
        soon("/api/sessions?q=stream:client-x", "/total", "1");
        soon("/api/sessions?stream=client-x/billing", "/total", "1");
        soon("/api/streams", "/0/sessions", "1");
        assertThat(get("/api/sessions?q=stream:client").json().at("/total").asInt())
                .isZero();
        does("PATCH", "/api/streams/" + client, "{\"name\":\"client-y\"}");
        soon(ONE, "/stream", "client-y/billing");
        assertThat(json("PATCH", "/api/streams/" + client, "{\"parent\":\"client-y/billing\"}")
                        .status())
                .as("within itself")
                .isEqualTo(400);
        assertThat(json("PATCH", ONE, "{\"stream\":\"nowhere\"}").body()).contains("There are client-y");
        long gone = does("DELETE", "/api/streams/" + billing.at("/id").asString(), "")
                .at("/activity")
                .asLong();
        soon(ONE, "/stream", "null");
        does("POST", "/api/activity/" + gone + "/undo", "");
        soon(ONE, "/stream", "client-y/billing");
        assertThat(does("DELETE", "/api/streams/" + client, "").at("/changed").asInt())
                .isZero();
        soon(ONE, "/stream", "\"billing\"");
    }

    @Test
    void bringsSessionsInByDefaultsUnlessSomebodyMovedThem() throws IOException {
        JsonNode session = get(ONE).json();
        String dir = session.at("/projectDir").asString();
        JsonNode made = does("POST", "/api/streams", "{\"name\":\"mine\",\"dirs\":[\"" + dir + "\"]}");
        assertThat(made.at("/moved").asInt()).isPositive();
        soon(ONE, "/stream", "mine");
        does("PATCH", ONE, "{\"stream\":null}");
        soon(ONE, "/stream", "null");
        // a default does not bring it back, whatever else changes of it
        does("PATCH", ONE, "{\"tag\":\"touched\"}");
        soon(ONE, "/tags", "touched");
        does("PATCH", "/api/streams/mine", "{\"colour\":\"red\"}");
        assertThat(get(ONE).json().at("/stream").isNull()).isTrue();
        does("POST", "/api/activity/" + made.at("/activity").asLong() + "/undo", "");
        assertThat(labels.all())
                .allMatch(label -> label.stream() == null || label.stream().equals(Label.OUT));
    }

    @Test
    void coloursGroupsRenamesAndMergesTags() throws IOException {
        for (String tag : List.of("open", "done")) {
            does("PATCH", "/api/tags/" + tag, "{\"group\":\"status\",\"colour\":\"amber\"}");
        }
        does("PATCH", ONE, "{\"tag\":[\"open\",\"keep\"]}");
        assertThat(does("PATCH", ONE, "{\"tag\":\"Done\"}").at("/tags").toString())
                .as("one of a group, spelled as it is known")
                .isEqualTo("[\"done\",\"keep\"]");
        soon("/api/tags", "", "\"tag\":\"done\",\"colour\":\"amber\",\"group\":\"status\",\"sessions\":1");
        does("PATCH", "/api/tags/keep", "{\"name\":\"Keeper\"}");
        assertThat(get(ONE + "/label").json().at("/tags").toString()).isEqualTo("[\"Keeper\",\"done\"]");
        does("PATCH", "/api/tags/Keeper", "{\"name\":\"keeper\"}");
        assertThat(get(ONE + "/label").json().at("/tags").toString()).isEqualTo("[\"done\",\"keeper\"]");
        JsonNode merged = does("PATCH", "/api/tags/keeper", "{\"name\":\"done\"}");
        assertThat(get(ONE + "/label").json().at("/tags").toString()).isEqualTo("[\"done\"]");
        does("POST", "/api/activity/" + merged.at("/activity").asLong() + "/undo", "");
        assertThat(get(ONE + "/label").json().at("/tags").toString()).isEqualTo("[\"done\",\"keeper\"]");
        JsonNode deleted = does("DELETE", "/api/tags/done", "");
        assertThat(deleted.at("/changed").asInt()).isEqualTo(1);
        assertThat(get(ONE + "/label").json().at("/tags").toString()).isEqualTo("[\"keeper\"]");
        does("POST", "/api/activity/" + deleted.at("/activity").asLong() + "/undo", "");
        soon("/api/tags", "", "\"tag\":\"done\",\"colour\":\"amber\",\"group\":\"status\"");
        for (String bad : List.of(
                "{\"colour\":\"mauve\"}",
                "{\"name\":\"\"}",
                "{\"name\":\"a,b\"}",
                "{\"name\":\"a\",\"group\":\"b\"}",
                "{\"x\":1}")) {
            assertThat(json("PATCH", "/api/tags/done", bad).status()).as(bad).isEqualTo(400);
        }
    }

    @Test
    void tagsByRuleWhatIsThereAndLeavesWhatAPersonTookOff() throws IOException {
        String rule = "{\"filter\":\"id:5e1fa0c4\",\"tag\":\"ruled\"";
        JsonNode preview = does("POST", "/api/rules/preview", rule + "}");
        assertThat(preview.at("/count").asInt()).isEqualTo(1);
        assertThat(labels.all()).isEmpty();
        assertThat(json("POST", "/api/rules", rule + ",\"previewed\":7}").status())
                .isEqualTo(409);
        JsonNode made = does("POST", "/api/rules", rule + ",\"previewed\":1}");
        assertThat(made.at("/tagged").asInt()).isEqualTo(1);
        soon(ONE, "/tags", "ruled");
        does("PATCH", ONE, "{\"untag\":\"ruled\"}");
        soon(ONE, "/tags", "[]");
        does("PATCH", ONE, "{\"pinned\":true}");
        soon(ONE, "/pinned", "true");
        assertThat(get(ONE).json().at("/tags").toString()).isEqualTo("[]");
        // a person may give it again
        assertThat(does("PATCH", ONE, "{\"tag\":\"ruled\"}").at("/tags").toString())
                .isEqualTo("[\"ruled\"]");
        for (String bad : List.of(
                "{\"filter\":\"\",\"tag\":\"x\"}",
                "{\"filter\":\"turns:many\",\"tag\":\"x\"}",
                "{\"filter\":\"tag:x\",\"tag\":\"x\"}",
                "{\"filter\":\"a\",\"tag\":\"\"}")) {
            assertThat(json("POST", "/api/rules/preview", bad).status()).as(bad).isEqualTo(400);
        }
        does("DELETE", "/api/rules/" + made.at("/id").asString(), "");
        assertThat(get("/api/rules").json()).isEmpty();
    }

    @Test
    void renamesAndMergesProjects() throws IOException {
        JsonNode all = get("/api/projects").json();
        String one = all.at("/0/dir").asString();
        String other = all.at("/1/dir").asString();
        long sessions = all.at("/0/sessions").asLong() + all.at("/1/sessions").asLong();
        does("PATCH", "/api/projects", "{\"dir\":\"" + one + "\",\"name\":\"The Shop\",\"colour\":\"pink\"}");
        soon("/api/projects", "/0/label", "The Shop");
        JsonNode merged = does("PATCH", "/api/projects", "{\"dir\":\"" + other + "\",\"into\":\"" + one + "\"}");
        soon("/api/projects", "/0/parts", other);
        soon("/api/projects", "/0/sessions", String.valueOf(sessions));
        soon("/api/sessions?q=project:%22The%20Shop%22", "/total", String.valueOf(sessions));
        assertThat(json("PATCH", "/api/projects", "{\"dir\":\"" + one + "\",\"into\":\"" + other + "\"}")
                        .status())
                .isEqualTo(409);
        assertThat(json("PATCH", "/api/projects", "{\"dir\":\"" + one + "\",\"into\":\"/nowhere\"}")
                        .status())
                .isEqualTo(404);
        does("POST", "/api/activity/" + merged.at("/activity").asLong() + "/undo", "");
        soon("/api/projects", "", "\"dir\":\"" + other + "\"");
        assertThat(get("/api/projects/suggestions").status()).isEqualTo(200);
    }
}
