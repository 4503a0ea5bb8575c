package dev.reprise.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;
import org.springframework.util.FileSystemUtils;

/** What open pages do while something is written, and when the server is gone. */
@TestPropertySource(
        properties = {"reprise.data=${user.dir}/target/live/data", "reprise.intake.homes=${user.dir}/target/live/home"})
class LivePagesTests extends WithBrowser {

    private static final int OPEN = 14;
    private static final LogHome LIVE = written();

    private static LogHome written() {
        Path root = Path.of("target", "live");
        Instant start = Instant.now().minus(3, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS);
        LogHome home = new LogHome(root.resolve("home"), start);
        try {
            FileSystemUtils.deleteRecursively(root);
            for (int number = 1; number <= OPEN; number++) {
                home.session(number, number == 1 ? 30 : 1, "Session " + number);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return home;
    }

    private static String address(int number) {
        return "/sessions/claude:" + LogHome.id(number);
    }

    /** Waits until the page hears what changes. */
    private void listening() {
        page.waitForFunction("document.getElementById('importing').dataset.state === 'done'");
        page.waitForTimeout(600);
    }

    @Test
    void showsWhatIsWrittenWhileItIsOpen() throws IOException {
        visit(address(2));
        assertThat(page.locator("#tail")).isVisible();
        Page other = page.context().newPage();
        other.navigate(page.url());
        listening();
        LIVE.prompt(LogHome.id(2), "written just now");
        for (Page window : new Page[] {page, other}) {
            assertThat(window.locator("#log .message.prompt").last()).containsText("written just now");
            assertThat(window.locator(".outline li")).hasCount(2);
        }
        LIVE.turn(LogHome.id(2), 7);
        assertThat(page.locator(".outline h2")).hasText("2 turns");
        assertThat(page.locator(".tabs a", new Page.LocatorOptions().setHasText("Commands")))
                .containsText("2");
        assertThat(page.locator("#facts")).containsText("Bash");
    }

    @Test
    void tellsWhoReadsFurtherUpAndMovesNothing() throws IOException {
        visit(address(1));
        page.evaluate("scrollTo(0, 500)");
        listening();
        Locator reading = page.locator("#log .message.prompt").nth(2);
        double before = top(reading);
        LIVE.prompt(LogHome.id(1), "further down");
        assertThat(page.locator("#newer")).hasText("1 new ↓");
        assertThat(top(reading)).isEqualTo(before);
        assertThat(page.locator("#tail")).hasCount(0);
        page.locator("#newer").click();
        assertThat(page.locator("#log .message.prompt").last()).containsText("further down");
        assertThat(page.locator("#log .message.prompt").last()).isInViewport();
        // what is loaded to its end is told too, and shown where it begins
        page.evaluate("scrollTo(0, 0)");
        listening();
        LIVE.prompt(LogHome.id(1), "still further");
        assertThat(page.locator("#newer")).hasText("1 new ↓");
        page.locator("#newer").click();
        assertThat(page.locator("#log .message.prompt").last()).isInViewport();
        assertThat(page.locator("#newer")).isHidden();
    }

    @Test
    void theListStaysCalmWhileTwelveSessionsAreWritten() throws IOException {
        visit("/");
        listening();
        page.evaluate(
                "window.shift = 0; new PerformanceObserver((list) => { for (const e of list.getEntries()) window.shift += e.value; })"
                        + ".observe({ type: 'layout-shift', buffered: true })");
        Locator first = page.locator(".row .title").first();
        first.focus();
        String title = first.innerText();
        // the number beside “Sessions” may still be two seconds old, the list's own is of now
        int known = Integer.parseInt(page.locator("#count").innerText().replaceFirst("(?s)^\\D*(\\d+).*", "$1"));
        for (int number = 3; number <= OPEN; number++) {
            LIVE.turn(LogHome.id(number), 2);
        }
        LIVE.session(100, 1, "Quite new");
        for (int number = 3; number <= OPEN; number++) {
            assertThat(page.locator("[id='s-claude:" + LogHome.id(number) + "']"))
                    .containsText("2 turns");
        }
        assertThat(page.locator("#news")).hasText("1 newer");
        assertThat(page.locator("#count")).isHidden();
        assertThat(page.locator(".side li b").first()).hasText(String.valueOf(known + 1));
        assertThat(first).hasText(title);
        assertThat(first).isFocused();
        assertThat(((Number) page.evaluate("window.shift")).doubleValue()).isLessThanOrEqualTo(0.02);
        page.locator("#news a").click();
        assertThat(page.locator(".row .title").first()).hasText("Quite new");
        assertThat(complaints).isEmpty();
    }

    @Test
    void whatWasEmptyFillsByItself() throws IOException {
        visit("/?q=comes-only-later");
        assertThat(page.locator("#found")).containsText("Nothing matches");
        listening();
        LIVE.session(101, 1, "comes-only-later");
        assertThat(page.locator(".row")).hasCount(1);
        assertThat(page.locator("#found")).not().containsText("Nothing matches");
        assertThat(page.locator("#count")).containsText("1 session");
    }

    @Test
    void saysThatTheServerIsGoneAndCatchesUpWhenItIsBack() throws IOException {
        page.route("**/events", com.microsoft.playwright.Route::abort);
        visit(address(OPEN));
        assertThat(page.locator("#importing")).containsText("Not connected");
        LIVE.prompt(LogHome.id(OPEN), "said in between");
        imports.startAndWait();
        page.unroute("**/events");
        var patient = new LocatorAssertions.ContainsTextOptions().setTimeout(15_000);
        assertThat(page.locator("#importing")).containsText("Up to date", patient);
        assertThat(page.locator("#log .message.prompt").last()).containsText("said in between", patient);
    }
}
