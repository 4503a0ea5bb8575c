package dev.reprise.web.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarkdownTests {

    /** Every tag that may come out, with the attributes it may have; text may hold no angle bracket. */
    private static final Pattern HARMLESS = Pattern.compile(
            "(?:[^<>]|</?(?:p|br|hr|em|strong|del|code|pre|blockquote|ul|ol|li|h[1-6]|table|thead|tbody|tr|th|td|a)"
                    + "(?: (?:href=\"(?:https?://|mailto:)[^\"<>]*\"|target=\"_blank\"|rel=\"[a-z ]+\"|class=\"language-[A-Za-z0-9+#-]+\"|align=\"[a-z]+\"|start=\"\\d+\"))* ?/?>)*");

    @Test
    void rendersWhatModelsWrite() {
        assertThat(Markdown.html("# T\n\n**b** ~~s~~ `c`\n\n```java\nint a;\n```\n\n| a |\n|---|\n| 1 |\n\n3. x"))
                .contains("<h1>T</h1>", "<strong>b</strong>", "<del>s</del>", "<code>c</code>")
                .contains("<code class=\"language-java\">int a;", "<td>1</td>", "<ol start=\"3\">");
    }

    @Test
    void opensLinksApartWithoutTellingWhereFrom() {
        assertThat(Markdown.html("[x](https://example.org/a?b=c)"))
                .contains("href=\"https://example.org/a?b&#61;c\"", "target=\"_blank\"")
                .contains("noopener", "noreferrer", "nofollow");
    }

    @Test
    void makesImagesLinksSoThatNothingIsLoaded() {
        assertThat(Markdown.html("![a *b*](https://example.org/i.png)"))
                .doesNotContain("<img")
                .contains("https://example.org/i.png", "image: a <em>b</em>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "<img src=x onerror=alert(1)>",
                "<svg/onload=alert(1)>",
                "<a href='javascript:alert(1)'>x</a>",
                "[x](javascript:alert(1))",
                "[x](JaVaScRiPt:alert(1))",
                "[x](java&#115;cript:alert(1))",
                "[x](&#x6A;avascript:alert(1))",
                "[x](data:text/html,<script>alert(1)</script>)",
                "[x](vbscript:msgbox(1))",
                "[x](file:///etc/passwd)",
                "[x](//example.org)",
                "[x](/sources)",
                "[x](<javascript:alert(1)>)",
                "[x](\u0001javascript:alert(1))",
                "<javascript:alert(1)>",
                "[x](https://a\"onmouseover=\"alert(1))",
                "![x](javascript:alert(1))",
                "![\"onload=alert(1) x](https://a/\"onload=\"alert(1))",
                "![x](data:image/svg+xml;base64,PHN2Zz4=)",
                "[x]: javascript:alert(1)\n\n[x]",
                "`<script>`",
                "```\"><script>alert(1)</script>\nx\n```",
                "```js onclick=alert(1)\nx\n```",
                "<style>*{display:none}</style>",
                "<iframe src=//example.org></iframe>",
                "<math><mi//xlink:href=\"data:x,<script>alert(4)</script>\">",
                "<!--><script>alert(1)</script>-->",
                "<![CDATA[<script>alert(1)</script>]]>",
                "<a href=\"https://x\" style=\"position:fixed\">x</a>",
                "| <script>a</script> |\n|---|\n| <img src=x onerror=a> |",
                "&lt;script&gt;alert(1)&lt;/script&gt;",
                "<form action=/sources/stop method=post><button>x</button></form>",
                "<details open ontoggle=alert(1)>",
                "\ud800<script>\udc00"
            })
    void letsNothingRun(String attack) {
        assertThat(Markdown.html(attack)).matches(HARMLESS);
    }

    @Test
    void letsNothingRunWhateverIsGluedTogether() {
        List<String> parts = List.of(
                "<",
                ">",
                "\"",
                "'",
                "`",
                "```",
                "[x](",
                ")",
                "![",
                "](",
                "javascript:",
                "https://a",
                "<script",
                "onerror=",
                "\n",
                "\n\n",
                " ",
                "|",
                "|---|",
                "*",
                "_",
                "~~",
                "&#106;",
                "-->",
                "<!--",
                "\u0000",
                "\u202e",
                "# ",
                "> ",
                "- ",
                "<a href=");
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 2000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(14); i >= 0; i--) {
                text.append(parts.get(random.nextInt(parts.size())));
            }
            assertThat(Markdown.html(text.toString()))
                    .as("seed %d: %s", seed, text)
                    .matches(HARMLESS);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {">", "- ", "*a", "[", "![", "**", "(", "`", "<", "|"})
    void survivesDeepNesting(String part) {
        assertThat(Markdown.html(part.repeat(20_000))).isNotNull();
    }
}
