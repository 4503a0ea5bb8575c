package dev.reprise.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.HandClock;
import dev.reprise.RealHttp;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets in and who does not, over real HTTP. */
class AccessTests extends RealHttp {

    @Test
    void givesTheCookieForTheLinkAndTakesTheCodeOutOfTheAddress() throws IOException {
        Answer answer = ask("GET", "/?q=a%20b&code=" + code() + "&sort=title", here());

        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.header("Location")).contains("/?q=a%20b&sort=title");
        assertThat(answer.header("Set-Cookie").orElseThrow())
                .startsWith("reprise-" + port + "=")
                .contains("HttpOnly", "SameSite=Strict", "Path=/")
                .doesNotContain(token());
        assertThat(ask("GET", "/", here(), cookie()).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/?%63ode=CODE", "/?code=CODE&x=%zz", "/?x=%zz&code=CODE&code=other", "/?&&code=CODE&token=old"})
    void leavesNoCodeInTheAddressHoweverItIsWritten(String target) throws IOException {
        String code = code();
        Answer answer = ask("GET", target.replace("CODE", code), here());

        assertThat(answer.status()).isEqualTo(target.contains("%zz") ? 400 : 303);
        assertThat(answer.header("Location").orElse("/"))
                .startsWith("/")
                .doesNotStartWith("//")
                .doesNotContain(code)
                .doesNotContain("ode=")
                .doesNotContain("oken=");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//evil.example/?code=",
                "/%5Cevil.example/?code=",
                "/%2F/evil.example?code=",
                "/.//evil.example/?code="
            })
    void redirectsNowhereElse(String target) throws IOException {
        Answer answer = ask("GET", target + code(), here());

        assertThat(answer.header("Location").orElse("/none")).matches("/[^/\\\\].*|/");
    }

    @Test
    void refusesAWrongCodeWithThePageThatSaysWhatToDo() throws IOException {
        Answer answer = ask("GET", "/?code=" + "x".repeat(32), here());

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("Set-Cookie")).isEmpty();
        assertThat(answer.body()).contains("Run ./reprise again", "--link").doesNotContain("xxxx");
    }

    @Test
    void takesACodeOnce() throws IOException {
        String code = code();
        assertThat(ask("GET", "/?code=" + code, here()).status()).isEqualTo(303);
        Answer again = ask("GET", "/?code=" + code, here());
        assertThat(again.status()).isEqualTo(401);
        assertThat(again.header("Set-Cookie")).isEmpty();
    }

    @Test
    void takesACodeForTwoMinutesOnly() {
        HandClock clock = new HandClock(Instant.parse("2026-11-25T12:00:00Z"));
        LinkCodes codes = new LinkCodes(clock);
        String late = codes.make();
        String inTime = codes.make();
        clock.pass(Duration.ofSeconds(119));
        assertThat(codes.use(inTime)).isTrue();
        clock.pass(Duration.ofSeconds(1));
        assertThat(codes.use(late)).isFalse();
    }

    @Test
    void givesALinkToTheBearerOnly() throws IOException {
        assertThat(ask("POST", "/api/link", here(), bearer()).json().at("/url").asString())
                .startsWith("http://127.0.0.1:" + port + "/?code=");
        assertThat(ask("POST", "/api/link", here()).status()).isIn(401, 403);
        Answer cookie = ask("POST", "/api/link", here(), cookie(), csrf());
        assertThat(cookie.status()).isEqualTo(401);
        assertThat(cookie.body()).doesNotContain("code=");
    }

    @Test
    void theTokenItselfOpensNoPage() throws IOException {
        Answer answer = ask("GET", "/?token=" + token(), here());
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("Set-Cookie")).isEmpty();
    }

    @Test
    void takesAnOldTokenOutOfTheAddressOfWhoHasTheCookie() throws IOException {
        Answer answer = ask("GET", "/?token=old", here(), cookie());

        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.header("Location")).contains("/");
    }

    @Test
    void takesTheCodeOfTheLinkForPagesOnly() throws IOException {
        assertThat(ask("GET", "/api/status?code=" + code(), here()).status()).isEqualTo(401);
        assertThat(ask("POST", "/sources/import?code=" + code(), here()).status())
                .isEqualTo(401);
    }

    @Test
    void knowsProgramsByTheirBearer() throws IOException {
        assertThat(get("/api/status").status()).isEqualTo(200);
        assertThat(ask("GET", "/api/status", here(), "authorization: bearer  " + token())
                        .status())
                .isEqualTo(200);
        Answer wrong = ask("GET", "/api/status", here(), bearer() + "x");
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.header("Content-Type")).contains("application/problem+json");
        assertThat(wrong.json().at("/detail").asString()).contains("Authorization: Bearer");
        assertThat(wrong.json().at("/title").asString()).isEqualTo("not-allowed");
    }

    @Test
    void takesNeitherTheTokenAsCookieNorTheCookieAsToken() throws IOException {
        String cookie = cookie().substring(cookie().indexOf('=') + 1);

        assertThat(ask("GET", "/", here(), "Cookie: reprise-" + port + "=" + token())
                        .status())
                .isEqualTo(401);
        assertThat(ask("GET", "/", here(), "Cookie: reprise-1=" + cookie).status())
                .isEqualTo(401);
        assertThat(ask("GET", "/", here(), "Authorization: Bearer " + cookie).status())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1.evil.com",
                "evil.com",
                "127.0.0.1.",
                "localhost.",
                "127.1",
                "0.0.0.0",
                "2130706433",
                "127.0.0.1@evil.com",
                "evil.com#127.0.0.1"
            })
    void answersNoOtherHost(String host) throws IOException {
        Answer answer = ask("GET", "/ping", "Host: " + host + ":" + port, bearer());

        assertThat(answer.status()).isIn(400, 403);
        assertThat(answer.body()).doesNotContain("reprise 0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost", "LocalHost", "[::1]"})
    void answersAtEveryNameOfThisMachine(String host) throws IOException {
        assertThat(ask("GET", "/api/status", "Host: " + host + ":" + port, bearer())
                        .status())
                .isEqualTo(200);
    }

    @Test
    void looksAtTheHostOfAWholeAddressToo() throws IOException {
        assertThat(send("GET http://evil.com/api/status HTTP/1.1", here(), bearer())
                        .status())
                .isIn(400, 403);
        assertThat(send("GET http://evil.com/api/status HTTP/1.1", "Host: evil.com", bearer())
                        .status())
                .isIn(400, 403);
        assertThat(send("GET /api/status HTTP/1.1", bearer()).status()).isEqualTo(400);
        assertThat(send("GET /api/status HTTP/1.1", here(), "Host: evil.com", bearer())
                        .status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://evil.com",
                "https://127.0.0.1:PORT",
                "http://127.0.0.1:1",
                "http://127.0.0.1.evil.com:PORT",
                "null",
                "file://",
                "%",
                ""
            })
    void changesNothingForAnotherOrigin(String origin) throws IOException {
        Answer answer =
                ask("POST", "/api/imports", here(), cookie(), csrf(), "Origin: " + origin.replace("PORT", "" + port));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.json().at("/title").asString()).isEqualTo("foreign-request");
    }

    @Test
    void changesSomethingForTheCookieOnlyWithTheTokenOfAPage() throws IOException {
        Answer without = ask("POST", "/api/imports", here(), cookie());
        assertThat(without.status()).isEqualTo(403);
        assertThat(without.json().at("/detail").asString()).contains("X-CSRF-TOKEN", "Bearer");
        assertThat(ask("POST", "/api/imports", here(), cookie(), "X-CSRF-TOKEN: wrong")
                        .status())
                .isEqualTo(403);
        Answer page = ask("POST", "/sources/import", here(), cookie());
        assertThat(page.status()).isEqualTo(403);
        assertThat(page.body()).contains("Load the page again");

        assertThat(ask("POST", "/api/imports", here(), cookie(), csrf(), "Origin: http://127.0.0.1:" + port)
                        .status())
                .isEqualTo(202);
        assertThat(ask("POST", "/api/imports", here(), cookie(), csrf()).status())
                .isEqualTo(202);
        assertThat(ask("POST", "/api/imports", here(), bearer()).status()).isEqualTo(202);
    }

    @Test
    void tellsAStrangerAboutTheKeyAndNotAboutForgery() throws IOException {
        assertThat(ask("POST", "/api/imports", here()).status()).isEqualTo(401);
        assertThat(ask("POST", "/api/imports", here(), csrf()).status()).isEqualTo(401);
    }

    @Test
    void putsTheSameHeadersOnEveryKindOfAnswer() throws IOException {
        List<Answer> answers = new ArrayList<>();
        for (String target : List.of(
                "/",
                "/sources",
                "/api/status",
                "/api/nothing",
                "/nothing",
                "/css/nothing.css",
                "/sessions/nothing",
                "/img/reprise.svg",
                "/events/x",
                "/api/sessions/x;y",
                "/error")) {
            answers.add(get(target));
            answers.add(ask("GET", target, here()));
            answers.add(ask("GET", target, "Host: evil.com"));
        }
        answers.add(ask("GET", "/?code=" + code(), here()));
        answers.add(ask("GET", "/ping", here()));
        answers.add(ask("PUT", "/api/status", here(), bearer()));

        assertThat(answers).allSatisfy(answer -> {
            HeaderFilter.HEADERS.forEach((name, value) -> {
                if (!name.equals("Cache-Control")) {
                    assertThat(answer.header(name)).as(name).contains(value);
                }
            });
            assertThat(answer.headers()).noneMatch(h -> h.startsWith("Set-Cookie: JSESSIONID"));
            assertThat(answer.headers())
                    .noneMatch(h -> h.toLowerCase(java.util.Locale.ROOT).startsWith("server:"));
        });
        assertThat(answers.stream()
                        .filter(a -> a.header("Content-Type").orElse("").matches(".*(html|json).*")))
                .isNotEmpty()
                .allSatisfy(a -> assertThat(a.header("Cache-Control")).contains("no-store"));
    }

    @Test
    void letsTheBrowserKeepOnlyStylesAndScriptsOfAKnownContent() throws IOException {
        Matcher links = Pattern.compile("(?:href|src)=\"(/(?:css|js|img|webjars)/[^\"]+)\"")
                .matcher(ask("GET", "/", here(), cookie()).body());
        List<String> found = new ArrayList<>();
        while (links.find()) {
            found.add(links.group(1));
        }
        Matcher refusal = Pattern.compile("href=\"(/css/[^\"]+)\"")
                .matcher(ask("GET", "/", here()).body());
        assertThat(refusal.find()).isTrue();
        found.add(refusal.group(1));

        assertThat(found).hasSizeGreaterThan(5).allSatisfy(link -> {
            assertThat(link).matches(".*-[0-9a-f]{32}\\.\\w+");
            Answer answer = ask("GET", link, here());
            assertThat(answer.status()).as(link).isEqualTo(200);
            assertThat(answer.header("Cache-Control").orElseThrow())
                    .contains("max-age=31536000", "immutable")
                    .doesNotContain("public");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/css/../application.properties",
                "/css/..%2f..%2fapplication.properties",
                "/css/%2e%2e/application.properties",
                "/css/%252e%252e/application.properties",
                "/css/..;/application.properties",
                "/css/..%5capplication.properties",
                "/webjars/../../application.properties",
                "/css/%00",
                "/js/....//application.properties",
                "/css//../openapi.yaml",
                "/css/./../templates/error.html",
                "/img/%c0%ae%c0%ae/application.properties"
            })
    void servesNothingBesideTheStaticFolders(String target) throws IOException {
        for (Answer answer : List.of(ask("GET", target, here()), get(target))) {
            assertThat(answer.status()).isIn(400, 401, 404);
            assertThat(answer.body()).doesNotContain("server.address", "th:", "openapi:");
        }
    }

    @Test
    void doesNotTraceAndLetsNobodyAskAcrossOrigins() throws IOException {
        assertThat(ask("TRACE", "/api/status", here(), bearer(), "X-Secret: abc"))
                .satisfies(answer -> {
                    assertThat(answer.status()).isIn(400, 403, 405);
                    assertThat(answer.body()).doesNotContain("X-Secret");
                });
        Answer preflight =
                ask("OPTIONS", "/api/status", here(), "Origin: http://evil.com", "Access-Control-Request-Method: GET");
        assertThat(preflight.status()).isEqualTo(403);
        assertThat(preflight.headers()).noneMatch(h -> h.startsWith("Access-Control-Allow"));
        assertThat(ask("OPTIONS", "/api/status", here()).status()).isEqualTo(401);
        assertThat(ask("HEAD", "/api/status", here()).status()).isEqualTo(401);
        assertThat(ask("HEAD", "/api/status", here(), bearer())).satisfies(answer -> {
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.bytes()).isEmpty();
        });
        assertThat(ask("BREW", "/api/status", here(), bearer()).status()).isEqualTo(400);
    }

    @Test
    void keepsEventsErrorsAndEverythingElseFromStrangers() throws IOException {
        for (String target : List.of(
                "/events",
                "/error",
                "/error?token=x",
                "/sources",
                "/patterns",
                "/sessions/abcd",
                "/api/openapi",
                "/nothing",
                "/api",
                "/h2-console",
                "/actuator")) {
            assertThat(ask("GET", target, here()).status()).as(target).isEqualTo(401);
        }
    }

    @Test
    void tellsAStrangerNoPageTokenInAnErrorPage() throws IOException {
        Answer answer = ask("GET", "/css/nothing.css", here(), "Accept: text/html");

        assertThat(answer.status()).isIn(401, 404);
        assertThat(answer.body()).doesNotContain(csrf().substring("X-CSRF-TOKEN: ".length()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /{x} HTTP/1.1", "FOO", "GET / HTTP/9.1", "GET /\u0001 HTTP/1.1"})
    void whatIsNoRequestGetsTheHeadersToo(String line) throws IOException {
        Answer answer = send(line, here());
        assertThat(answer.status()).isBetween(400, 599);
        HeaderFilter.HEADERS.forEach(
                (name, value) -> assertThat(answer.header(name)).as(name).contains(value));
        assertThat(answer.body())
                .startsWith("Reprise does not understand this request")
                .doesNotContain("Tomcat", "<html");
    }

    @Test
    void answersPingToEverybodyHere() throws IOException {
        Answer answer = ask("GET", "/ping", here());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).matches("reprise \\d\\S*");
    }

    @Test
    void writesTheTokenForItsOwnerOnly() throws IOException {
        assertThat(Files.getPosixFilePermissions(data().resolve("token")))
                .isEqualTo(java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
    }

    private String csrf() throws IOException {
        Matcher meta = Pattern.compile("name=\"csrf\" content=\"([^\"]+)\"")
                .matcher(ask("GET", "/", here(), cookie()).body());
        assertThat(meta.find()).isTrue();
        return "X-CSRF-TOKEN: " + meta.group(1);
    }
}
