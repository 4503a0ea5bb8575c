package dev.reprise.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.reprise.label.Act;
import dev.reprise.label.Arranged;
import dev.reprise.label.Labels;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Streams, saved views, tags and projects on the pages, in a browser. */
class OrganiseTests extends WithBrowser {

    @Autowired
    private Labels labels;

    @AfterEach
    void nothingIsLeft() {
        Arranged.nothing(labels);
        imports.startAndWait();
    }

    private void press(String... keys) {
        for (String key : keys) {
            page.keyboard().press(key);
        }
    }

    @Test
    void movesToAStreamByKeyAndByDrag() {
        press("j", "m");
        assertThat(page.locator(".choosing input")).isFocused();
        assertThat(page.locator(".choosing p")).containsText("one at most");
        page.keyboard().type("client-x");
        press("Enter");
        assertThat(page.locator(".row").first().locator(".of-stream")).hasText("client-x");
        assertThat(page.locator(".side [data-stream]")).hasText("client-x1");
        // several at once, into one that is there, by arrow keys
        press("j", "x", "j", "x", "m");
        assertThat(page.locator(".choosing h2")).hasText("Move 2 sessions to a stream");
        press("ArrowDown", "ArrowUp", "Enter");
        assertThat(page.locator(".side [data-stream]")).hasText("client-x3");
        press("u");
        assertThat(page.locator(".side [data-stream]")).hasText("client-x1");
        press("Escape");
        page.locator(".row").nth(4).locator(".title").dragTo(page.locator(".side [data-stream]"));
        assertThat(page.locator(".side [data-stream]")).hasText("client-x2");
        page.locator(".side [data-stream]").click();
        assertThat(page.locator(".row")).hasCount(2);
        assertThat(page.locator(".chip")).containsText("stream:client-x");
        page.locator(".chip").click();
        assertThat(page.locator(".chip")).hasCount(0);
        assertThat(complaints).isEmpty();
    }

    @Test
    void savesWhatIsAskedAndSaysWhenItIsAnother() {
        visit("/?q=session&sort=size");
        press("v");
        assertThat(page.locator(".saving-as input")).isFocused();
        page.keyboard().type("Big <ones>");
        press("Enter");
        assertThat(page.locator("h1")).hasText("Big <ones>");
        Locator entry = page.locator(".side a[aria-current]");
        assertThat(entry).containsText("Big <ones>");
        assertThat(page.locator("#saving")).not().containsText("changed");
        page.locator("[data-filter]").fill("session -zzz");
        assertThat(page.locator("#saving")).containsText("changed");
        assertThat(page).hasURL(java.util.regex.Pattern.compile("zzz"));
        page.locator("[data-save-view]").click();
        assertThat(page.locator("#saving")).not().containsText("changed");
        assertThat(labels.arrangement().views().getFirst().asks()).containsEntry("q", "session -zzz");
        press("u");
        assertThat(page.locator("#done")).containsText("Took it back");
        visit("/");
        page.locator(".side a", new Page.LocatorOptions().setHasText("Big <ones>"))
                .click();
        assertThat(page.locator("[data-filter]")).hasValue("session");
        assertThat(complaints).isEmpty();
    }

    @Test
    void organisesAndTellsOtherWindows() {
        visit("/organise");
        Page list = page.context().newPage();
        list.navigate(page.url().replace("/organise", "/"));
        page.locator("#new-stream [name=name]").fill("platform");
        page.locator("#new-stream [name=colour]").selectOption("teal");
        page.locator("#new-stream .primary").click();
        assertThat(page.locator("#done")).containsText("Made the stream platform");
        assertThat(page.locator("#streams .plain-list")).containsText("platform");
        assertThat(list.locator(".side [data-stream]")).hasText("platform0");
        // what another window did meanwhile is not written over
        page.locator("#streams .edit-one").first().locator("summary").click();
        page.locator("#streams .edit-one").first().locator("[name=name]").fill("mine");
        labels.arrange(Act.page("elsewhere"), work -> {
            var stream = work.now().streams().getFirst();
            work.put(stream.with("theirs", null, null));
            return List.of();
        });
        page.locator("#streams .edit-one").first().locator(".primary").click();
        assertThat(page.locator("#done")).containsText("changed in another window");
        assertThat(page.locator("#streams .edit-one").first().locator("[name=name]"))
                .hasValue("mine");
        assertThat(labels.arrangement().streams().getFirst().name()).isEqualTo("theirs");
        // the one refusal, which the browser notes down
        assertThat(complaints).hasSize(1);
    }

    @Test
    void makesARuleOnlyAfterItsPreview() {
        visit("/organise#rules");
        page.locator("#rules [name=filter]").fill("session");
        page.locator("#rules .one-line [name=tag]").fill("ruled");
        Locator make = page.locator("#rule-preview .primary");
        assertThat(make).containsText("Make the rule, tag");
        assertThat(labels.all()).isEmpty();
        make.click();
        assertThat(page.locator("#done")).containsText("Made the rule; tagged");
        assertThat(page.locator("#rules .plain-list").first()).containsText("ruled");
        assertThat(labels.all()).isNotEmpty().allMatch(label -> label.tags().contains("ruled"));
        press("u");
        assertThat(page.locator("#done")).containsText("Took it back");
        assertThat(labels.all()).allMatch(label -> label.tags().isEmpty());
        assertThat(labels.arrangement().rules()).isEmpty();
    }

    @Test
    void showsAProject() {
        page.locator(".side a[title]").first().click();
        page.locator(".about-project a").click();
        assertThat(page.locator(".project .row").first()).isVisible();
        assertThat(page.locator(".weeks")).isVisible();
        visit("/organise#projects");
        Locator first = page.locator("#projects > .plain-list > li").first();
        first.locator("summary").click();
        first.locator("[name=name]").fill("My project");
        first.locator(".primary").first().click();
        assertThat(page.locator("#projects")).containsText("My project");
        assertThat(page.locator(".side")).containsText("My project");
        assertThat(complaints).isEmpty();
    }
}
