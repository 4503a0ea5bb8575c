package dev.reprise.agent.claude.fold;

import dev.reprise.agent.Entry;
import dev.reprise.agent.FileMark;
import dev.reprise.agent.Glimpse;
import dev.reprise.agent.Line;
import dev.reprise.agent.LogFold;
import dev.reprise.agent.Reader;
import dev.reprise.agent.SideFacts;
import dev.reprise.agent.SourceFile;
import dev.reprise.agent.SourceFile.Role;
import dev.reprise.agent.claude.record.ClaudeRecord;
import dev.reprise.agent.claude.record.FileMarks;
import dev.reprise.agent.claude.record.LineRecords;
import dev.reprise.agent.claude.record.LineRecords.Root;
import dev.reprise.agent.claude.record.Pictures;
import dev.reprise.agent.claude.record.SideFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the logs of Claude Code, clients 1.0 to 2.1 (docs/formats/claude.md). */
public class ClaudeReader implements Reader {

    private static final ByteSearch HISTORY = new ByteSearch("\"file-history-");
    private static final ByteSearch RESULT = new ByteSearch("\"toolUseResult\"");
    private static final ByteSearch NOTEBOOK = new ByteSearch("\"notebook_path\"");
    private static final ByteSearch PATH = new ByteSearch("\"filePath\"");

    /** Characters of a text that a page gets at most. */
    static final int SHOWN = 200_000;

    @Override
    public String version() {
        return "claude 6";
    }

    @Override
    public LogFold fold(SourceFile file, @Nullable String state) {
        return file.role() == Role.HISTORY ? new HistoryFold(file, state) : new ClaudeFold(file, state);
    }

    @Override
    public Glimpse glimpse(SourceFile file, byte[] head, byte[] tail) {
        return Glimpses.of(file, head, tail);
    }

    @Override
    public List<Entry> read(Line record) {
        List<Entry> entries = new ArrayList<>();
        for (Root root : LineRecords.of(record, SHOWN)) {
            ClaudeRecord rec = root.rec();
            if (rec == null) {
                entries.add(unreadable(record, root));
            } else {
                entries.addAll(Entries.of(rec, true));
            }
        }
        return entries;
    }

    private static Entry unreadable(Line line, Root root) {
        int to = Math.min(root.to(), root.from() + SHOWN);
        return new Entry.Unreadable(
                new Entry.Head(0, null, null, false),
                root.reason(),
                new Entry.Text(LineRecords.text(line.bytes(), root.from(), to), root.to() - root.from()));
    }

    @Override
    public List<EntryText> texts(Line record) {
        List<EntryText> texts = new ArrayList<>();
        for (Root root : LineRecords.of(record, SEARCHED)) {
            ClaudeRecord rec = root.rec();
            if (rec != null) {
                for (Entry entry : Entries.of(rec, false)) {
                    String text = EntryTexts.of(entry, rec);
                    if (!text.isEmpty()) {
                        texts.add(new EntryText(entry.head().block(), text));
                    }
                }
            }
        }
        return texts;
    }

    @Override
    public Optional<byte[]> picture(byte[] record, int index) {
        return Pictures.find(record, index);
    }

    @Override
    public Optional<SideFacts> side(SourceFile file, byte[] content) {
        return SideFile.read(file, content);
    }

    @Override
    public boolean tellsOfFiles(Line line) {
        return isIn(HISTORY, line) || isIn(RESULT, line) && (isIn(PATH, line) || isIn(NOTEBOOK, line));
    }

    private static boolean isIn(ByteSearch word, Line line) {
        return word.isIn(line.bytes(), line.from(), line.to());
    }

    @Override
    public List<FileMark> files(Line line) {
        return FileMarks.of(line);
    }

    @Override
    public boolean isHeadless(String entrypoint) {
        return entrypoint.startsWith("sdk");
    }

    @Override
    public boolean isInternal(String agentId) {
        return agentId.startsWith("acompact-") || agentId.startsWith("aprompt_suggestion-");
    }
}
