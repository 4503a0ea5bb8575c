package dev.reprise.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.RealHttp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The calls of the contract, over the sample sessions. */
class ApiTests extends RealHttp {

    @Test
    void tellsWhereTheImportStands() throws IOException {
        JsonNode status = get("/api/status").json();

        assertThat(status.at("/version").asString()).matches("\\d.*");
        assertThat(status.at("/running").asBoolean()).isFalse();
        assertThat(status.at("/filesDone").asLong())
                .isEqualTo(status.at("/filesKnown").asLong())
                .isPositive();
        assertThat(status.at("/bytesDone").asLong())
                .isEqualTo(status.at("/bytesTotal").asLong())
                .isPositive();
        assertThat(status.at("/sessions").asLong()).isGreaterThan(20);
        assertThat(status.at("/lastScanAt").asString()).endsWith("Z");
    }

    @Test
    void waitsForAnImportOrAnswersAtOnce() throws IOException {
        assertThat(ask("POST", "/api/imports", here(), bearer()).status()).isEqualTo(202);
        Answer done = ask("POST", "/api/imports?wait=true", here(), bearer());
        assertThat(done.status()).isEqualTo(200);
        assertThat(done.json().at("/importState").asString()).isEqualTo("idle");
    }

    @Test
    void goesOnAfterAStop() throws IOException {
        assertThat(ask("DELETE", "/api/imports", here(), bearer())
                        .json()
                        .at("/importState")
                        .asString())
                .isIn("stopped", "idle", "running");
        assertThat(ask("POST", "/api/imports?wait=true", here(), bearer())
                        .json()
                        .at("/importState")
                        .asString())
                .isEqualTo("idle");
    }

    @Test
    void pagesThroughTheListWithoutMissingOrRepeatingOne() throws IOException {
        JsonNode whole = get("/api/sessions?limit=500&kind=all").json();
        List<String> ids = ids(whole);
        assertThat(ids)
                .hasSize(whole.at("/total").asInt())
                .doesNotHaveDuplicates()
                .hasSizeGreaterThan(20);

        for (String sort :
                List.of("activity", "started", "title", "project", "turns", "size", "tokens", "lines", "expires")) {
            List<String> paged = new ArrayList<>();
            String cursor = "";
            do {
                JsonNode page = get("/api/sessions?kind=all&limit=7&sort=" + sort + "&cursor=" + cursor)
                        .json();
                paged.addAll(ids(page));
                cursor = page.at("/next").isNull() ? "" : page.at("/next").asString();
            } while (!cursor.isEmpty());
            assertThat(paged).as(sort).containsExactlyInAnyOrderElementsOf(ids);
        }
    }

    @Test
    void countsWhatItHides() throws IOException {
        JsonNode usual = get("/api/sessions?limit=500").json();
        JsonNode all = get("/api/sessions?limit=500&kind=all").json();

        assertThat(usual.at("/hidden").asInt()).isPositive();
        assertThat(usual.at("/total").asInt() + usual.at("/hidden").asInt())
                .isEqualTo(all.at("/total").asInt());
        assertThat(get("/api/sessions?q=&project=&tag=&state=&sort=&limit=&cursor=")
                        .json()
                        .at("/total")
                        .asInt())
                .isEqualTo(usual.at("/total").asInt());
        assertThat(get("/api/sessions?limit=100000&kind=all").json()).isEqualTo(all);
    }

    @Test
    void hasTheSessionsOwnFieldsAtTopLevelAndTheRestBesideThem() throws IOException {
        for (JsonNode listed : get("/api/sessions?limit=500&kind=all").json().at("/sessions")) {
            JsonNode one = get("/api/sessions/" + listed.at("/id").asString()).json();
            listed.forEachEntry(
                    (name, value) -> assertThat(one.get(name)).as(name).isEqualTo(value));
            assertThat(one.at("/subagentList").size())
                    .isEqualTo(one.at("/subagents").asInt());
            for (String list : List.of(
                    "files",
                    "commands",
                    "tools",
                    "tokensByDay",
                    "stored",
                    "unreadable",
                    "unknown",
                    "lineage",
                    "copies")) {
                assertThat(one.at("/" + list).isArray()).as(list).isTrue();
            }
        }
    }

    @Test
    void knowsASessionByEveryWayToNameIt() throws IOException {
        String id = ids(get("/api/sessions?limit=1").json()).getFirst();
        String uuid = id.substring(id.indexOf(':') + 1);

        for (String name : List.of(
                id,
                uuid,
                uuid.toUpperCase(java.util.Locale.ROOT),
                uuid.substring(0, 13),
                "claude:" + uuid.substring(0, 20))) {
            assertThat(get("/api/sessions/" + name).json().at("/id").asString()).isEqualTo(id);
        }
    }

    @Test
    void givesTheWholeConversationInPieces() throws IOException {
        String path = "/api/sessions/" + longest() + "/entries";
        JsonNode whole = get(path + "?from=0&limit=500").json();
        int total = whole.at("/total").asInt();
        assertThat(total).isBetween(15, 500);
        List<JsonNode> pieces = new ArrayList<>();
        int from = 0;
        while (from >= 0) {
            JsonNode piece = get(path + "?from=" + from + "&limit=7").json();
            piece.at("/entries").forEach(pieces::add);
            from = piece.at("/next").isNull() ? -1 : piece.at("/next").asInt();
        }

        List<JsonNode> entries = new ArrayList<>();
        whole.at("/entries").forEach(entries::add);
        assertThat(pieces).isEqualTo(entries).hasSize(total);
        assertThat(entries.stream().map(e -> e.at("/seq").asInt()))
                .isEqualTo(java.util.stream.IntStream.range(0, total).boxed().toList());
        assertThat(get(path + "?from=&limit=").status()).isEqualTo(200);
        assertThat(get(path + "?from=999999").json().at("/entries").size()).isZero();
        assertThat(get(path + "?all=true").json().at("/total").asInt()).isGreaterThanOrEqualTo(total);
    }

    @Test
    void givesBackEveryLogByteForByte() throws IOException {
        Path projects = home().resolve("projects");
        try (Stream<Path> files = Files.walk(projects, 2)) {
            List<Path> logs = files.filter(f -> f.toString().endsWith(".jsonl")).toList();
            assertThat(logs).hasSizeGreaterThan(20);
            for (Path log : logs) {
                String id = log.getFileName().toString().replace(".jsonl", "");
                Answer raw = get("/api/sessions/" + id + "/raw?file=&version=");
                assertThat(raw.bytes()).as(id).isEqualTo(Files.readAllBytes(log));
                assertThat(raw.header("Content-Disposition").orElseThrow()).startsWith("attachment");
                assertThat(raw.header("Content-Type")).contains("application/octet-stream");
                assertThat(raw.header("X-Content-Type-Options")).contains("nosniff");
            }
        }
    }

    @Test
    void givesEveryFileThatIsListedAndNoOther() throws IOException {
        int side = 0;
        for (String id : ids(get("/api/sessions?limit=500&kind=all").json())) {
            for (JsonNode stored : get("/api/sessions/" + id).json().at("/stored")) {
                String file = stored.at("/file").asString();
                Answer raw = get("/api/sessions/" + id + "/raw?file="
                        + java.net.URLEncoder.encode(file, java.nio.charset.StandardCharsets.UTF_8));
                assertThat(raw.status()).as(file).isEqualTo(200);
                assertThat(raw.bytes()).hasSize(stored.at("/bytes").asInt());
                side++;
            }
        }
        assertThat(side).isGreaterThan(30);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../token", "..%2F..%2Ftoken", "/etc/passwd", "%2Fetc%2Fpasswd", "%25", "_", "%", "history.jsonl",
                        "../history.jsonl",
                "projects/../history.jsonl", "..", ".", "%00", "token", "C:%5Cwindows", "%5C", "jsonl", "*"
            })
    void reachesNothingThatIsNotListed(String file) throws IOException {
        Answer raw = get("/api/sessions/" + longest() + "/raw?file=" + file);

        assertThat(raw.status()).isIn(400, 404);
        assertThat(raw.header("Content-Type")).contains("application/problem+json");
    }

    @Test
    void doesNotReachAFileOfAnotherSession() throws IOException {
        List<String> ids = ids(get("/api/sessions?limit=500&kind=all").json());
        String other =
                get("/api/sessions/" + ids.get(0)).json().at("/stored/0/file").asString();

        assertThat(get("/api/sessions/" + ids.get(1) + "/raw?file=" + other).status())
                .isEqualTo(404);
    }

    @Test
    void answersACommandForEveryShell() throws IOException {
        for (String shell : List.of("bash", "zsh", "fish", "powershell", "pwsh", "cmd", "")) {
            JsonNode resume = get("/api/sessions/" + longest() + "/resume?shell=" + shell + "&fork=")
                    .json();
            assertThat(resume.at("/command").asString()).contains("claude --resume ");
            assertThat(resume.at("/checks").size()).isPositive();
        }
        assertThat(get("/api/sessions/" + longest() + "/resume?fork=true")
                        .json()
                        .at("/command")
                        .asString())
                .contains("--fork-session");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                /api/sessions?limit=0                | limit is a number from 1 to 500
                /api/sessions?limit=-5               | limit is a number from 1 to 500
                /api/sessions?limit=ten              | limit is a whole number
                /api/sessions?sort=colour            | sort is one of activity
                /api/sessions?state=asleep           | state is one of live
                /api/sessions?kind=robot             | kind is one of interactive
                /api/sessions?from=yesterday         | from is a day
                /api/sessions?to=2026-02-30          | to is a day
                /api/sessions?cursor=x               | That cursor does not fit
                /api/sessions/ID/entries?from=-1     | from counts from 0
                /api/sessions/ID/entries?limit=0     | limit is a number from 1 to 500
                /api/sessions/ID/entries?all=perhaps | all is true or false
                /api/sessions/ID/raw?version=-1      | version counts from 0
                /api/sessions/ID/raw?version=x       | version is a whole number
                /api/sessions/ID/resume?shell=tcsh   | No such shell
                /api/sessions/ID/resume?fork=maybe   | fork is true or false
                """)
    void refusesAValueItDoesNotKnowAndSaysWhichItDoes(String target, String sentence) throws IOException {
        Answer answer = get(target.replace("ID", longest()));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("Content-Type")).contains("application/problem+json");
        assertThat(answer.json().at("/title").asString()).isEqualTo("bad-input");
        assertThat(answer.json().at("/detail").asString()).contains(sentence);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api",
                "/api/",
                "/api/nothing",
                "/api/sessions/",
                "/api/sessions/ID/nothing",
                "/api/sessions/ffffffff-0000-4000-8000-000000000000",
                "/api/sessions/ID/raw?version=99",
                "/api/sessions/ID/entries?agent=nobody",
                "/api/status/x",
                "/api/sessions/%3Cscript%3E"
            })
    void saysThatNothingIsThere(String target) throws IOException {
        Answer answer = get(target.replace("ID", longest()));

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.json().at("/title").asString()).isEqualTo("not-found");
        assertThat(answer.json().at("/detail").asString()).isNotBlank();
    }

    @Test
    void saysHowACallIsMade() throws IOException {
        Answer method = ask("PUT", "/api/status", here(), bearer());
        assertThat(method.status()).isEqualTo(405);
        assertThat(method.header("Allow").orElseThrow()).contains("GET");
        assertThat(method.json().at("/detail").asString()).contains("GET");

        Answer format = ask("GET", "/api/status", here(), bearer(), "Accept: application/xml");
        assertThat(format.status()).isEqualTo(406);
        assertThat(format.header("Content-Type")).contains("application/problem+json");

        assertThat(get("/api/sessions/x;y").header("Content-Type")).contains("application/problem+json");
    }

    private String longest() throws IOException {
        return ids(get("/api/sessions?limit=1&sort=turns").json()).getFirst();
    }

    private static List<String> ids(JsonNode page) {
        List<String> ids = new ArrayList<>();
        page.at("/sessions").forEach(session -> ids.add(session.at("/id").asString()));
        return ids;
    }
}
