package dev.reprise.agent.claude;

import dev.reprise.agent.CodingAgent;
import dev.reprise.agent.Launcher;
import dev.reprise.agent.Reader;
import dev.reprise.agent.Sources;
import dev.reprise.agent.Titles;
import dev.reprise.agent.claude.fold.ClaudeReader;
import dev.reprise.agent.claude.launch.ClaudeLauncher;
import dev.reprise.agent.claude.launch.ClaudeTitles;
import dev.reprise.agent.claude.layout.ClaudeSources;
import java.util.Optional;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Claude Code, clients 1.0 to 2.1 (docs/formats/claude.md). */
@Component
@Order(0)
public class ClaudeCode implements CodingAgent {

    private final Sources sources = new ClaudeSources();
    private final Reader reader = new ClaudeReader();
    private final Launcher launcher = new ClaudeLauncher();
    private final Titles titles = new ClaudeTitles();

    @Override
    public String id() {
        return "claude";
    }

    @Override
    public String label() {
        return "Claude Code";
    }

    @Override
    public Sources sources() {
        return sources;
    }

    @Override
    public Reader reader() {
        return reader;
    }

    @Override
    public Launcher launcher() {
        return launcher;
    }

    @Override
    public Optional<Titles> titles() {
        return Optional.of(titles);
    }
}
