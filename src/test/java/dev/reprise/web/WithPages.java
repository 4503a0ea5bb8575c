package dev.reprise.web;

import dev.reprise.LogBuilder;
import dev.reprise.intake.Imports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.util.FileSystemUtils;

/** The whole application over a log home that the test wrote, once for all tests of pages. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "reprise.web.patterns=true",
            "reprise.data=${user.dir}/target/pages/data",
            "reprise.intake.homes=${user.dir}/target/pages/home"
        })
@AutoConfigureMockMvc
abstract class WithPages {

    static final Path ROOT = Path.of("target", "pages");
    /** Three hours before the first of these tests runs. */
    @SuppressWarnings("TimeInStaticInitializer")
    static final LogHome LOGS = new LogHome(
            ROOT.resolve("home"), Instant.now().minus(3, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS));

    static final int SESSIONS = 70;
    static final int TURNS = 120;
    /** Ids of sub-agents that mean something in an address. */
    static final List<String> ODD_AGENTS = List.of("a0plain", "b?x=1", "c#y", "d;z", "e%2f", "f g", "~h");

    static final String LONGEST = written();

    @Value("${reprise.data}")
    private Path data;

    @Autowired
    MockMvcTester mvc;

    @Autowired
    Imports imports;

    @BeforeEach
    void everythingIsImported() {
        imports.startAndWait();
    }

    String token() {
        try {
            return Files.readString(data.resolve("token")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A fresh code for the link. */
    String code() {
        var answer = mvc.post()
                .uri("/api/link")
                .header("Host", "127.0.0.1")
                .header("Authorization", "Bearer " + token())
                .exchange();
        String body = new String(answer.getResponse().getContentAsByteArray(), java.nio.charset.StandardCharsets.UTF_8);
        return body.substring(body.indexOf("code=") + 5, body.lastIndexOf('"'));
    }

    private static String written() {
        try {
            FileSystemUtils.deleteRecursively(ROOT);
            for (int number = 1; number < SESSIONS; number++) {
                LOGS.session(number, 1, "Session " + number + " " + LogHome.ATTACK);
            }
            String longest = LOGS.session(SESSIONS, TURNS, "The long one");
            String id = LogHome.id(SESSIONS);
            for (String agent : ODD_AGENTS) {
                LOGS.append(
                        id + "/subagents/agent-" + agent,
                        "{\"type\":\"user\",\"isSidechain\":true,\"sessionId\":\"" + id
                                + "\",\"message\":{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"do "
                                + ODD_AGENTS.indexOf(agent)
                                + "\"},{\"type\":\"image\",\"source\":{\"type\":\"base64\",\"media_type\":\"image/svg+xml\",\"data\":\"PHN2Zy8+\"}}]}}\n");
            }
            LOGS.append(
                    id + "/subagents/agent-" + ODD_AGENTS.getFirst(),
                    LogBuilder.of(id)
                            .from(9000)
                            .call("wr", "Write", Map.of("file_path", "/home/me/new.txt", "content", "one\ntwo"))
                            .result("wr", "File created", false)
                            .text());
            return longest;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
