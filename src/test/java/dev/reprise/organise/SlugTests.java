package dev.reprise.organise;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlugTests {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "now fix the 3 failing tests in jwt.spec | fix-3-failing",
                "Flaky checkout test on Windows runners | flaky-checkout-test",
                "checkout.spec.ts | checkout-spec-ts",
                "Übergröße prüfen, bitte! | ubergroße-prufen-bitte",
                "ok, thanks | ''",
                "<script>alert(1)</script> | script-alert-1",
                "修复 登录 问题 | 修复-登录-问题",
                "../../etc/passwd; rm -rf ~ | etc-passwd-rm",
                "https://example.org/averyveryveryverylongpathpart/x | https-example-org-x",
            })
    void isTheFirstWordsThatSaySomething(String text, String name) {
        assertThat(Slug.of(text)).isEqualTo(name);
    }
}
