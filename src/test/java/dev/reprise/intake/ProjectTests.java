package dev.reprise.intake;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProjectTests {

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
        assertThat(Project.of(cwd).label()).isEqualTo(label);
    }

    @Test
    void takesAWorktreeForItsRepository() {
        assertThat(Project.of("/w/api/.claude/worktrees/x").dir()).isEqualTo("/w/api");
        assertThat(Project.of("/w/api/")).isEqualTo(Project.of("/w/api"));
    }

    @Test
    void boundsWhatALogSays() {
        Project project = Project.of("/" + "x".repeat(5000));
        assertThat(project.dir()).hasSize(1000);
        assertThat(project.label()).hasSizeLessThanOrEqualTo(200);
        assertThat(Project.of(null).dir()).isEmpty();
        assertThat(Project.of(" ").label()).isNotBlank();
    }
}
