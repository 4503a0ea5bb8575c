package dev.reprise.organise;

import dev.reprise.agent.CodingAgents;
import dev.reprise.agent.Titles;
import dev.reprise.catalogue.Sessions;
import dev.reprise.data.WholeFile;
import dev.reprise.label.Act;
import dev.reprise.label.Labels;
import dev.reprise.problem.Problem;
import dev.reprise.problem.Reason;
import dev.reprise.session.Protection;
import dev.reprise.session.Session;
import dev.reprise.session.SessionDetail.CopyOfLog;
import dev.reprise.session.SessionState;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Writes the name that a person gave a session into the CLI's own log, so that the CLI knows it too. The one thing that is ever
 * written there, and only on request: a record at the end of the log and its twin file. Never for a session that runs, or may.
 */
@Service
public class NamesInLogs {

    private final Sessions sessions;
    private final Labels labels;
    private final CodingAgents agents;

    NamesInLogs(Sessions sessions, Labels labels, CodingAgents agents) {
        this.sessions = sessions;
        this.labels = labels;
        this.agents = agents;
    }

    /**
     * What would be written.
     *
     * @param log the file that gets {@code appended} at its end
     * @param twin the file that gets {@code content}, in the place of {@code before}; that is null where there is none yet
     * @param size of the log now, bytes: what is written is written behind exactly that
     */
    public record Preview(
            String name,
            String log,
            String appended,
            String twin,
            @Nullable String before,
            String content,
            long size) {}

    /** @throws Problem CONFLICT with the reason where it cannot be, and what to do instead */
    public Preview preview(Session session) {
        String name = labels.of(session.id()).name();
        if (name == null) {
            throw refused("It has no name here. Name it first.");
        }
        Titles titles = titles(session);
        refuseWhatRuns(session, titles, name);
        if (name.equals(session.words().customTitle())) {
            throw refused("It is called that in its log already.");
        }
        Path log = log(session);
        Path twin = log.resolveSibling(titles.twin(session.id().value()));
        try {
            boolean ends = endsLine(log);
            return new Preview(
                    name,
                    log.toString(),
                    (ends ? "" : "\n") + titles.record(session.id().value(), name) + "\n",
                    twin.toString(),
                    Files.isRegularFile(twin, LinkOption.NOFOLLOW_LINKS) ? Files.readString(twin) : null,
                    titles.twinContent(name),
                    Files.size(log));
        } catch (IOException e) {
            throw new Problem(Reason.STORAGE, "Its log cannot be read: " + e.getMessage());
        }
    }

    private Titles titles(Session session) {
        return agents.get(session.id().agent())
                .titles()
                .orElseThrow(() -> refused("How this CLI keeps names is not known."));
    }

    private static void refuseWhatRuns(Session session, Titles titles, String name) {
        String instead = " Type " + titles.typed(name) + " in its window instead.";
        if (session.state() == SessionState.LIVE || session.state() == SessionState.UNSAVED) {
            throw refused("It runs: its client would write its own title over this one." + instead);
        }
        if (session.state() == SessionState.WRITING) {
            throw refused("Something writes its log just now. Wait until it is done." + instead);
        }
        if (session.state() == SessionState.UNKNOWN) {
            throw refused(
                    "Whether it runs cannot be seen from here, and a running client would write its own title over"
                            + " this one." + instead);
        }
    }

    private Path log(Session session) {
        List<CopyOfLog> there =
                sessions.copies(session.id()).stream().filter(CopyOfLog::there).toList();
        if (there.isEmpty()) {
            throw refused("Its log is only in the vault. Restore it first.");
        }
        if (there.size() > 1) {
            throw refused("There are two logs with its id. The CLI would not know which; move one away first.");
        }
        if (session.protection() != Protection.KEPT) {
            throw refused("Its log is not wholly in the vault yet. Wait until it is.");
        }
        CopyOfLog copy = there.getFirst();
        Path log = Path.of(copy.path());
        try {
            if (!Files.isRegularFile(log, LinkOption.NOFOLLOW_LINKS) || Files.size(log) != copy.bytes()) {
                throw refused("Its log changed a moment ago. Wait until that is read.");
            }
        } catch (IOException e) {
            throw new Problem(Reason.STORAGE, "Its log cannot be read: " + e.getMessage());
        }
        if (!Files.isWritable(log)) {
            throw refused("Its log cannot be written: " + log + " is read-only.");
        }
        return log;
    }

    private static boolean endsLine(Path log) throws IOException {
        try (FileChannel channel = FileChannel.open(log, StandardOpenOption.READ)) {
            ByteBuffer last = ByteBuffer.allocate(1);
            return channel.size() == 0 || channel.read(last, channel.size() - 1) == 1 && last.get(0) == '\n';
        }
    }

    /**
     * Writes it, and reads it again.
     *
     * @param size that the preview told
     * @throws Problem CONFLICT if it cannot be, or the log is another than the one that was previewed
     */
    public Preview write(String who, Session session, long size) {
        Preview preview = preview(session);
        if (preview.size() != size) {
            throw refused("Its log changed since you looked. Look again.");
        }
        Path log = Path.of(preview.log());
        byte[] record = preview.appended().getBytes(StandardCharsets.UTF_8);
        try {
            append(log, record, size);
            Path twin = Path.of(preview.twin());
            Files.createDirectories(Objects.requireNonNull(twin.getParent()));
            WholeFile.write(twin, preview.content().getBytes(StandardCharsets.UTF_8));
            if (!Files.readString(twin).equals(preview.content())) {
                throw new Problem(Reason.STORAGE, "What was written to " + twin + " reads otherwise. Look at it.");
            }
        } catch (IOException e) {
            throw new Problem(Reason.STORAGE, "It could not be written: " + e.getMessage());
        }
        labels.note(Act.of(who, "wrote the name " + preview.name() + " into its log"), 1);
        return preview;
    }

    private static void append(Path log, byte[] record, long size) throws IOException {
        try (FileChannel out = FileChannel.open(log, StandardOpenOption.APPEND)) {
            ByteBuffer bytes = ByteBuffer.wrap(record);
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        }
        try (FileChannel in = FileChannel.open(log, StandardOpenOption.READ)) {
            ByteBuffer read = ByteBuffer.allocate(record.length);
            while (read.hasRemaining() && in.read(read, size + read.position()) >= 0) {
                // on to the end
            }
            if (!java.util.Arrays.equals(read.array(), record)) {
                throw new Problem(
                        Reason.CONFLICT,
                        "Something else wrote to the log at the same moment. Nothing is lost; see with which name it resumes.");
            }
        }
    }

    private static Problem refused(String sentence) {
        return new Problem(Reason.CONFLICT, sentence);
    }
}
