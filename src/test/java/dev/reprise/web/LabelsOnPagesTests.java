package dev.reprise.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.reprise.label.Act;
import dev.reprise.label.Label;
import dev.reprise.label.Labels;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Names, tags and pins by keyboard, in a browser. */
class LabelsOnPagesTests extends WithBrowser {

    @Autowired
    private Labels labels;

    @AfterEach
    void nothingIsLeft() {
        labels.change(
                labels.all().stream().map(Label::session).toList(),
                Act.page("cleared"),
                label -> Label.none(label.session()));
        imports.startAndWait();
    }

    private void press(String... keys) {
        for (String key : keys) {
            page.keyboard().press(key);
        }
    }

    @Test
    void namesInPlaceAndTakesItBack() {
        Locator title = page.locator(".row").first().locator(".title");
        String before = title.innerText();
        press("j", "n");
        assertThat(page.locator(".naming input")).isFocused();
        page.keyboard().type("auth jk refactor");
        press("Enter");
        assertThat(title).hasText("auth jk refactor");
        assertThat(title).isFocused();
        assertThat(page.locator("#done")).containsText("Named it auth jk refactor");
        // the same name for another one: the free one is offered, and Enter takes it
        press("j", "n");
        page.keyboard().type("Auth jk refactor");
        press("Enter");
        assertThat(page.locator(".naming [role=status]")).containsText("Auth jk refactor-2 is free. ↵ takes that.");
        press("Enter");
        assertThat(page.locator(".row").nth(1).locator(".title")).hasText("Auth jk refactor-2");
        press("u");
        assertThat(page.locator("#done")).containsText("Took it back");
        assertThat(page.locator(".row").nth(1).locator(".title")).not().containsText("refactor");
        // what is refused says why, and what was typed stays
        press("n");
        page.keyboard().type("latest");
        press("Enter");
        assertThat(page.locator(".naming [role=status]")).containsText("means something else here");
        press("Escape");
        assertThat(page.locator(".naming")).hasCount(0);
        visit("/sessions/auth%20jk%20refactor");
        assertThat(page.locator("h1")).hasText("auth jk refactor");
        press("n");
        page.locator(".naming input").fill("");
        press("Enter");
        assertThat(page.locator("h1")).containsText(before.substring(0, 8));
        // a suggested one, by the arrows
        press("n");
        assertThat(page.locator(".offers [role=option]").first()).isVisible();
        String suggested = page.locator(".offers [role=option] bdi").first().innerText();
        press("ArrowDown", "Enter");
        assertThat(page.locator("h1")).hasText(suggested);
        // the two refusals, which the browser notes down
        assertThat(complaints).hasSize(2).allMatch(complaint -> complaint.matches(".*status of 4(00|09).*"));
    }

    @Test
    void tagsOneAndMany() {
        press("j", "t");
        assertThat(page.locator(".tagging input")).isFocused();
        page.keyboard().type("client-x");
        press("Enter");
        assertThat(page.locator(".tagging .tag")).hasText("client-x");
        press("Escape");
        assertThat(page.locator(".row").first().locator(".tag")).hasText("client-x");
        assertThat(page.locator(".side")).containsText("client-x");
        press("x", "j", "x", "j", "x", "t");
        assertThat(page.locator(".tagging h2")).hasText("Tag 3 sessions");
        page.keyboard().type("later");
        press("Enter", "Enter");
        assertThat(page.locator(".row .tag", new Page.LocatorOptions().setHasText("later")))
                .hasCount(3);
        visit("/?tag=later");
        assertThat(page.locator(".row")).hasCount(3);
        assertThat(labels.all()).hasSize(3);
        assertThat(complaints).isEmpty();
    }

    @Test
    void pinsHidesAndTellsWhatWasDone() {
        press("j", "p");
        assertThat(page.locator("#done")).containsText("Pinned it");
        assertThat(page.locator(".row").first().locator(".star")).isVisible();
        press("j", "h");
        assertThat(page.locator("#done")).containsText("Hid it");
        visit("/");
        press("j", "j", "p");
        assertThat(page.locator("#done")).containsText("Pinned it");
        visit("/");
        assertThat(page.locator(".group h2").first()).containsText("Pinned");
        assertThat(page.locator(".group").first().locator(".row")).hasCount(2);
        assertThat(page.locator(".side")).containsText("Pinned");
        visit("/activity");
        assertThat(page.locator(".activity li").first()).isVisible();
        List<String> done = page.locator(".activity .what").allInnerTexts();
        assertThat(done.get(0)).startsWith("pinned it");
        assertThat(done.get(1)).startsWith("hid it");
        page.locator(".activity [data-undo]").nth(1).click();
        assertThat(page.locator(".activity .what").first()).containsText("took back: hid it");
        assertThat(labels.all()).hasSize(2);
        assertThat(complaints).isEmpty();
    }

    @Test
    void writesANoteAndLosesNoneToAnotherWindow() {
        String address = "/sessions/claude:" + LogHome.id(5);
        visit(address);
        Page other = page.context().newPage();
        other.navigate(page.url());
        for (Page window : List.of(page, other)) {
            window.locator("[data-note-edit]").click();
        }
        assertThat(page.locator(".note textarea")).isFocused();
        page.keyboard().type("**waiting** for <img src=x onerror=window.ran=1> review, jk");
        page.keyboard().press("Control+Enter");
        assertThat(page.locator(".note .prose strong")).hasText("waiting");
        assertThat(page.locator(".note img")).hasCount(0);
        other.locator(".note textarea").fill("mine");
        other.locator(".note form .primary").click();
        assertThat(other.locator(".note .said")).containsText("changed in another window");
        assertThat(other.locator(".note textarea")).hasValue("mine");
        assertThat(labels.all())
                .extracting(Label::note)
                .allMatch(note -> note != null && note.startsWith("**waiting**"));
        other.locator(".note form .primary").click();
        assertThat(other.locator(".note .prose")).hasText("mine");
        assertThat(page.locator(".note .prose")).hasText("mine");
        assertThat(complaints).isEmpty();
    }

    @Test
    void changesAllThatMatch() {
        visit("/?q=session");
        press("j", "x", "j", "x");
        page.locator("[data-select-all]").click();
        assertThat(page.locator("#selection")).containsText((SESSIONS - 1) + " sessions selected");
        page.locator("[data-mark=hold]").click();
        assertThat(page.locator("#done")).containsText("Put a hold on " + (SESSIONS - 1) + " sessions");
        assertThat(labels.all()).hasSize(SESSIONS - 1).allMatch(Label::hold);
        press("u");
        assertThat(page.locator("#done")).containsText("Took it back");
        assertThat(labels.all()).isEmpty();
    }
}
