package dev.reprise.resume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.problem.Problem;
import dev.reprise.problem.Reason;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What PowerShell and cmd get, as text: the rules are theirs, so each expectation was worked out from their manuals. */
class WindowsQuotingTest {

    private static final String ID = "0b9c41d2-77e0-4a3b-9a44-3f1a0c5d9e21";
    private static final List<String> WORDS = List.of("claude", "--resume", ID);

    private static String line(Shell shell, @Nullable String directory) {
        return shell.dialect().line(new Launch(directory, null, WORDS));
    }

    private static String powerShellDirectory(String name) {
        String line = line(Shell.POWERSHELL, name);
        String before = "Set-Location -LiteralPath ";
        String after = "; if ($?) { claude --resume " + ID + " }";
        assertThat(line).startsWith(before).endsWith(after);
        return line.substring(before.length(), line.length() - after.length());
    }

    private static String cmdDirectory(String name) {
        String line = line(Shell.CMD, name);
        String after = "&& claude --resume " + ID;
        assertThat(line).startsWith("cd /d ").endsWith(after);
        return line.substring("cd /d ".length(), line.length() - after.length());
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '|',
            value = {
                "C:\\work, 'C:\\work'",
                "C:\\my work\\, 'C:\\my work\\'",
                "\\\\server\\share\\x, '\\\\server\\share\\x'",
                "C:\\it's, 'C:\\it''s'",
                "C:\\$HOME $(x) `n, 'C:\\$HOME $(x) `n'",
                "C:\\%PATH%!^&, 'C:\\%PATH%!^&'",
                "C:\\[a]*, 'C:\\[a]*'",
                "C:\\\u2018smart\u2019, 'C:\\\u2018\u2018smart\u2019\u2019'",
                "C:\\\u201a\u201b, 'C:\\\u201a\u201a\u201b\u201b'",
                "C:\\\u201cx\u201d\u201e\u201f, 'C:\\\u201cx\u201d\u201e\u201f'",
                "/home/\"x\", '/home/\"x\"'",
                "C:\\🎉 日本, 'C:\\🎉 日本'",
                "-x, './-x'",
                "~, './~'",
            })
    void powerShellTakesNamesInSingleQuotes(String name, String expected) {
        assertThat(powerShellDirectory(name)).isEqualTo(expected);
    }

    @Test
    void powerShellSpellsHiddenCharactersOut() {
        assertThat(powerShellDirectory("/a\nb")).isEqualTo("\"/a`nb\"");
        assertThat(powerShellDirectory("/a\r\t")).isEqualTo("\"/a`r`t\"");
        assertThat(powerShellDirectory("/\u001b[0m")).isEqualTo("\"/$([char]0x001B)[0m\"");
        assertThat(powerShellDirectory("/\u202ex")).isEqualTo("\"/$([char]0x202E)x\"");
        assertThat(powerShellDirectory("/\udb40\udc41")).isEqualTo("\"/$([char]0xDB40)$([char]0xDC41)\"");
        assertThat(powerShellDirectory("/$x`\"'\u201c\u2018\n")).isEqualTo("\"/`$x```\"'`\u201c\u2018`n\"");
    }

    @Test
    void powerShellPutsTheHomeBackAfterwards() {
        Launch.Home home = new Launch.Home("CLAUDE_CONFIG_DIR", "D:\\it's");
        assertThat(Shell.POWERSHELL.dialect().line(new Launch("C:\\x", home, WORDS)))
                .isEqualTo("Set-Location -LiteralPath 'C:\\x'; if ($?) { & { $was = $env:CLAUDE_CONFIG_DIR; "
                        + "$env:CLAUDE_CONFIG_DIR = 'D:\\it''s'; try { claude --resume " + ID
                        + " } finally { $env:CLAUDE_CONFIG_DIR = $was } } }");
        assertThat(Shell.POWERSHELL.dialect().line(new Launch(null, new Launch.Home("H", null), WORDS)))
                .isEqualTo("& { $was = $env:H; $env:H = $null; try { claude --resume " + ID
                        + " } finally { $env:H = $was } }");
    }

    @Test
    void powerShellQuotesWordsItWouldSplitOrCount() {
        Dialect dialect = Shell.POWERSHELL.dialect();
        assertThat(List.of("--model", "opus", ID, "-p").stream().map(dialect::word))
                .containsExactly("--model", "opus", ID, "-p");
        assertThat(List.of("-a.b", "--x=y", "1kb", "12345678", "@x", "a,b", "--%").stream()
                        .map(dialect::word))
                .containsExactly("'-a.b'", "'--x=y'", "'1kb'", "'12345678'", "'@x'", "'a,b'", "'--%'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "say \"hi\"", "C:\\my dir\\"})
    void powerShellRefusesWordsThatItsVersionsReadDifferently(String word) {
        refuses(() -> Shell.POWERSHELL.dialect().word(word));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "C:\\work,\"C:\\work\" ",
                "C:\\my work,\"C:\\my work\" ",
                "C:\\,\"C:\\\" ",
                "C:\\a & b | c > d < e,\"C:\\a & b | c > d < e\" ",
                "C:\\a^b!c!(d),\"C:\\a^b!c!(d)\" ",
                "C:\\it's $HOME `x`,\"C:\\it's $HOME `x`\" ",
                "C:\\🎉 日本,\"C:\\🎉 日本\" ",
                "-x,\"-x\" ",
                "C:\\%PATH%,C:\\%^PATH%",
                "C:\\100% & more,C:\\100%^ ^&^ more",
                "C:\\%a b%c%%d,C:\\%^a^ b%^c%^%^d",
                "C:\\a^(b)%,C:\\a^^^(b^)%",
            })
    void cmdTakesNamesInDoubleQuotesAndPerCentSignsWithCarets(String name, String expected) {
        assertThat(cmdDirectory(name)).isEqualTo(expected);
    }

    @Test
    void cmdGoesToANetworkShareByPushd() {
        assertThat(line(Shell.CMD, "\\\\server\\share\\my x"))
                .isEqualTo("pushd \"\\\\server\\share\\my x\" && claude --resume " + ID);
    }

    @Test
    void cmdSetsAndClearsTheHome() {
        Launch.Home home = new Launch.Home("CLAUDE_CONFIG_DIR", "D:\\my claude & co");
        assertThat(Shell.CMD.dialect().line(new Launch("C:\\x", home, WORDS)))
                .isEqualTo("cd /d \"C:\\x\" && set \"CLAUDE_CONFIG_DIR=D:\\my claude & co\" && claude --resume " + ID);
        assertThat(Shell.CMD.dialect().line(new Launch("C:\\x", new Launch.Home("H", null), WORDS)))
                .isEqualTo("cd /d \"C:\\x\" && (set \"H=\" & claude --resume " + ID + ")");
    }

    @Test
    void cmdDoublesTheBackslashesBeforeTheQuoteThatEndsAWord() {
        assertThat(Shell.CMD.dialect().word("C:\\my dir\\")).isEqualTo("\"C:\\my dir\\\\\"");
        assertThat(Shell.CMD.dialect().word("a&b")).isEqualTo("\"a&b\"");
        assertThat(Shell.CMD.dialect().word("--model=opus")).isEqualTo("\"--model=opus\"");
        assertThat(Shell.CMD.dialect().word("--model")).isEqualTo("--model");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a\nb", "/a\tb", "/\u001b", "/\u202e", "/a\"b", "\u0000"})
    void cmdRefusesNamesItCannotExpress(String name) {
        refuses(() -> line(Shell.CMD, name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"say \"hi\"", "100%", "a\nb", ""})
    void cmdRefusesWordsItCannotHandOver(String word) {
        refuses(() -> Shell.CMD.dialect().word(word));
    }

    @Test
    void cmdRefusesHomesWithPerCentSignsAndLinesThatAreTooLong() {
        refuses(() -> Shell.CMD.dialect().line(new Launch(null, new Launch.Home("H", "C:\\100%"), WORDS)));
        refuses(() -> line(Shell.CMD, "C:\\" + "x".repeat(9000)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a\u0000b", "/half \ud83c", "\udf89"})
    void noShellTakesNulOrHalfACharacter(String name) {
        for (Shell shell : Shell.values()) {
            refuses(() -> line(shell, name));
        }
    }

    @Test
    void shellsAreFoundByTheirSlugAndByTheirCousins() {
        for (Shell shell : Shell.values()) {
            assertThat(Shell.of(shell.slug())).isEqualTo(shell);
        }
        assertThat(Shell.of("ZSH")).isEqualTo(Shell.BASH);
        assertThat(Shell.of("pwsh")).isEqualTo(Shell.POWERSHELL);
        refuses(() -> Shell.of("csh"));
    }

    private static void refuses(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(Problem.class, problem -> {
            assertThat(problem.reason()).isEqualTo(Reason.BAD_INPUT);
            assertThat(problem.sentence()).endsWith(".");
        });
    }
}
