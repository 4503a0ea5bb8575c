package dev.reprise.web.shell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SafeTextTests {

    @Test
    void showsCharactersThatReorderTheirNeighbours() {
        assertThat(SafeText.line("safe\u202egpj.exe")).isEqualTo("safe⟨U+202E⟩gpj.exe");
        assertThat(SafeText.text("\u2066a\u2069")).isEqualTo("⟨U+2066⟩a⟨U+2069⟩");
    }

    @Test
    void showsControlCharactersAndKeepsLinesAndTabs() {
        assertThat(SafeText.text("a\u0000\u0007\tb\r\nc")).isEqualTo("a␀␇\tb\nc");
    }

    @Test
    void dropsTerminalColoursAndLinks() {
        assertThat(SafeText.text("\u001b[1;31mFAIL\u001b[0m \u001b]8;;http://x\u0007y\u001b]8;;\u0007"))
                .isEqualTo("FAIL y");
    }

    @Test
    void makesOneLineAndCutsItBetweenCharacters() {
        assertThat(SafeText.line(" a\n b\u2028c ")).isEqualTo("a b c");
        assertThat(SafeText.line("ab😀cd", 3)).isEqualTo("ab…");
        assertThat(SafeText.line(null, 3)).isEmpty();
    }
}
