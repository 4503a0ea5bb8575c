package dev.reprise.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import dev.reprise.catalogue.Sessions;
import dev.reprise.criteria.Criterion;
import dev.reprise.label.Arranged;
import dev.reprise.label.Labels;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Everyone can use the pages: on a desk, on a phone, enlarged to 200 %, in the light and in the dark. */
class EveryoneTests extends WithBrowser {

    /** Texts of the page that lie upon each other, as far as they are in the flow; of a page that is not scrolled. */
    private static final String OVERLAPS = """
            () => {
              const boxes = [];
              for (const el of document.querySelectorAll('#stage *, .top *')) {
                if (el.closest('.sr, .hint, svg, [hidden]') || !el.checkVisibility({ visibilityProperty: true })) continue;
                const words = [...el.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim());
                const box = el.getBoundingClientRect();
                if (!words || box.width < 2 || box.height < 2) continue;
                let cut = { left: box.left, top: box.top, right: box.right, bottom: box.bottom };
                let floats = false;
                for (let up = el; up; up = up.parentElement) {
                  const style = getComputedStyle(up);
                  if (['fixed', 'absolute', 'sticky'].includes(style.position) && !up.matches('.top')) floats = true;
                  if (style.overflowX !== 'visible') {
                    const clip = up.getBoundingClientRect();
                    cut = { left: Math.max(cut.left, clip.left), top: Math.max(cut.top, clip.top),
                            right: Math.min(cut.right, clip.right), bottom: Math.min(cut.bottom, clip.bottom) };
                  }
                }
                if (!floats && cut.right - cut.left > 2 && cut.bottom - cut.top > 2) boxes.push({ el, ...cut });
              }
              boxes.sort((a, b) => a.top - b.top);
              const found = [];
              for (let i = 0; i < boxes.length; i++) {
                for (let j = i + 1; j < boxes.length && boxes[j].top < boxes[i].bottom - 3; j++) {
                  const [a, b] = [boxes[i], boxes[j]];
                  if (a.el.contains(b.el) || b.el.contains(a.el)) continue;
                  const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
                  const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
                  const inline = getComputedStyle(a.el).display === 'inline' || getComputedStyle(b.el).display === 'inline';
                  if (wide > 3 && high > 3 && !inline) found.push(a.el.outerHTML.slice(0, 120) + ' || ' + b.el.outerHTML.slice(0, 120));
                }
              }
              return found.slice(0, 5);
            }""";

    /** What stands in the bar of the selection and does not fit into it. */
    private static final String SPILLS = """
            () => {
              const bar = document.getElementById('selection');
              const box = bar.getBoundingClientRect();
              return bar.hidden ? [] : [...bar.children].filter((el) => {
                const own = el.getBoundingClientRect();
                return own.width > 0 && (own.left < box.left || own.right > box.right || own.top < box.top || own.bottom > box.bottom);
              }).map((el) => el.textContent);
            }""";

    private static final String PAPER = "getComputedStyle(document.documentElement).backgroundColor";

    @Autowired
    private Labels labels;

    @Autowired
    private Sessions sessions;

    /** Pages with all that can stand on them. */
    @BeforeEach
    void arrange() {
        Arranged.some(labels, sessions.ids(Criterion.all(), 8));
        imports.startAndWait();
    }

    @AfterEach
    void nothingIsLeft() {
        Arranged.nothing(labels);
        imports.startAndWait();
    }

    @ParameterizedTest
    @CsvSource({"1280, 800, 1", "390, 844, 1", "1280, 800, 2"})
    void nothingScrollsSidewaysOrLiesUponOther(int width, int height, int zoom) {
        open(width, height, ColorScheme.LIGHT, zoom);
        for (String address : addresses()) {
            visit(address);
            assertThat(page.evaluate("document.documentElement.scrollWidth - innerWidth"))
                    .as(address)
                    .isEqualTo(0);
            page.evaluate("scrollTo(0, 0)");
            assertThat((List<?>) page.evaluate(OVERLAPS)).as(address).isEmpty();
        }
        visit("/");
        for (String key : List.of("j", "x", "j", "x", "Space")) {
            page.keyboard().press(key);
            assertThat(page.evaluate("document.documentElement.scrollWidth - innerWidth"))
                    .as(key)
                    .isEqualTo(0);
            assertThat((List<?>) page.evaluate(SPILLS)).as(key).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"1280, 800, 1", "390, 844, 1", "1280, 800, 2"})
    void everyoneCanUseThePages(int width, int height, int zoom) {
        open(width, height, ColorScheme.LIGHT, zoom);
        // a row that has just come shines for a moment, in the colours of before
        page.emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.REDUCE));
        for (String address : addresses()) {
            visit(address);
            page.waitForTimeout(150);
            assertUsable(address);
        }
        visit("/");
        for (String key : List.of("j", "x", "Space")) {
            page.keyboard().press(key);
        }
        page.locator("#preview .resume").waitFor();
        assertUsable("the list with a preview");
        page.keyboard().press("?");
        assertUsable("the help");
        page.context().clearCookies();
        visit("/");
        assertUsable("the page for those without a link");
    }

    /** In the light and in the dark, of which only the colours are others. */
    private void assertUsable(String what) {
        assertNothingFound(axe().withTags(List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa")), what);
        dark(true);
        assertNothingFound(axe().withRules(List.of("color-contrast")), what + ", dark");
        dark(false);
    }

    /** There are no frames in the pages; the mode for those takes twice the time. */
    private AxeBuilder axe() {
        return new AxeBuilder(page).setLegacyMode(true);
    }

    private void dark(boolean on) {
        Object before = page.evaluate(PAPER);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(on ? ColorScheme.DARK : ColorScheme.LIGHT));
        page.waitForTimeout(150);
        assertThat(page.evaluate(PAPER)).as(page.url()).isNotEqualTo(before);
    }

    private static void assertNothingFound(AxeBuilder rules, String what) {
        assertThat(rules.analyze().getViolations().stream()
                        .flatMap(rule -> rule.getNodes().stream()
                                .limit(4)
                                .map(node -> rule.getId() + ": " + node.getHtml() + " " + node.getFailureSummary())))
                .as(what)
                .isEmpty();
    }
}
