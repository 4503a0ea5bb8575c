package dev.reprise.agent.claude.fold;

import dev.reprise.agent.Finding;
import dev.reprise.agent.Line;
import dev.reprise.agent.LogFacts;
import dev.reprise.agent.LogFold;
import dev.reprise.agent.SourceFile;
import dev.reprise.agent.claude.record.ClaudeRecord;
import dev.reprise.agent.claude.record.LineRecords;
import dev.reprise.agent.claude.record.LineRecords.Root;
import dev.reprise.agent.claude.record.Times;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code history.jsonl}: prompts typed in any session. It makes no rows. */
public final class HistoryFold implements LogFold {
    private static final int LIMIT = 4_000;
    private static final Pattern PASTED = Pattern.compile("\\[Pasted text #(\\d{1,9})(?: \\+\\d+ lines)?\\]");

    private final FoldState state;
    private final SourceFile file;

    HistoryFold(SourceFile file, @Nullable String saved) {
        this.file = file;
        this.state = FoldState.of(saved);
    }

    @Override
    public void line(Line line, Consumer<Finding> found) {
        read(line, LineRecords.of(line, LIMIT), found);
    }

    @Override
    public boolean unfinished(Line line, Consumer<Finding> found) {
        List<Root> roots = LineRecords.of(line, LIMIT);
        if (roots.isEmpty() || roots.stream().anyMatch(root -> root.rec() == null)) {
            return false;
        }
        read(line, roots, found);
        return true;
    }

    private void read(Line line, List<Root> roots, Consumer<Finding> found) {
        for (Root root : roots) {
            ClaudeRecord r = root.rec();
            if (r == null) {
                state.unreadable++;
                long offset = line.offset() + root.from() - line.from();
                found.accept(new Finding.Unreadable(line.number(), offset, root.to() - root.from(), root.reason()));
                continue;
            }
            Instant at = Times.millis(r.millis);
            if (at == null && r.millis != 0) {
                r.refused.add("timestamp");
            }
            for (String field : r.refused) {
                long offset = line.offset() + root.from() - line.from();
                found.accept(new Finding.RefusedValue(line.number(), offset, root.to() - root.from(), field));
            }
            if (r.value != null) {
                String session = r.sessionId == null ? null : r.sessionId.toLowerCase(Locale.ROOT);
                found.accept(new Finding.PromptTyped(
                        session, r.project, at, withPasted(r.value, r.pasted), isLocal(r.value)));
            }
        }
    }

    /** {@code [Pasted text #1 +39 lines]} stands where what was pasted belongs. */
    private static String withPasted(String display, Map<String, String> pasted) {
        if (pasted.isEmpty()) {
            return display;
        }
        return PASTED.matcher(display).replaceAll(mark -> {
            String text = pasted.get(mark.group(1));
            return Matcher.quoteReplacement(text == null ? mark.group() : text);
        });
    }

    private static boolean isLocal(String display) {
        String name = display.strip();
        int end = name.indexOf(' ');
        return name.startsWith("/") && TopicTracker.isHousekeeping(end < 0 ? name : name.substring(0, end));
    }

    @Override
    public LogFacts facts() {
        return new FactsKeeper(state, file).facts();
    }

    @Override
    public String state() {
        return state.json();
    }
}
