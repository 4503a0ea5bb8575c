package dev.reprise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.demo.DemoHome;
import dev.reprise.intake.Imports;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The whole application on a real port, with the sample sessions imported, and requests written byte by byte: HTTP
 * clients do not send what attackers send. One application for all classes that extend this.
 */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "logging.file.name=target/real-http/reprise.log")
public abstract class RealHttp {

    private static final Path FOLDER = folder();

    @LocalServerPort
    protected int port;

    @Autowired
    private Imports imports;

    private static boolean imported;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        registry.add("reprise.data", () -> FOLDER.resolve("data").toString());
        registry.add("reprise.intake.homes[0]", () -> home().toString());
        registry.add("reprise.intake.live", () -> "false");
    }

    private static Path folder() {
        try {
            Path folder = Files.createTempDirectory(Files.createDirectories(Path.of("target/real-http")), "run");
            DemoHome.write(Files.createDirectories(folder.resolve("home")), Instant.now());
            return folder.toAbsolutePath();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** The home of Claude Code that was read. */
    protected static Path home() {
        return FOLDER.resolve("home");
    }

    protected static Path data() {
        return FOLDER.resolve("data");
    }

    @BeforeEach
    void everythingIsImported() {
        if (!imported) {
            imports.startAndWait();
            imported = true;
        }
    }

    protected static String token() throws IOException {
        return Files.readString(data().resolve("token")).strip();
    }

    protected static String bearer() throws IOException {
        return "Authorization: Bearer " + token();
    }

    /** The cookie that the link gives, as a header of requests. */
    protected String cookie() throws IOException {
        String set = ask("GET", "/?code=" + code(), here()).header("Set-Cookie").orElseThrow();
        return "Cookie: " + set.substring(0, set.indexOf(';'));
    }

    /** A fresh code for the link. */
    protected String code() throws IOException {
        String url =
                ask("POST", "/api/link", here(), bearer()).json().at("/url").asString();
        return url.substring(url.indexOf("?code=") + 6);
    }

    protected String here() {
        return "Host: 127.0.0.1:" + port;
    }

    protected Answer get(String target) throws IOException {
        return ask("GET", target, here(), bearer());
    }

    /** Sends exactly these header lines, and {@code Connection: close}. */
    protected Answer ask(String method, String target, String... headers) throws IOException {
        return send(method + " " + target + " HTTP/1.1", headers);
    }

    /** Sends a JSON body. */
    protected Answer json(String method, String target, String body, String... headers) throws IOException {
        List<String> lines = new ArrayList<>(List.of(here(), bearer(), "Content-Type: application/json"));
        lines.addAll(List.of(headers));
        return send(method + " " + target + " HTTP/1.1", body, lines);
    }

    /** The list follows what is written, soon after it. */
    protected JsonNode soon(String target, String pointer, String expected) throws IOException {
        Instant end = Instant.now().plus(Duration.ofSeconds(10));
        JsonNode now = get(target).json();
        while (!now.at(pointer).toString().contains(expected) && Instant.now().isBefore(end)) {
            now = get(target).json();
        }
        assertThat(now.at(pointer).toString()).contains(expected);
        return now;
    }

    protected Answer send(String requestLine, String... headers) throws IOException {
        return send(requestLine, "", List.of(headers));
    }

    private Answer send(String requestLine, String body, List<String> headers) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(30_000);
            List<String> lines = new ArrayList<>(List.of(requestLine));
            lines.addAll(headers);
            lines.add("Connection: close");
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            if (bytes.length > 0) {
                lines.add("Content-Length: " + bytes.length);
            }
            String head = String.join("\r\n", lines) + "\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().write(bytes);
            return Answer.read(new ByteArrayInputStream(socket.getInputStream().readAllBytes()));
        }
    }

    /** @param headers whole lines */
    public record Answer(int status, List<String> headers, byte[] bytes) {

        static Answer read(InputStream in) throws IOException {
            String first = line(in);
            List<String> headers = new ArrayList<>();
            for (String line = line(in); !line.isEmpty(); line = line(in)) {
                headers.add(line);
            }
            Answer answer = new Answer(Integer.parseInt(first.split(" ")[1]), headers, in.readAllBytes());
            boolean chunked = answer.header("Transfer-Encoding").orElse("").equals("chunked");
            return chunked ? new Answer(answer.status, headers, whole(answer.bytes)) : answer;
        }

        private static String line(InputStream in) throws IOException {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
                line.write(b);
            }
            return line.toString(StandardCharsets.UTF_8).strip();
        }

        private static byte[] whole(byte[] chunks) throws IOException {
            InputStream in = new ByteArrayInputStream(chunks);
            ByteArrayOutputStream whole = new ByteArrayOutputStream();
            for (String size = line(in); !size.isEmpty() && !size.equals("0"); size = line(in)) {
                whole.write(in.readNBytes(Integer.parseInt(size, 16)));
                line(in);
            }
            return whole.toByteArray();
        }

        public Optional<String> header(String name) {
            String start = name.toLowerCase(Locale.ROOT) + ":";
            return headers.stream()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
                    .map(line -> line.substring(start.length()).strip())
                    .findFirst();
        }

        public String body() {
            return new String(bytes, StandardCharsets.UTF_8);
        }

        public JsonNode json() {
            return JsonMapper.shared().readTree(bytes);
        }
    }
}
