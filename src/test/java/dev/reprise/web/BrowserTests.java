package dev.reprise.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The pages in a real browser: keys, windows, and that nothing from a log runs. */
class BrowserTests extends WithBrowser {

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
    void walksThroughSessionsAndTurnsByKeys() {
        for (String key : List.of("j", "x", "j", "j", "X")) {
            page.keyboard().press(key);
        }
        assertThat(page.locator("#selection")).containsText("3 selected");
        page.keyboard().press("Escape");
        List<String> order = page.locator(".row .title").allInnerTexts();
        page.keyboard().press("Enter");
        page.waitForURL("**/sessions/**");
        String third = page.url();
        page.keyboard().press("]");
        page.waitForURL(url -> !url.equals(third));
        assertThat(page.locator("h1")).containsText(order.get(3));
        page.keyboard().press("[");
        page.waitForURL(third);
        page.keyboard().press("G");
        page.waitForURL("**at=end");
        assertThat(page.locator("#tail")).isInViewport();
        page.keyboard().press("g");
        page.keyboard().press("g");
        page.waitForURL(third);
        page.keyboard().press("g");
        page.keyboard().press("s");
        page.waitForURL(url -> url.endsWith("/"));
        assertThat(page.locator(".row.current .title")).hasText(order.get(2));
        assertThat(complaints).isEmpty();
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
    void backReturnsToTheSameRowsAndTheSameOne() {
        page.locator(".row").last().scrollIntoViewIfNeeded();
        Locator far = page.locator(".row").nth(50);
        assertThat(far).isAttached();
        String id = String.valueOf(far.getAttribute("id"));
        far.locator(".title").focus();
        page.keyboard().press("j");
        page.keyboard().press("k");
        page.evaluate("scrollBy(0, -37)");
        double before = top(far);
        int known = page.locator(".row").count();
        page.keyboard().press("Enter");
        page.waitForURL("**/sessions/**");
        page.goBack();
        Locator again = page.locator("[id='" + id + "']");
        assertThat(again.locator(".title")).isFocused();
        assertThat(again).hasClass(java.util.regex.Pattern.compile("current"));
        assertThat(top(again)).isCloseTo(before, org.assertj.core.data.Offset.offset(3.0));
        assertThat(page.locator(".row").count()).isGreaterThanOrEqualTo(known);
        page.keyboard().press("j");
        assertThat(page.locator(".row").nth(51).locator(".title")).isFocused();
        assertThat(complaints).isEmpty();
    }

    @Test
    void theVerdictOfThePanelStandsOnTheRow() {
        page.keyboard().press("j");
        Locator verdict = page.locator(".row.current .verdict");
        assertThat(verdict).isVisible();
        String slug = String.valueOf(page.locator(".row.current").getAttribute("data-verdict"));
        page.keyboard().press("Space");
        assertThat(page.locator("#preview .vd")).hasClass(java.util.regex.Pattern.compile("\\b" + slug + "\\b"));
        assertThat(page.locator(".row .verdict")).hasCount(page.locator(".row").count());
    }

    @Test
    void remembersHowDenseTheListIs() {
        page.keyboard().press("d");
        page.reload();
        assertThat(page.locator("html")).hasAttribute("data-density", "one");
        assertThat(((Number) page.locator(".row").first().evaluate("e => e.offsetHeight")).intValue())
                .isEqualTo(29);
        page.locator("details.more summary").click();
        page.locator("[data-density]").last().selectOption("two");
        assertThat(((Number) page.locator(".row").first().evaluate("e => e.offsetHeight")).intValue())
                .isEqualTo(49);
    }

    @Test
    void skipsFromTheTopToTheSessions() {
        page.keyboard().press("Tab");
        page.keyboard().press("Tab");
        assertThat(page.locator(".skip:focus")).hasText("Skip to the sessions");
        page.keyboard().press("Enter");
        page.keyboard().press("Tab");
        page.keyboard().press("Tab");
        assertThat(page.locator(".row .title").first()).isFocused();
        assertThat(page.locator(".row .title").first()).hasAttribute("aria-current", "true");
        assertThat(page.locator("#current-1")).containsText("turn 1");
    }

    @Test
    void loadsTheRestOfTheListWhileScrolling() {
        assertThat(page.locator(".row")).hasCount(30);
        page.locator(".row").last().scrollIntoViewIfNeeded();
        assertThat(page.locator(".row")).hasCount(60);
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
        // in one step: what is above loads as soon as it comes near
        List<?> seen = (List<?>) page.evaluate("""
                () => {
                  const all = [...document.querySelectorAll('#log .message')];
                  scrollBy(0, all[0].getBoundingClientRect().top - 300);
                  const prompt = document.querySelectorAll('#log .message.prompt')[2];
                  return [all.length, prompt.id, prompt.getBoundingClientRect().top];
                }""");
        int known = ((Number) seen.get(0)).intValue();
        double before = ((Number) seen.get(2)).doubleValue();
        Locator reading = page.locator("[id='" + seen.get(1) + "']");
        awaitMoreMessagesThan(known);
        page.waitForTimeout(300);
        assertThat(top(reading)).isCloseTo(before, org.assertj.core.data.Offset.offset(3.0));
        assertThat(ids()).doesNotHaveDuplicates();
    }

    private void awaitMoreMessagesThan(int known) {
        assertThat(page.locator("#log .message").nth(known)).isAttached();
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

    private List<String> ids() {
        return page.locator("#log .message").all().stream()
                .map(message -> String.valueOf(message.getAttribute("id")))
                .toList();
    }
}
