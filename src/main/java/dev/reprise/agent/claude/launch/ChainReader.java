package dev.reprise.agent.claude.launch;

import dev.reprise.agent.EntryKind;
import dev.reprise.agent.EntryRow;
import dev.reprise.agent.Finding;
import dev.reprise.agent.Line;
import dev.reprise.agent.Lines;
import dev.reprise.agent.LogBytes;
import dev.reprise.agent.LogFold;
import dev.reprise.agent.SourceFile;
import dev.reprise.agent.Uuid;
import dev.reprise.agent.claude.fold.ClaudeReader;
import dev.reprise.agent.claude.record.ClaudeRecord;
import dev.reprise.agent.claude.record.LineRecords;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads what a {@link Chain} is made of from a log. */
final class ChainReader {

    private static final int CHUNK = 256 * 1024;
    /** Book-keeping has its type among its first bytes, and is short. */
    private static final int SHORT = 16 * 1024;

    private static final int WORDS = 100;

    private final LogFold fold;
    private final List<Chain.Node> nodes = new ArrayList<>();
    private final Map<UUID, Integer> places = new HashMap<>();
    private final List<Chain.Kept> kept = new ArrayList<>();
    private Chain.@Nullable Named named;

    private ChainReader(SourceFile file) {
        fold = new ClaudeReader().fold(file, null);
    }

    /** @param named null if no {@code last-prompt} names a record */
    record Read(Chain chain, Chain.@Nullable Named named) {}

    static Read read(SourceFile file, LogBytes log) throws IOException {
        ChainReader reader = new ChainReader(file);
        Lines lines = new Lines(0, 0, reader::line);
        byte[] chunk = new byte[CHUNK];
        try (InputStream in = log.open()) {
            for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                lines.feed(chunk, 0, n);
            }
        }
        lines.rest().ifPresent(reader::line);
        return new Read(new Chain(reader.nodes, reader.kept), reader.named);
    }

    private void line(Line line) {
        fold.line(line, this::found);
        int length = line.to() - line.from();
        if (length <= SHORT) {
            String text = new String(line.bytes(), line.from(), length, StandardCharsets.ISO_8859_1);
            if (text.contains("last-prompt") || text.contains("logicalParentUuid")) {
                LineRecords.whole(line, 0).forEach(this::record);
            }
        }
    }

    private void record(ClaudeRecord r) {
        Integer place = r.uuid == null ? null : places.get(Uuid.of(r.uuid));
        if (place != null && r.parentUuid == null) {
            nodes.set(place, nodes.get(place).beginning());
        }
        if (r.type.equals("last-prompt") && r.leafUuid != null) {
            named = new Chain.Named(Uuid.of(r.leafUuid), r.explicit);
        }
        if (r.preservedHead != null && r.preservedAnchor != null && r.preservedTail != null) {
            kept.add(new Chain.Kept(Uuid.of(r.preservedHead), Uuid.of(r.preservedAnchor), Uuid.of(r.preservedTail)));
        }
    }

    private void found(Finding finding) {
        if (!(finding instanceof Finding.EntryFound(EntryRow row, var text)) || row.uuid() == null) {
            return;
        }
        Integer known = places.get(row.uuid());
        Chain.Node node = node(row, row.uuid());
        if (known == null) {
            places.put(row.uuid(), nodes.size());
            nodes.add(node);
        } else {
            nodes.set(known, both(nodes.get(known), node));
        }
    }

    private static Chain.Node node(EntryRow row, UUID uuid) {
        EntryKind kind = row.kind();
        return new Chain.Node(
                uuid,
                row.parent(),
                row.at() == null ? 0 : row.at().toEpochMilli(),
                row.sidechain(),
                isSent(kind),
                isAsked(kind),
                isAnswer(kind),
                false,
                row.line(),
                kind == EntryKind.PROMPT || kind == EntryKind.COMMAND ? words(row.preview()) : "");
    }

    private static String words(String preview) {
        return dev.reprise.agent.Clip.to(preview, WORDS);
    }

    /** Blocks of one record. */
    private static Chain.Node both(Chain.Node a, Chain.Node b) {
        return new Chain.Node(
                a.uuid(),
                a.parent(),
                a.at(),
                a.sidechain(),
                a.message() || b.message(),
                a.asked() || b.asked(),
                a.answer() || b.answer(),
                a.boundary() || b.boundary(),
                a.line(),
                a.words().isEmpty() ? b.words() : a.words());
    }

    /** Also what the client says in somebody's name. */
    private static boolean isSent(EntryKind kind) {
        return kind.said() || kind == EntryKind.SUMMARY || kind == EntryKind.REPAIR || kind == EntryKind.META;
    }

    private static boolean isAsked(EntryKind kind) {
        return switch (kind) {
            case PROMPT, COMMAND, IMAGE, DOCUMENT -> true;
            default -> false;
        };
    }

    private static boolean isAnswer(EntryKind kind) {
        return switch (kind) {
            case REPLY, THINKING, TOOL_CALL, ERROR -> true;
            default -> false;
        };
    }
}
