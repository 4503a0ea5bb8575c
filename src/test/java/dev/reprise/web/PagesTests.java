package dev.reprise.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UnsupportedEncodingException;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

class PagesTests extends WithPages {

    private static final Pattern NEXT = Pattern.compile("hx-get=\"(/\\?[^\"]*cursor=[^\"]*)\"");
    private static final Pattern ROW = Pattern.compile("<li class=\"row");

    @Test
    void listsSessionsAndGoesOnWhereThePageEnded() throws UnsupportedEncodingException {
        String first = body(get("/", false));
        assertThat(first).contains("<html", "The long one", "70 sessions");
        assertThat(ROW.matcher(first).results()).hasSize(30);
        Matcher next = NEXT.matcher(first);
        assertThat(next.find()).isTrue();
        String rest = body(get(next.group(1).replace("&amp;", "&"), true));
        assertThat(rest).doesNotContain("<html", "<h2");
        assertThat(ROW.matcher(rest).results()).hasSize(30);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/?group=project",
                "/?group=none&sort=size",
                "/?state=interrupted&kind=all",
                "/sources",
                "/patterns",
                "/?q=nothing-has-this"
            })
    void showsWholePages(String address) throws UnsupportedEncodingException {
        MvcTestResult page = get(address, false);
        assertThat(page).hasStatusOk();
        assertThat(body(page)).contains("<html", "id=\"help\"").doesNotContain("<script>window", "<img src=x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?tab=files", "?tab=commands", "?tab=raw", "?at=end", "?at=300", "?from=10"})
    void showsEveryPartOfASession(String part) throws UnsupportedEncodingException {
        MvcTestResult page = get("/sessions/" + LONGEST + part, false);
        assertThat(page).hasStatusOk();
        assertThat(body(page)).contains("<html", "The long one").doesNotContain("<script>window", "<img src=x");
    }

    @Test
    void saysWhatBecomesOfASession() throws UnsupportedEncodingException {
        for (String where : new String[] {"", "/preview"}) {
            assertThat(body(get("/sessions/" + LONGEST + where, false)))
                    .contains(
                            "CLI deletes no sooner than ",
                            "Reprise keeps it. There are no rules: everything is kept forever.");
        }
    }

    @Test
    void anAddressBeyondTheEndSaysSo() throws UnsupportedEncodingException {
        assertThat(body(get("/sessions/" + LONGEST + "?at=999999", false))).contains("Line 999,999 is beyond the end");
        assertThat(body(get("/sessions/" + LONGEST + "?at=300", false))).doesNotContain("is beyond the end");
    }

    @Test
    void everySubAgentHasAnAddressAndWhatCannotBeShownIsALink() throws UnsupportedEncodingException {
        String tab = body(get("/sessions/" + LONGEST + "?tab=agents", false));
        var hrefs = Pattern.compile("href=\"(/sessions/[^\"]*/agents/[^\"]*)\"")
                .matcher(tab)
                .results()
                .map(m -> m.group(1))
                .distinct()
                .toList();
        assertThat(hrefs).hasSize(ODD_AGENTS.size());
        for (String href : hrefs) {
            assertThat(href).matches("[A-Za-z0-9/:~_.-]+");
            MvcTestResult page = get(href, false);
            assertThat(page).as(href).hasStatusOk();
            String shown = body(page);
            assertThat(shown).containsPattern("do \\d").contains("· save").doesNotContain("<img");
            Matcher image = Pattern.compile("href=\"([^\"]*/image[^\"]*)\"").matcher(shown);
            assertThat(image.find()).isTrue();
            MvcTestResult bytes = get(image.group(1).replace("&amp;", "&"), false);
            assertThat(bytes).hasStatusOk().hasHeader("Content-Type", "application/octet-stream");
            assertThat(bytes.getResponse().getHeader("Content-Disposition")).startsWith("attachment");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/sources", "/sessions/claude:none-such"})
    void holdsEveryPartOfThePageOnce(String address) throws UnsupportedEncodingException {
        String page = body(get(address, false));
        assertThat(Pattern.compile("<script[^>]*htmx").matcher(page).results()).hasSize(1);
        assertThat(Pattern.compile("\\sid=\"([^\"]+)\"").matcher(page).results().map(found -> found.group(1)))
                .doesNotHaveDuplicates();
    }

    @Test
    void windowsFollowEachOtherWithoutGapOrDouble() throws UnsupportedEncodingException {
        String base = "/sessions/" + LONGEST;
        Pattern id = Pattern.compile("id=\"(l\\d+(?:-\\d+)?)\"");
        Pattern next = Pattern.compile("hx-get=\"([^\"]*side=after[^\"]*)\" hx-trigger=\"near");
        String piece = body(get(base, false));
        StringBuilder all = new StringBuilder(piece);
        for (Matcher more = next.matcher(piece); more.find(); more = next.matcher(piece)) {
            piece = body(get(more.group(1).replace("&amp;", "&"), true));
            all.append(piece);
        }
        assertThat(id.matcher(all).results().map(found -> found.group(1)))
                .hasSize(TURNS * 5)
                .doesNotHaveDuplicates();
        assertThat(all).containsPattern("<details class=\"work\" id=\"w2\">").contains("1 tool");
        assertThat(body(get(base + "?at=4", false))).contains("<details class=\"work\" id=\"w2\" open");
    }

    @Test
    void everyCommandAndFileLeadsToItsMessageAlsoInASubAgent() throws IOException {
        String id = LogHome.id(30);
        LOGS.append(
                id + "/subagents/agent-abc",
                dev.reprise.LogBuilder.of(id)
                        .from(900)
                        .prompt("look")
                        .call("s1", "Bash", java.util.Map.of("command", "make a b"))
                        .result("s1", "made", false)
                        .call("s2", "Bash", java.util.Map.of("command", "never answered"))
                        .call("s3", "Write", java.util.Map.of("file_path", "/home/me/new.txt", "content", "one\ntwo"))
                        .result("s3", "File created", false)
                        .text());
        imports.startAndWait();
        String commands = body(get("/sessions/claude:" + id + "?tab=commands", false));
        assertThat(commands)
                .containsPattern("make a b</pre>(?s:.{0,300})agents/[^\"]*abc\\?at=2#l2")
                .containsPattern("never answered</pre>(?s:.{0,200})no result")
                .containsPattern("ls &lt;img(?s:.{0,300})href=\"/sessions/claude:" + id + "\\?at=4#l4");
        assertThat(body(get("/sessions/claude:" + LONGEST.substring(7) + "?tab=commands", false)))
                .containsPattern("class=\"fail\">failed");
        assertThat(body(get("/sessions/claude:" + id + "?tab=files", false)))
                .containsPattern("new.txt</bdi>(?s:.{0,300})agents/[^\"]*abc\\?at=5#l5");
    }

    @Test
    void findsAsOneTypesAndSaysItInTheAddress() throws UnsupportedEncodingException {
        MvcTestResult found = get("/found?q=turns:%3E0%20-is:live&sort=turns", true);
        assertThat(found).hasStatusOk();
        assertThat(found.getResponse().getHeader("HX-Replace-Url")).isEqualTo("/?q=turns%3A%3E0+-is%3Alive&sort=turns");
        assertThat(body(found))
                .contains("id=\"found\"", "hx-swap-oob", "class=\"row")
                .doesNotContain("<html");
        assertThat(body(get("/found?q=turns:many", true))).contains("turns: takes a number", "Nothing matches");
        assertThat(get("/found?q=" + "(((%22-OR".repeat(20), true)).hasStatusOk();
    }

    @Test
    void answersAPieceWhenAPieceIsAskedFor() throws UnsupportedEncodingException {
        for (String piece : new String[] {"?at=300", "/preview", "/resume?shell=fish", "/around", "/around?tab=raw"}) {
            MvcTestResult answer = get("/sessions/" + LONGEST + piece, true);
            assertThat(answer).hasStatusOk();
            assertThat(body(answer)).as(piece).doesNotContain("<html").isNotBlank();
        }
    }

    @Test
    void showsThePromptsThatAreLeftOfALostSession() throws IOException {
        String lost = LOGS.lost(900, "where did it go " + LogHome.ATTACK);
        LOGS.lost(900, "second thing typed");
        imports.startAndWait();
        MvcTestResult page = get("/sessions/" + lost, false);
        assertThat(page).hasStatusOk();
        assertThat(body(page))
                .contains(
                        "No log of it was seen",
                        "These prompts survived",
                        "where did it go &lt;img",
                        "second thing typed")
                .doesNotContain("<img src=x", "?tab=raw");
        assertThat(get("/sessions/" + lost + "/preview", true)).hasStatusOk();
    }

    @Test
    void refusesWithASentence() throws UnsupportedEncodingException {
        MvcTestResult page = get("/sessions/claude:none-such", false);
        assertThat(page).hasStatus(404);
        assertThat(body(page)).contains("<html").containsOnlyOnce("No session has the id");
        MvcTestResult piece = get("/sessions/claude:none-such/preview", true);
        assertThat(piece).hasStatus(404);
        assertThat(body(piece)).doesNotContain("<html").contains("No session has the id", "role=\"alert\"");
        assertThat(get("/?sort=colour", false)).hasStatus(400);
        assertThat(get("/?from=tomorrow", false)).hasStatus(400);
        assertThat(get("/sessions/" + LONGEST + "?at=x", false)).hasStatus(400);
        assertThat(get("/sessions/" + LONGEST + "/agents/none", false)).hasStatus(404);
        assertThat(get("/sessions/" + LONGEST + "/image?line=3", false)).hasStatus(404);
    }

    @Test
    void everyStyleAndScriptHasItsHashAndIsKept() throws UnsupportedEncodingException {
        Pattern asset = Pattern.compile("(?:href|src)=\"(/(?:css|js|img|webjars)/[^\"]+)\"");
        for (MatchResult found : asset.matcher(body(get("/", false))).results().toList()) {
            String address = found.group(1);
            assertThat(address).matches(".*-[0-9a-f]{32}\\.(css|js|svg)");
            assertThat(get(address, false))
                    .hasStatusOk()
                    .hasHeader("Cache-Control", "max-age=31536000, private, immutable");
        }
    }

    private MvcTestResult get(String address, boolean piece) {
        var request = mvc.get().uri(java.net.URI.create(address)).header("Authorization", "Bearer " + token());
        return (piece ? request.header("HX-Request", "true") : request).exchange();
    }

    private static String body(MvcTestResult result) throws UnsupportedEncodingException {
        return result.getResponse().getContentAsString(java.nio.charset.StandardCharsets.UTF_8);
    }
}
