package dev.reprise.web.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.problem.Problem;
import dev.reprise.session.SessionFilter.Sort;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ListQueryTests {

    @Test
    void keepsWhatIsAskedForInTheAddress() {
        assertThat(query("a b&c", "/home/ü", null, null).with("state", "live"))
                .isEqualTo("/?q=a+b%26c&project=%2Fhome%2F%C3%BC&state=live");
        assertThat(query("x", null, null, null).with("q", null)).isEqualTo("/");
    }

    @Test
    void leavesOutBlankFields() {
        assertThat(query(" ", "", "", "").filtered()).isFalse();
        assertThat(query(" ", "", "", "").start()).isEqualTo("/");
    }

    @Test
    void groupsByDayOnlyWhatIsOrderedByTime() {
        assertThat(query(null, null, null, null).grouping()).isEqualTo("day");
        assertThat(query(null, null, "size", null).grouping()).isEqualTo("none");
        assertThat(query(null, null, "size", "project").order()).isEqualTo(Sort.PROJECT);
    }

    @Test
    void refusesAnOrderThatDoesNotExist() {
        assertThatThrownBy(() -> query(null, null, "colour", null).order())
                .isInstanceOf(Problem.class)
                .hasMessageContaining("order");
    }

    private static ListQuery query(
            @Nullable String q, @Nullable String project, @Nullable String sort, @Nullable String group) {
        return new ListQuery(null, q, project, null, null, null, null, null, null, null, sort, group, null, null, null);
    }
}
