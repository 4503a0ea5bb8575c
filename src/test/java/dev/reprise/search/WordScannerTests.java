package dev.reprise.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordScannerTests {

    /** Words with their positions: {@code word@0}. */
    private static String words(String text) {
        List<String> words = new ArrayList<>();
        WordScanner scanner = new WordScanner().of(text, text.length());
        while (scanner.next()) {
            words.add(new String(scanner.word, 0, scanner.length) + "@" + scanner.position);
        }
        return String.join(" ", words);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            fix the Login                | fix@0 the@1 login@2
            get_user_name x              | get_user_name@0 get@0 user@1 name@2 x@3
            getUserName                  | getusername@0 get@0 user@1 name@2
            HTTPServerError              | httpservererror@0 http@0 server@1 error@2
            src/auth.ts                  | src@0 auth@1 ts@2
            --no-open=1                  | no@0 open@1 1@2
            error TS2345:                | error@0 ts2345@1 ts@1 2345@2
            utf8 h2 sha256               | utf8@0 h2@1 sha256@2 sha@2 256@3
            __init__                     | init@0
            MAX_HTTP2_SIZE               | max_http2_size@0 max@0 http2@1 size@2
            Straße STRASSE               | strasse@0 strasse@1
            Café naïve Ångström          | cafe@0 naive@1 angstrom@2
            Привет мир                   | привет@0 мир@1
            搜索引擎                      | 搜索@0 索引@1 引擎@2 擎@3
            修复 login 问题                | 修复@0 复@1 login@2 问题@3 题@4
            テスト                        | テス@0 スト@1 ト@2
            로그인                        | 로그@0 그인@1 인@2
            ship it 🚀 now               | ship@0 it@1 🚀@2 now@3
            a1b2c3d4e5                   | a1b2c3d4e5@0
            ＡＢＣ                        | abc@0
            don't                        | don@0 t@1
            """)
    void takesWordsOfPeopleAndOfCode(String text, String expected) {
        assertThat(words(text)).isEqualTo(expected);
    }

    @Test
    void foldsWhatIsWrittenApart() {
        assertThat(words("re\u0301sume\u0301")).isEqualTo(words("résumé")).isEqualTo("resume@0");
    }

    @Test
    void knowsALongWordByItsBeginning() {
        String noise = "Ab9".repeat(50_000);
        WordScanner scanner = new WordScanner().of(noise, noise.length());
        assertThat(scanner.next()).isTrue();
        assertThat(scanner.length).isEqualTo(WordScanner.LONGEST);
        assertThat(scanner.end).isEqualTo(noise.length());
    }

    /** Whatever the text is: words lie in it, in order, and positions never go back by more than one word's parts. */
    @Test
    void neverLeavesTheText() {
        Random random = new Random(7);
        String signs = "abcXYZ019_-./ \n\tßé漢字テ🚀\uD800\u0301한";
        for (int round = 0; round < 3_000; round++) {
            String text = random.ints(random.nextInt(60), 0, signs.length())
                    .mapToObj(i -> String.valueOf(signs.charAt(i)))
                    .collect(Collectors.joining());
            WordScanner scanner = new WordScanner().of(text, text.length());
            int before = 0;
            int position = 0;
            while (scanner.next()) {
                assertThat(scanner.length).as(text).isPositive();
                assertThat(scanner.start).as(text).isBetween(0, scanner.end - 1);
                assertThat(scanner.end).as(text).isLessThanOrEqualTo(text.length());
                assertThat(scanner.position).as(text).isGreaterThanOrEqualTo(position);
                if (!scanner.part) {
                    assertThat(scanner.start).as(text).isGreaterThanOrEqualTo(before);
                    before = scanner.start;
                }
                position = scanner.position;
            }
        }
    }
}
