package dev.reprise.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.label.Act;
import dev.reprise.label.Arranged;
import dev.reprise.label.KeepRule;
import dev.reprise.label.Label;
import dev.reprise.label.Labels;
import dev.reprise.retention.KeepRules;
import dev.reprise.secondcopy.SecondCopies;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The page of retention, the trash by key, and the way back, in a browser. */
class RetentionTests extends WithBrowser {

    @Autowired
    private Labels labels;

    @Autowired
    private KeepRules rules;

    @Autowired
    private SecondCopies copies;

    @AfterEach
    void nothingIsLeft() {
        rules.replace(Act.PAGE, List.of(), dev.reprise.label.KeepSettings.DEFAULT);
        List<Label> trashed =
                labels.all().stream().filter(label -> label.trash() != null).toList();
        if (!trashed.isEmpty()) {
            labels.change(
                    trashed.stream().map(Label::session).toList(),
                    Act.page("took all out of the trash"),
                    label -> label.trashed(null));
        }
        Arranged.nothing(labels);
        imports.startAndWait();
    }

    @Test
    void makesARuleAndSaysWhatItTakesBeforeItIsSaved() {
        visit("/retention");
        assertThat(page.locator(".big").last()).containsText("There are no rules. Nothing is ever removed.");
        assertThat(page.locator(".sweep .primary")).isDisabled();
        page.locator("#new-rule summary").click();
        page.locator("#match-new").fill("is:nonsense");
        assertThat(page.locator("#effect-new .bad")).containsText("is: takes live");
        page.locator("#match-new").fill("is:headless <b>");
        page.locator("#match-new").fill("turns:>0");
        assertThat(page.locator("#effect-new")).containsText(" sessions · as before, 0 go");
        page.locator("#number-new").fill("1");
        page.locator("#new-rule .primary").click();
        assertThat(page.locator("[data-rule] .keeps")).hasText("1 day");
        assertThat(page.locator(".big").last()).containsText("only when you press the button below");
        // the second by API; then by key to the top
        KeepRule second = rules.make(Act.API, new KeepRule("", "tag:\"<i>x\"", "forever", false, 0), null)
                .rule();
        visit("/retention");
        assertThat(page.locator("[data-rule]")).hasCount(2);
        assertThat(page.locator("[data-rule] code").last()).hasText("tag:\"<i>x\"");
        page.locator("#rule-" + second.key() + " summary").click();
        page.locator("#rule-" + second.key() + " summary").press("Alt+ArrowUp");
        assertThat(page.locator("[data-rule]").first().locator(".keeps")).hasText("forever");
        assertThat(page.locator("#at-" + second.key())).isFocused();
        page.keyboard().press("Enter");
        page.locator("#rule-" + second.key() + " button:has-text(\"Delete\")").click();
        assertThat(page.locator("[data-rule]")).hasCount(1);
        page.locator("#done [data-undo]").click();
        assertThat(page.locator("#done")).containsText("Took it back");
        assertThat(complaints).isEmpty();
    }

    @Test
    void trashesByKeyAndTakesOutAgain() {
        String title = page.locator(".row").first().locator(".title").innerText();
        int before = page.locator(".row").count();
        page.keyboard().press("j");
        page.keyboard().press("Delete");
        assertThat(page.locator(".asking h2")).hasText("Move it to the trash");
        assertThat(page.locator(".asking .primary")).isFocused();
        page.keyboard().press("Enter");
        assertThat(page.locator("#done")).containsText("Moved it to the trash, for 30 days.");
        assertThat(page.locator(".row").first().locator(".badge.warn").first()).hasText("in the trash");
        visit("/");
        assertThat(page.locator(".row").first().locator(".title")).not().hasText(title);
        visit("/retention");
        assertThat(page.locator("#trash li")).hasCount(1);
        assertThat(page.locator("#trash li b")).hasText("29 d left");
        page.locator("#trash form .link").click();
        assertThat(page.locator("#trash li")).hasCount(0);
        visit("/");
        assertThat(page.locator(".row").first().locator(".title")).hasText(title);
        assertThat(page.locator(".row")).hasCount(before);
        assertThat(complaints).isEmpty();
    }

    @Test
    void restoresAllThatAreOnlyInTheVault() throws IOException {
        List<Path> some;
        try (Stream<Path> all = Files.walk(ROOT.resolve("home/projects"))) {
            some = all.filter(file -> file.toString().endsWith(".jsonl")
                            && !file.toString().contains(LONGEST)
                            && !file.toString().contains("agent-"))
                    .sorted()
                    .skip(10)
                    .limit(3)
                    .toList();
        }
        for (Path log : some) {
            Files.delete(log);
        }
        imports.startAndWait();
        visit("/retention");
        page.locator(".all-back summary").click();
        page.locator("#restore-all").click();
        assertThat(page.locator("#done")).containsText("Restored");
        assertThat(page.locator("#restore-all")).hasCount(0);
        assertThat(some).allSatisfy(log -> assertThat(log).exists());
        assertThat(complaints).isEmpty();
    }

    @Test
    void restoresFromThePanel() throws IOException {
        Path log;
        try (Stream<Path> all = Files.walk(ROOT.resolve("home/projects"))) {
            log = all.filter(file -> file.toString().endsWith(".jsonl")
                            && !file.toString().contains(LONGEST)
                            && !file.toString().contains("agent-"))
                    .sorted()
                    .findFirst()
                    .orElseThrow();
        }
        byte[] content = Files.readAllBytes(log);
        Files.delete(log);
        imports.startAndWait();
        String name = log.getFileName().toString();
        visit("/sessions/claude:" + name.substring(0, name.length() - ".jsonl".length()));
        assertThat(page.locator(".vd")).containsText("restore first");
        page.locator("[data-restore]").first().click();
        assertThat(page.locator(".asking .steps")).containsText("written");
        page.locator(".asking .primary").click();
        assertThat(page.locator("#done")).containsText("Restored it. Claude Code's clean-up leaves it alone until");
        assertThat(Files.readAllBytes(log)).isEqualTo(content);
        visit("/retention");
        assertThat(page.locator("#receipts li").first()).containsText("Restored");
        assertThat(complaints).isEmpty();
    }

    @Test
    void aRuleForThisProjectIsTwoClicksAway() {
        page.keyboard().press("j");
        page.keyboard().press("Enter");
        page.locator(".keeping summary").first().click();
        page.locator(".keeping button").first().click();
        assertThat(page.locator("#done")).containsText("Made the rule");
        org.assertj.core.api.Assertions.assertThat(rules.now().rules()).hasSize(1);
        assertThat(page.locator(".retention").first()).containsText("Rule 1 is the first that matches");
        assertThat(complaints).isEmpty();
    }

    @Test
    void aSecondCopyIsChosenAndItsLagIsInTheHeader() throws IOException {
        Path place = Files.createTempDirectory("second-copy").toRealPath();
        visit("/retention");
        page.locator("#copy-place").fill(place.toString());
        page.keyboard().press("Enter");
        assertThat(page.locator("#copy")).containsText(place.toString());
        copies.bringUpToDate();
        visit("/retention");
        assertThat(page.locator("#copy .badge")).hasText("up to date");
        Files.move(place, place.resolveSibling(place.getFileName() + "-away"));
        copies.bringUpToDate();
        assertThat(page.locator("#importing")).containsText("Second copy lags");
        page.locator("#importing").click();
        assertThat(page.locator("#copy")).containsText("is not there. Connect its disk");
        page.locator("#copy-end").click();
        assertThat(page.locator("#copy-place")).isVisible();
        assertThat(page.locator("#importing")).not().containsText("lags");
    }

    @Test
    void storageIsDrawnAndTheCeilingWarnsInTheHeader() {
        visit("/retention");
        page.locator("#storage a").click();
        assertThat(page.locator(".tiles a[href]").first()).isVisible();
        assertThat(page.locator(".kinds [data-kind=messages] b").first()).not().hasText("0 B");
        String first = page.locator(".amounts a").first().innerText();
        page.locator(".tiles a[href]").first().click();
        assertThat(page.locator("h1")).containsText("Storage of " + first);
        assertThat(page.locator(".amounts").first().locator("tbody tr").first()).isVisible();
        page.locator("text=All projects").click();
        page.locator("#ceiling").fill("abc");
        page.keyboard().press("Enter");
        assertThat(page.locator("#done")).containsText("number of GB");
        page.locator("#ceiling").fill("0,001");
        page.keyboard().press("Enter");
        assertThat(page.locator("#importing")).containsText("% of the ceiling");
        page.locator("#importing").click();
        assertThat(page.locator(".warned")).containsText("the ceiling");
        page.locator("#ceiling").fill("");
        page.keyboard().press("Enter");
        assertThat(page.locator("#importing")).not().containsText("ceiling");
        assertThat(page.locator("#ceiling")).hasValue("");
    }
}
