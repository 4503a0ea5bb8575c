package dev.reprise.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.io.File;
import java.io.IOException;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The pages in a real browser: keys, windows, live messages, accessibility, and that nothing from a log runs. */
class BrowserTests extends WithPages {

    private static Playwright playwright;
    private static Browser browser;

    @LocalServerPort
    private int port;

    private @Nullable BrowserContext context;
    private Page page;
    private final List<String> complaints = new ArrayList<>();

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
        open(1280, 800, ColorScheme.LIGHT);
    }

    private void open(int width, int height, ColorScheme scheme) {
        close();
        BrowserContext opened = browser.newContext(new Browser.NewContextOptions()
                .setViewportSize(width, height)
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

    @Test
    void walksTheListByKeys() {
        Locator current = page.locator(".row.current .title");
        String first = page.locator(".row .title").first().innerText();
        String id = String.valueOf(page.locator(".row").first().getAttribute("data-id"));
        page.keyboard().press("j");
        assertThat(current).hasText(first);
        page.keyboard().press("j");
        page.keyboard().press("k");
        page.keyboard().press("Space");
        assertThat(page.locator("#preview h2").first()).hasText(first);
        page.keyboard().press("c");
        assertThat(page.locator("#toast")).containsText("Copied");
        assertThat(page.evaluate("navigator.clipboard.readText()").toString())
                .contains("claude --resume " + id.substring(7));
        page.keyboard().press("Space");
        assertThat(page.locator("#preview")).isHidden();
        page.keyboard().press("x");
        assertThat(page.locator("#selection")).containsText("1 selected");
        page.keyboard().press("?");
        assertThat(page.locator("#help")).isVisible();
        page.keyboard().press("Escape");
        page.keyboard().press("/");
        assertThat(page.locator("#q")).isFocused();
        page.keyboard().press("Escape");
        page.keyboard().press("Enter");
        page.waitForURL("**/sessions/**");
        page.keyboard().press("g");
        page.keyboard().press("o");
        page.waitForURL("**/sources");
        assertThat(complaints).isEmpty();
    }

    @Test
    void keepsTheFlagsThatAreTypedWithPauses() {
        page.locator(".row .title").first().click();
        page.waitForURL("**/sessions/**");
        Locator flags = page.locator(".resume .flags");
        flags.focus();
        for (String part : List.of("--mo", "del op", "us")) {
            page.waitForResponse(
                    answer -> answer.url().contains("/resume?"),
                    () -> page.keyboard().type(part));
        }
        assertThat(flags).isFocused();
        assertThat(flags).hasValue("--model opus");
        assertThat(page.locator(".resume .command")).containsText("--model opus");
        // what is typed last is copied, also before the pause is over
        page.keyboard().type(" --verbose");
        page.keyboard().press("Tab");
        page.keyboard().press("c");
        assertThat(page.locator("#toast")).containsText("Copied");
        assertThat(page.evaluate("navigator.clipboard.readText()").toString()).endsWith("--model opus --verbose");
        assertThat(complaints).isEmpty();
    }

    @Test
    void stepsBackOneAtATime() {
        for (String key : List.of("ArrowDown", "x", "ArrowDown", "Space")) {
            page.keyboard().press(key);
        }
        assertThat(page.locator(".row.current .title")).isFocused();
        assertThat(page.locator("#preview")).isVisible();
        page.keyboard().press("/");
        page.keyboard().press("Escape");
        assertThat(page.locator("#q")).not().isFocused();
        assertThat(page.locator("#preview")).isVisible();
        page.keyboard().press("Escape");
        assertThat(page.locator("#preview")).isHidden();
        assertThat(page.locator("#selection")).containsText("1 selected");
        page.keyboard().press("Escape");
        assertThat(page.locator("#selection")).isHidden();
        page.keyboard().press("?");
        assertThat(page.locator("#help")).isVisible();
        page.keyboard().press("?");
        assertThat(page.locator("#help")).isHidden();
    }

    @Test
    void copiesSeveralAsOneScript() {
        for (String key : List.of("j", "x", "j", "x", "c")) {
            page.keyboard().press(key);
        }
        assertThat(page.locator("#toast")).containsText("one tmux script for 2 sessions");
        assertThat(page.evaluate("navigator.clipboard.readText()").toString())
                .startsWith("tmux new-session -d ")
                .contains("new-window")
                .doesNotContain("\n");
    }

    @Test
    void loadsTheRestOfTheListWhileScrolling() {
        assertThat(page.locator(".row")).hasCount(31);
        page.locator(".row").last().scrollIntoViewIfNeeded();
        assertThat(page.locator(".row")).hasCount(62);
        page.locator(".row").last().scrollIntoViewIfNeeded();
        assertThat(page.locator(".row")).hasCount(SESSIONS);
        assertThat(page.locator(".group h2", new Page.LocatorOptions().setHasText("Today"))
                        .count())
                .isLessThanOrEqualTo(1);
    }

    @Test
    void loadsWindowsAboveWithoutMovingWhatIsRead() {
        visit("/sessions/" + LONGEST + "?at=297");
        Locator aimed = page.locator(".aimed");
        awaitMoreMessagesThan(100);
        assertThat(top(aimed)).isBetween(48.0, 320.0);
        page.locator("#log .message").first().evaluate("e => scrollBy(0, e.getBoundingClientRect().top - 300)");
        int known = page.locator("#log .message").count();
        Locator reading = page.locator("#log .message.prompt").nth(2);
        reading = page.locator("[id='" + reading.getAttribute("id") + "']");
        double before = top(reading);
        awaitMoreMessagesThan(known);
        page.waitForTimeout(300);
        assertThat(top(reading)).isCloseTo(before, org.assertj.core.data.Offset.offset(3.0));
        assertThat(ids()).doesNotHaveDuplicates();
    }

    private void awaitMoreMessagesThan(int known) {
        assertThat(page.locator("#log .message").nth(known)).isAttached();
    }

    private static double top(Locator locator) {
        return ((Number) locator.evaluate("e => e.getBoundingClientRect().top")).doubleValue();
    }

    @Test
    void jumpsToMessagesThatAreNotLoaded() {
        visit("/sessions/" + LONGEST + "#l500");
        assertThat(page.locator("[id='l500']")).isInViewport();
        page.locator(".outline li a").nth(2).click();
        assertThat(page.locator(".aimed .mine")).containsText("turn 3 ");
        page.keyboard().press("j");
        assertThat(page.locator(".aimed .mine")).containsText("turn 4 ");
        assertThat(complaints).isEmpty();
    }

    @Test
    void foldsTheWorkOfATurnAndLoadsItWhenItIsUnfolded() throws IOException {
        LOGS.work(LogHome.id(2), 70);
        imports.startAndWait();
        visit("/sessions/claude:" + LogHome.id(2) + "?at=end");
        Locator work = page.locator(".work").last();
        assertThat(work.locator("summary").first()).containsText("70 tools");
        assertThat(work.locator(".message")).hasCount(0);
        assertThat(page.locator("#log .message.reply").last()).containsText("all of it is read");
        double prompt = top(page.locator("#log .message.prompt").last());
        page.keyboard().press("o");
        assertThat(work.locator(".message.tool").nth(39)).isAttached();
        org.assertj.core.api.Assertions.assertThat(
                        top(page.locator("#log .message.prompt").last()))
                .isCloseTo(prompt, org.assertj.core.data.Offset.offset(3.0));
        work.locator(".message").last().scrollIntoViewIfNeeded();
        assertThat(work.locator(".message.tool")).hasCount(70);
        assertThat(work.locator(".edge")).hasCount(0);
        page.keyboard().press("o");
        assertThat(work.locator(".message").first()).isHidden();
        // an address within it unfolds it there
        visit("/sessions/claude:" + LogHome.id(2) + "#l90");
        assertThat(page.locator("[id='l90'], [id^='l90-']").first()).isInViewport();
        assertThat(complaints).isEmpty();
    }

    @Test
    void showsWhatIsWrittenWhileItIsOpen() throws IOException {
        visit("/sessions/claude:" + LogHome.id(1));
        assertThat(page.locator("#tail")).isVisible();
        page.waitForTimeout(500);
        LOGS.prompt(LogHome.id(1), "written just now");
        assertThat(page.locator("#log .message.prompt").last()).containsText("written just now");
        assertThat(page.locator(".outline li")).hasCount(2);
    }

    @Test
    void nothingFromALogRuns() {
        for (String address : addresses()) {
            visit(address);
            page.waitForTimeout(200);
            page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)");
            assertThat(page.evaluate("window.ran")).as(address).isNull();
            assertThat(page.locator("#stage [onerror], #stage script, #stage iframe, #stage a[href^='javascript']")
                            .count())
                    .as(address)
                    .isZero();
            assertThat(page.evaluate("document.documentElement.textContent.includes('\\u202e')"))
                    .as(address)
                    .isEqualTo(false);
        }
        assertThat(complaints).isEmpty();
    }

    @Test
    void nothingScrollsSidewaysOnAPhone() {
        open(390, 844, ColorScheme.LIGHT);
        for (String address : addresses()) {
            visit(address);
            assertThat(page.evaluate("document.documentElement.scrollWidth - innerWidth"))
                    .as(address)
                    .isEqualTo(0);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = ColorScheme.class,
            names = {"LIGHT", "DARK"})
    void everyoneCanUseThePages(ColorScheme scheme) {
        open(1280, 800, scheme);
        for (String address : addresses()) {
            visit(address);
            page.waitForTimeout(300);
            var found = new AxeBuilder(page)
                    .withTags(List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa"))
                    .analyze()
                    .getViolations();
            assertThat(found.stream()
                            .flatMap(rule -> rule.getNodes().stream()
                                    .limit(4)
                                    .map(node ->
                                            rule.getId() + ": " + node.getHtml() + " " + node.getFailureSummary())))
                    .as(address)
                    .isEmpty();
        }
    }

    private static List<String> addresses() {
        String session = "/sessions/" + LONGEST;
        return List.of(
                "/",
                "/?q=nothing-has-this",
                "/sources",
                "/patterns",
                session,
                session + "?tab=commands",
                session + "?tab=raw",
                "/sessions/claude:none-such");
    }

    private void visit(String address) {
        page.navigate("http://127.0.0.1:" + port + address);
        complaints.removeIf(complaint -> complaint.contains("404"));
    }

    private List<String> ids() {
        return page.locator("#log .message").all().stream()
                .map(message -> String.valueOf(message.getAttribute("id")))
                .toList();
    }

    private static Optional<Path> chromium() {
        return Arrays.stream(String.valueOf(System.getenv("PATH")).split(File.pathSeparator))
                .flatMap(folder -> Stream.of("chromium", "chromium-browser", "google-chrome")
                        .map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
