package dev.reprise.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.reprise.search.Indexer;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Search as one types, by keys alone, and the command palette. */
class SearchPagesTests extends WithBrowser {

    private static final Pattern SEARCH = Pattern.compile("/search\\?q=turn\\+7$");

    @Autowired
    private Indexer indexer;

    @BeforeEach
    void settled() {
        assertThat(indexer.settle(Duration.ofSeconds(60))).isTrue();
    }

    @Test
    void findsWhileOneTypesAndLeadsToTheMessage() {
        page.keyboard().press("/");
        page.keyboard().type("turn 7");
        Locator hits = page.locator(".hit-group .hit");
        assertThat(hits.first()).containsText("turn 7");
        assertThat(page).hasURL(SEARCH);
        assertThat(page.locator("#q")).isFocused();
        assertThat(page.locator("#q")).hasValue("turn 7");
        assertThat(page.locator(".hit mark").first()).hasText("turn");
        assertThat(page.locator(".summary")).containsText("session");
        page.keyboard().press("ArrowDown");
        assertThat(hits.first()).isFocused();
        page.keyboard().press("j");
        assertThat(hits.nth(1)).isFocused();
        page.keyboard().press("k");
        page.keyboard().press("Enter");
        page.waitForURL("**/sessions/**");
        assertThat(page.locator(".message.aimed").first()).isInViewport();
        assertThat(page.locator("#hits")).containsText(" of ");
        page.goBack();
        assertThat(page).hasURL(SEARCH);
        assertThat(page.locator(".hit-group a:focus")).hasCount(1);
        page.keyboard().press("Escape");
        assertThat(page.locator(".row").first()).isVisible();
        assertThat(page.evaluate("window.ran")).isNull();
        assertThat(complaints).isEmpty();
    }

    @Test
    void goesFromHitToHitInASession() {
        visit("/search?q=done");
        page.locator(".hit").first().click();
        page.waitForURL("**/sessions/**");
        assertThat(page.locator("#hits")).containsText(Pattern.compile("\\d+ of \\d+"));
        String before = page.url();
        page.keyboard().press(".");
        assertThat(page).not().hasURL(before);
        page.keyboard().press(",");
        assertThat(page).hasURL(before);
        assertThat(complaints).isEmpty();
    }

    @Test
    void findsInTheSessionThatIsOpen() {
        visit("/sessions/" + LONGEST);
        page.keyboard().press("F");
        assertThat(page.locator("[data-find]")).isFocused();
        page.keyboard().type("turn 3 ");
        page.keyboard().press("Enter");
        assertThat(page.locator("#hits")).containsText("1 of ");
        assertThat(page.locator(".message.aimed").first()).isInViewport();
        page.locator("[data-hits-close]").click();
        assertThat(page.locator("#hits")).hasCount(0);
        assertThat(complaints).isEmpty();
    }

    /** What is typed there is asked as one types: to leave the box loads nothing. */
    @Test
    void theListHasAFilterBoxOfItsOwn() {
        page.evaluate("window.same = true");
        page.locator("[data-filter]").fill("/turn \\d+ / -zzz");
        assertThat(page).hasURL(Pattern.compile("zzz"));
        page.locator("h1").click();
        page.keyboard().press("j");
        assertThat(page.locator(".row.current")).hasCount(1);
        assertThat(page.evaluate("window.same")).isEqualTo(true);
        page.locator("[data-filter]").fill("no-such-*");
        assertThat(page.locator("#found")).containsText("Nothing matches");
        assertThat(complaints).isEmpty();
    }

    @Test
    void narrowsAndWidens() {
        visit("/search?q=turn");
        page.locator(".narrows a", new Page.LocatorOptions().setHasText("prompts"))
                .click();
        assertThat(page).hasURL(Pattern.compile("q=turn\\+in%3Aprompt"));
        assertThat(page.locator(".narrows a[aria-current]")).containsText("prompts");
        assertThat(page.locator(".hit .kind").first()).hasText("prompt");
        page.locator(".narrows a[aria-current]").click();
        assertThat(page).hasURL(Pattern.compile("q=turn$"));
        visit("/search?q=turm+project:nowhere");
        assertThat(page.locator(".empty h1")).containsText("Nothing says");
        page.locator(".others a", new Page.LocatorOptions().setHasText("Did you mean"))
                .click();
        assertThat(page.locator(".hit").first()).isVisible();
        assertThat(complaints).isEmpty();
    }

    @Test
    void opensAnythingByAFewLetters() {
        page.keyboard().press("j");
        Locator row = page.locator(".row.current .title");
        assertThat(row).isFocused();
        page.keyboard().press("Control+k");
        assertThat(page.locator("#palette input")).isFocused();
        assertThat(page.locator("#palette [role=option]").first()).isVisible();
        page.keyboard().press("Escape");
        assertThat(page.locator("#palette")).isHidden();
        assertThat(row).isFocused();
        page.keyboard().press("Control+k");
        page.keyboard().type("> name");
        assertThat(page.locator("#palette [role=option]").first()).containsText("Name it");
        page.keyboard().press("Enter");
        assertThat(page.locator(".naming input")).isFocused();
        page.keyboard().press("Escape");
        page.keyboard().press("Control+k");
        page.keyboard().type("retent");
        assertThat(page.locator("#palette [aria-selected=true]")).containsText("Retention");
        page.keyboard().press("Enter");
        page.waitForURL("**/retention");
        assertThat(complaints).isEmpty();
    }

    @Test
    void fitsASmallScreen() {
        open(390, 844, ColorScheme.DARK, 1);
        visit("/search?q=turn");
        assertThat(page.locator(".narrows")).isHidden();
        page.locator("[data-narrow]").click();
        assertThat(page.locator(".narrows")).isVisible();
        assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                .isTrue();
    }
}
