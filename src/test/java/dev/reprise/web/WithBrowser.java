package dev.reprise.web;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A real browser before the application; without one these tests say so, and fail where CI is true. */
abstract class WithBrowser extends WithPages {

    private static Playwright playwright;
    private static Browser browser;

    @LocalServerPort
    private int port;

    @Nullable
    BrowserContext context;

    Page page;
    final List<String> complaints = new ArrayList<>();

    @BeforeAll
    static void launch() {
        Optional<Path> chromium = chromium();
        if (chromium.isEmpty()) {
            String reason = "The browser tests did not run: no chromium or google-chrome on the PATH.";
            System.out.println(reason);
            if ("true".equals(System.getenv("CI"))) {
                fail(reason);
            }
            abort(reason);
        }
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(chromium.orElseThrow())
                        .setArgs(List.of("--no-sandbox")));
    }

    @AfterAll
    static void quit() {
        if (playwright != null) {
            playwright.close();
        }
    }

    @BeforeEach
    void open() {
        open(1280, 800, ColorScheme.LIGHT, 1);
    }

    /** @param zoom of the page: at 2 the browser has half as many pixels of CSS for the same window */
    final void open(int width, int height, ColorScheme scheme, int zoom) {
        close();
        BrowserContext opened = browser.newContext(new Browser.NewContextOptions()
                .setViewportSize(width / zoom, height / zoom)
                .setDeviceScaleFactor(zoom)
                .setColorScheme(scheme)
                .setPermissions(List.of("clipboard-read", "clipboard-write")));
        context = opened;
        page = opened.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
        page.navigate("http://127.0.0.1:" + port + "/?code=" + code());
    }

    @AfterEach
    void close() {
        if (context != null) {
            context.close();
            context = null;
        }
    }

    void visit(String address) {
        page.navigate("http://127.0.0.1:" + port + address);
        complaints.removeIf(complaint -> complaint.contains("404"));
    }

    static List<String> addresses() {
        String session = "/sessions/" + LONGEST;
        return List.of(
                "/",
                "/?q=nothing-has-this",
                "/search?q=turn+done",
                "/search?q=nothing-has-this+project:api",
                "/search",
                "/sources",
                "/organise",
                "/retention",
                "/retention/storage",
                "/activity",
                "/project?dir=/home/me/work/api",
                "/patterns",
                session,
                session + "?at=end",
                session + "?tab=agents",
                session + "?tab=files",
                session + "?tab=commands",
                session + "?tab=raw",
                session + "/files-then",
                session + "/agents/" + ODD_AGENTS.getFirst(),
                "/sessions/claude:none-such");
    }

    static double top(Locator locator) {
        return ((Number) locator.evaluate("e => e.getBoundingClientRect().top")).doubleValue();
    }

    private static Optional<Path> chromium() {
        return Arrays.stream(String.valueOf(System.getenv("PATH")).split(File.pathSeparator))
                .flatMap(folder -> Stream.of("chromium", "chromium-browser", "google-chrome")
                        .map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
