package dev.reprise.agent.claude.layout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.agent.SourceFile;
import dev.reprise.agent.claude.ClaudeCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LayoutTests {
    private static final String ID = "0a1b2c3d-0000-4000-8000-00000000abcd";

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
                    projects/-w/ID.jsonl, TRANSCRIPT, ID, -, log
                    projects/-w/0A1B2C3D-0000-4000-8000-00000000ABCD.jsonl, TRANSCRIPT, ID, -, log
                    projects/-w/agent-a1b2c3d.jsonl, SUBAGENT, -, a1b2c3d, log
                    projects/-w/notes.jsonl, SIDECAR, -, -, other
                    projects/-w/ID/subagents/agent-a0123.jsonl, SUBAGENT, ID, a0123, log
                    projects/-w/ID/subagents/agent-a0123.meta.json, SIDECAR, ID, a0123, meta
                    projects/-w/ID/subagents/workflows/wf_1/agent-x.jsonl, SUBAGENT, ID, x, log
                    projects/-w/ID/subagents/workflows/wf_1/journal.jsonl, SIDECAR, ID, -, journal
                    projects/-w/ID/workflows/scripts/a.js, SIDECAR, ID, -, workflow
                    projects/-w/ID/tool-results/toolu_1.txt, SIDECAR, ID, -, tool-result
                    projects/-w/ID/custom-title.json, SIDECAR, ID, -, title
                    projects/-w/ID/archived.json, SIDECAR, ID, -, archived
                    projects/-w/memory/MEMORY.md, SIDECAR, -, -, project
                    projects/-w/memory/x/y.md, SIDECAR, -, -, project
                    projects/-w/notes.txt, SIDECAR, -, -, project
                    projects/stray.jsonl, SIDECAR, -, -, project
                    projects/-w/ID/unknown/file, SIDECAR, ID, -, other
                    projects/ID.jsonl, TRANSCRIPT, ID, -, log
                    projects/-w/-w/ID.jsonl, TRANSCRIPT, ID, -, log
                    projects/-w/a/b/ID.jsonl, TRANSCRIPT, ID, -, log
                    file-history/ID/0123456789abcdef@v2, SIDECAR, ID, -, file-history
                    image-cache/ID/1.png, SIDECAR, ID, -, image
                    tasks/ID/1.json, SIDECAR, ID, -, task
                    todos/ID-agent-ID.json, SIDECAR, ID, ID, todo
                    plans/quiet-otter.md, SIDECAR, -, -, plan
                    history.jsonl, HISTORY, -, -, history
                    """)
    void knowsEveryFileThatBelongsIntoTheVault(String path, String role, String session, String agent, String kind) {
        SourceFile file =
                new ClaudeCode().sources().classify(path.replace("ID", ID)).orElseThrow();
        assertThat(file.role().name()).isEqualTo(role);
        assertThat(file.session()).isEqualTo(session == null ? null : session.replace("ID", ID));
        assertThat(file.agentId()).isEqualTo(agent == null ? null : agent.replace("ID", ID));
        assertThat(file.kind()).isEqualTo(kind);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "settings.json",
                ".credentials.json",
                "sessions/12.json",
                "sessions/12.abc.key",
                "tasks/ID/.lock",
                "shell-snapshots/a.sh",
                "plans/../settings.json",
                "projects//ID.jsonl",
                "history.jsonl/x"
            })
    void leavesTheRestAlone(String path) {
        assertThat(new ClaudeCode().sources().classify(path.replace("ID", ID))).isEmpty();
    }

    @Test
    void knowsWhereTheClientLooksForALog() {
        ClaudeCode claude = new ClaudeCode();
        String well = "projects/-w/" + ID + ".jsonl";
        assertThat(claude.sources().placeFor(claude.sources().classify(well).orElseThrow(), "/elsewhere"))
                .isEqualTo(well);
        String astray = "projects/-w/-w/" + ID + ".jsonl";
        assertThat(claude.sources().placeFor(claude.sources().classify(astray).orElseThrow(), "/a/b"))
                .isEqualTo("projects/-a-b/" + ID + ".jsonl");
        assertThat(claude.sources().placeFor(claude.sources().classify(astray).orElseThrow(), null))
                .isEqualTo(well);
    }

    @Test
    void namesTheFolderOfADirectoryAsTheClientDoes() {
        assertThat(ProjectFolder.of("/home/mia/a.b_c d-é🎉")).isEqualTo("-home-mia-a-b-c-d----");
        assertThat(ProjectFolder.of("/" + "x".repeat(199))).hasSize(200);
        assertThat(ProjectFolder.of("/" + "x".repeat(200))).startsWith("-xxx").hasSizeGreaterThan(201);
    }
}
