package dev.reprise.transcript;

import dev.reprise.agent.EntryKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Groups a conversation into turns; what stands before the first prompt belongs to none. */
final class Outline {

    private static final Set<String> CHANGES_FILES = Set.of("Edit", "Write", "MultiEdit", "NotebookEdit");

    private Outline() {}

    static List<Turn> of(List<Rows.Brief> entries, Branches.Abandoned abandoned) {
        List<Turn> turns = new ArrayList<>();
        for (int i = 0; i < entries.size(); ) {
            int end = i + 1;
            while (end < entries.size() && !opens(entries.get(end))) {
                end++;
            }
            Rows.Brief first = entries.get(i);
            if (opens(first)) {
                turns.add(turn(first, entries.subList(i, end), abandoned.holds(first.seq())));
            }
            i = end;
        }
        return turns;
    }

    private static boolean opens(Rows.Brief entry) {
        return switch (entry.kind()) {
            case PROMPT, COMMAND, SHELL, COMPACTION -> true;
            default -> false;
        };
    }

    private static Turn turn(Rows.Brief first, List<Rows.Brief> entries, boolean abandoned) {
        int tools = 0;
        int failures = 0;
        int files = 0;
        long last = first.at();
        for (Rows.Brief entry : entries) {
            tools += entry.kind() == EntryKind.TOOL_CALL ? 1 : 0;
            failures += entry.failed() ? 1 : 0;
            files +=
                    entry.kind() == EntryKind.TOOL_CALL && CHANGES_FILES.contains(String.valueOf(entry.tool())) ? 1 : 0;
            last = Math.max(last, entry.at());
        }
        return new Turn(
                first.position(),
                first.line(),
                first.kind().slug(),
                first.preview() == null ? "" : first.preview(),
                first.at() == 0 ? null : Instant.ofEpochMilli(first.at()),
                tools,
                files,
                failures,
                first.at() == 0 ? 0 : last - first.at(),
                abandoned);
    }
}
