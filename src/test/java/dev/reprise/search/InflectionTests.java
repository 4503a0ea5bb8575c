package dev.reprise.search;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InflectionTests {

    @ParameterizedTest
    @CsvSource({
        "timeout,timeouts",
        "timeouts,timeout",
        "fix,fixes",
        "fixes,fix",
        "fixing,fixed",
        "running,run",
        "run,running",
        "stopped,stop",
        "caching,cache",
        "cache,cached",
        "query,queries",
        "queries,query",
        "retry,retried",
        "migrate,migrating",
        "migrating,migrate",
        "failed,fail",
        "matches,match",
        "tests,testing"
    })
    void findsOtherForms(String word, String form) {
        assertThat(Inflection.of(word)).contains(form).doesNotContain(word);
    }

    @ParameterizedTest
    @ValueSource(strings = {"utf8", "get_user", "漢字", "us", "naïve", "a"})
    void leavesAloneWhatIsNoPlainWord(String word) {
        assertThat(Inflection.of(word)).isEmpty();
    }

    @Test
    void cutsNoWordThatOnlyLooksLikeAnEnding() {
        assertThat(Inflection.of("status")).doesNotContain("statu");
        assertThat(Inflection.of("class")).doesNotContain("clas");
        assertThat(Inflection.of("string")).contains("strings").doesNotContain("str");
        assertThat(Inflection.of("redis")).doesNotContain("redi");
    }
}
