package dev.reprise.agent.claude.launch;

import dev.reprise.agent.Brought;
import dev.reprise.agent.Launcher;
import dev.reprise.agent.LogBytes;
import dev.reprise.agent.LogContents;
import dev.reprise.agent.Running;
import dev.reprise.agent.SourceFile;
import dev.reprise.agent.Uuid;
import dev.reprise.agent.claude.fold.ClaudeReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** The command line of Claude Code (client/RESUME.md sections 1 and 2). */
public final class ClaudeLauncher implements Launcher {

    @Override
    public String program() {
        return "claude";
    }

    @Override
    public List<String> resumeWords(String nativeId, boolean fork, List<String> extra) {
        List<String> words = new ArrayList<>(List.of("claude", "--resume", nativeId.toLowerCase(Locale.ROOT)));
        if (fork) {
            words.add("--fork-session");
        }
        words.addAll(extra);
        return List.copyOf(words);
    }

    /** Background sessions are attached to by the first 8 characters of their job's or session's id. */
    @Override
    public List<String> attachWords(Running background) {
        String job = background.jobId() == null ? background.session() : background.jobId();
        return List.of("claude", "attach", job.length() > 8 ? job.substring(0, 8) : job);
    }

    /** Only with {@code -p}: in a terminal {@code --resume-session-at} is ignored without a word (client/RESUME.md section 1h). */
    @Override
    public List<String> forkAtWords(String nativeId, String record, String made) {
        return Uuid.is(record)
                ? List.of(
                        "claude",
                        "--resume",
                        nativeId.toLowerCase(Locale.ROOT),
                        "--fork-session",
                        "--resume-session-at",
                        record,
                        "--session-id",
                        made,
                        "-p",
                        "Please wait for my next message.")
                : List.of();
    }

    @Override
    public LogContents contents(SourceFile file, InputStream log) throws IOException {
        return new MessageSearch(new ClaudeReader().fold(file, null)).at(log);
    }

    @Override
    public Optional<Brought> brings(SourceFile file, LogBytes log) throws IOException {
        return Optional.of(new Bringing(ChainReader.read(file, log)).all());
    }

    @Override
    public boolean takeOut(SourceFile file, LogBytes log, UUID leaf, OutputStream to) throws IOException {
        Chain chain = ChainReader.read(file, log).chain();
        int at = chain.place(leaf);
        if (at == Chain.NONE) {
            return false;
        }
        new TakingOut(chain, at).write(log, to);
        return true;
    }

    @Override
    public boolean takesId(String nativeId) {
        return nativeId.equals(Uuid.lower(nativeId));
    }

    @Override
    public Optional<Boolean> trusts(Path home, boolean isDefault, String directory) {
        return Trust.of(isDefault ? home.resolveSibling(Trust.FILE) : home.resolve(Trust.FILE), directory);
    }

    @Override
    public boolean knowsFlag(String flag) {
        return Flags.KNOWN.contains(flag);
    }

    @Override
    public Optional<Trouble> idTrouble(String nativeId, List<String> fileNames) {
        if (nativeId.startsWith("agent-")) {
            return Optional.of(new Trouble(
                    "This is the log of a sub-agent, which cannot be resumed by itself.",
                    "Resume the session that started it."));
        }
        Optional<String> odd =
                fileNames.stream().filter(name -> !name.startsWith(nativeId)).findFirst();
        if (takesId(nativeId) && odd.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Trouble(
                "Claude Code resumes by file name and takes only a full lower-case UUID; this log is called "
                        + odd.orElse(nativeId) + ".",
                "Give the file a UUID of its own as its name, then resume that one."));
    }
}
