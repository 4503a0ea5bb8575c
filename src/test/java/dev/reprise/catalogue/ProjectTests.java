package dev.reprise.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.agent.claude.ClaudeCode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProjectTests {

    private static Project project(@Nullable String cwd) {
        return Project.of(new ClaudeCode(), cwd);
    }

    @ParameterizedTest
    @CsvSource({
        "/home/ada/acme/api, acme/api",
        "/home/ada/code/acme/api, acme/api",
        "/home/ada/api, api",
        "/home/ada, ada",
        "/Users/ada/src/github.com/acme/api/, acme/api",
        "C:\\Users\\ada\\work\\api, api",
        "/, /",
        "/srv/shop, srv/shop",
        "/home/ada/acme/api/.claude/worktrees/fix-login, acme/api",
        "/home/ada/acme/api/.claude/worktrees/fix-login/web, acme/api",
    })
    void isCalledByTheFoldersThatSaySomething(String cwd, String label) {
        assertThat(project(cwd).label()).isEqualTo(label);
    }

    @Test
    void takesAWorktreeForItsRepository() {
        assertThat(project("/w/api/.claude/worktrees/x").dir()).isEqualTo("/w/api");
        assertThat(project("/w/api/")).isEqualTo(project("/w/api"));
    }

    @Test
    void boundsWhatALogSays() {
        Project project = project("/" + "x".repeat(5000));
        assertThat(project.dir()).hasSize(1000);
        assertThat(project.label()).hasSizeLessThanOrEqualTo(200);
        assertThat(project(null).dir()).isEmpty();
        assertThat(project(" ").label()).isNotBlank();
    }
}
