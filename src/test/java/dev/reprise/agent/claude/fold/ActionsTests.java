package dev.reprise.agent.claude.fold;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.agent.Action;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ActionsTests {

    private static Action action(String tool, String input) {
        byte[] bytes = ("xx" + input + "yy").getBytes(UTF_8);
        return Actions.of(tool, bytes, 2, bytes.length - 2);
    }

    @Test
    void saysWhatEachToolDoes() {
        assertThat(action("Bash", "{\"command\":\"ls\",\"description\":\"Lists\"}"))
                .isEqualTo(new Action.Shell("ls", "Lists"));
        assertThat(action("Edit", "{\"file_path\":\"/a\",\"old_string\":\"x\",\"new_string\":\"y\"}"))
                .isEqualTo(new Action.FileEdit("/a", List.of(new Action.Hunk("x", "y"))));
        assertThat(action("Edit", "{\"file_path\":\"/a\",\"old_string\":\"x\",\"new_string\":\"\"}"))
                .isEqualTo(new Action.FileEdit("/a", List.of(new Action.Hunk("x", ""))));
        assertThat(action("Write", "{\"file_path\":\"/a\",\"content\":\"all\"}"))
                .isEqualTo(new Action.FileEdit("/a", List.of(new Action.Hunk("", "all"))));
        assertThat(
                        action(
                                "MultiEdit",
                                "{\"file_path\":\"/a\",\"edits\":[{\"old_string\":\"x\",\"new_string\":\"y\"},{\"old_string\":\"p\",\"new_string\":\"q\"}]}"))
                .isEqualTo(new Action.FileEdit("/a", List.of(new Action.Hunk("x", "y"), new Action.Hunk("p", "q"))));
        assertThat(action("NotebookEdit", "{\"notebook_path\":\"/n\",\"new_source\":\"s\"}"))
                .isEqualTo(new Action.FileEdit("/n", List.of(new Action.Hunk("", "s"))));
        assertThat(action("Grep", "{\"pattern\":\"x\",\"path\":\"/p\"}")).isEqualTo(new Action.Search("x", "/p"));
        assertThat(action("Read", "{\"file_path\":\"/a\"}")).isEqualTo(new Action.FileRead("/a"));
        assertThat(action("TodoWrite", "{\"todos\":[{\"content\":\"a\",\"status\":\"pending\"}]}"))
                .isEqualTo(new Action.Todo(List.of(new Action.Item("a", "pending"))));
        assertThat(
                        action(
                                "AskUserQuestion",
                                "{\"questions\":[{\"question\":\"Which?\",\"options\":[{\"label\":\"H2\",\"description\":\"one file\"},{\"label\":\"none\"},{}]}]}"))
                .isEqualTo(new Action.Ask(List.of(new Action.Question(
                        "Which?", List.of(new Action.Option("H2", "one file"), new Action.Option("none", null))))));
        assertThat(action("WebFetch", "{\"url\":\"http://x\"}")).isEqualTo(new Action.Web("http://x"));
        assertThat(action("Task", "{\"subagent_type\":\"Explore\",\"description\":\"d\",\"prompt\":\"p\"}"))
                .isEqualTo(new Action.Task("Explore", "d", "p"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mcp__x__y|{\"a\":1}",
                "Edit|{}",
                "Edit|{\"file_path\":7}",
                "Bash|{\"command\":[]}",
                "TodoWrite|{\"todos\":\"x\"}",
                "AskUserQuestion|{}",
                "Bash|[1]",
                "Bash|{\"command\":",
                "Bash|nothing",
                "Bash|''"
            })
    void whatIsNotAsItShouldBeIsOther(String tool, String input) {
        assertThat(action(tool, input)).isEqualTo(new Action.Other());
    }

    @Test
    void boundsAndCleansWhatALogSays() {
        assertThat(action("Bash", "{\"command\":\"" + "x".repeat(900_000) + "\"}"))
                .isInstanceOfSatisfying(
                        Action.Shell.class, shell -> assertThat(shell.command()).hasSize(200_000));
        assertThat(action("Bash", "{\"command\":\"a\\u0000\\ud800\"}"))
                .isEqualTo(new Action.Shell("a\uFFFD\uFFFD", null));
        assertThat(action("Bash", "{\"a\":".repeat(5_000))).isEqualTo(new Action.Other());
    }
}
