package dev.reprise.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.reprise.agent.Cleanup;
import dev.reprise.agent.CodingAgent;
import dev.reprise.agent.Entry;
import dev.reprise.agent.EntryKind;
import dev.reprise.agent.EntryRow;
import dev.reprise.agent.Finding;
import dev.reprise.agent.Glimpse;
import dev.reprise.agent.Launcher;
import dev.reprise.agent.Line;
import dev.reprise.agent.LogContents;
import dev.reprise.agent.LogFacts;
import dev.reprise.agent.LogFold;
import dev.reprise.agent.Reader;
import dev.reprise.agent.Running;
import dev.reprise.agent.SourceFile;
import dev.reprise.agent.Sources;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A coding CLI that does not exist: {@code chats/ID.chat} with lines {@code TIME me TEXT} and {@code TIME it TEXT}. All that
 * Reprise needs to know of it stands here.
 */
final class TinyAgent implements CodingAgent, Sources, Reader, Launcher {

    private static final LogFacts.Origin ORIGIN = new LogFacts.Origin(null, null, null, false, null, List.of());

    @Override
    public String id() {
        return "tiny";
    }

    @Override
    public String label() {
        return "Tiny";
    }

    @Override
    public Sources sources() {
        return this;
    }

    @Override
    public Reader reader() {
        return this;
    }

    @Override
    public Launcher launcher() {
        return this;
    }

    @Override
    public List<Path> defaultHomes(UnaryOperator<@Nullable String> environment, Path userHome) {
        return List.of(defaultHome(userHome));
    }

    @Override
    public List<String> places() {
        return List.of("chats");
    }

    @Override
    public Optional<SourceFile> classify(String path) {
        return path.matches("chats/[a-z0-9-]+\\.chat")
                ? Optional.of(new SourceFile(
                        path,
                        SourceFile.Role.TRANSCRIPT,
                        path.substring("chats/".length(), path.length() - ".chat".length()),
                        null,
                        "log"))
                : Optional.empty();
    }

    @Override
    public List<Running> running(Path home) {
        return List.of();
    }

    @Override
    public Cleanup cleanup(Path home, @Nullable Path project, Instant now) {
        return new Cleanup(List.of(), Optional.empty(), null, null);
    }

    @Override
    public String homeVariable() {
        return "TINY_HOME";
    }

    @Override
    public Path defaultHome(Path userHome) {
        return userHome.resolve(".tiny");
    }

    @Override
    public String version() {
        return "tiny 1";
    }

    @Override
    public LogFold fold(SourceFile file, @Nullable String state) {
        return new Fold(state);
    }

    @Override
    public Glimpse glimpse(SourceFile file, byte[] head, byte[] tail) {
        Said first = Said.of(new Line(
                1, 0, new String(head, UTF_8).lines().findFirst().orElse("").getBytes(UTF_8)));
        return new Glimpse(
                null, null, first == null ? null : first.text, null, "/tiny", null, null, null, false, ORIGIN);
    }

    @Override
    public List<Entry> read(Line record) {
        Said said = Said.of(record);
        Entry.Head head = new Entry.Head(0, said == null ? null : said.at, null, false);
        if (said == null) {
            return List.of(new Entry.Unreadable(head, "That is no line of a chat.", new Entry.Text("")));
        }
        Entry.Text text = new Entry.Text(said.text);
        return List.of(said.me ? new Entry.Prompt(head, text, false) : new Entry.Reply(head, text, null));
    }

    @Override
    public Optional<byte[]> picture(byte[] record, int index) {
        return Optional.empty();
    }

    @Override
    public LogContents contents(SourceFile file, InputStream log) throws IOException {
        return log.read() < 0 ? LogContents.EMPTY : LogContents.CONVERSATION;
    }

    @Override
    public String program() {
        return "tiny";
    }

    @Override
    public List<String> resumeWords(String nativeId, boolean fork, List<String> extra) {
        return List.of("tiny", "--go-on", nativeId);
    }

    private record Said(Instant at, boolean me, String text) {
        static @Nullable Said of(Line line) {
            String[] parts = new String(line.bytes(), line.from(), line.to() - line.from(), UTF_8).split(" ", 3);
            return parts.length < 3 ? null : new Said(Instant.parse(parts[0]), parts[1].equals("me"), parts[2]);
        }
    }

    /** Its state is the number of lines, the number of prompts, the first prompt. */
    private static final class Fold implements LogFold {

        private int lines;
        private int prompts;
        private @Nullable String first;
        private @Nullable String last;
        private @Nullable Instant at;

        Fold(@Nullable String state) {
            if (state != null) {
                String[] parts = state.split("\n", 3);
                lines = Integer.parseInt(parts[0]);
                prompts = Integer.parseInt(parts[1]);
                first = parts[2];
                last = parts[2];
            }
        }

        @Override
        public void line(Line line, Consumer<Finding> found) {
            Said said = Said.of(line);
            if (said == null) {
                found.accept(new Finding.Unreadable(line.number(), line.offset(), line.length(), "no line of a chat"));
                return;
            }
            at = said.at;
            prompts += said.me ? 1 : 0;
            first = first == null && said.me ? said.text : first;
            last = said.me ? said.text : last;
            EntryKind kind = said.me ? EntryKind.PROMPT : EntryKind.REPLY;
            found.accept(new Finding.EntryFound(new EntryRow(
                    lines++,
                    new EntryRow.Span(line.number(), 0, line.offset(), line.length()),
                    kind,
                    kind.role(),
                    said.at,
                    null,
                    said.text,
                    null,
                    null,
                    null,
                    null,
                    false,
                    false,
                    false)));
        }

        @Override
        public boolean unfinished(Line line, Consumer<Finding> found) {
            return false;
        }

        @Override
        public LogFacts facts() {
            return new LogFacts(
                    new LogFacts.Kin(null, null, null),
                    new LogFacts.Period(at, at, 0, null),
                    new LogFacts.Counts(prompts, lines, 0, 0, 0, 0, 0),
                    new LogFacts.Words(null, null, null, first, last, null),
                    new LogFacts.Place("/tiny", "/tiny", null, null),
                    new LogFacts.Client(List.of(), List.of()),
                    LogFacts.Ending.ANSWERED,
                    false,
                    ORIGIN,
                    null,
                    dev.reprise.agent.Volume.NONE,
                    null);
        }

        @Override
        public String state() {
            return lines + "\n" + prompts + "\n" + first;
        }
    }
}
