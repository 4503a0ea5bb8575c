package dev.reprise.web.conversation;

import dev.reprise.transcript.Turn;
import dev.reprise.web.shell.Format;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The turns of a session beside its conversation. Of very many turns only those around the place are listed, so that a
 * page costs the same whatever the session's size.
 *
 * @param turns how many there are; what was sent and not answered is listed too, and no turn
 * @param items those listed
 * @param earlier address that lists those before; null if there are none. {@code later} likewise
 * @param map the whole session as segments, neighbours taken together where they would be too thin to see
 */
public record Outline(
        int turns,
        List<OutlineItem> items,
        @Nullable String earlier,
        int earlierTurns,
        @Nullable String later,
        int laterTurns,
        List<OutlineItem> map) {

    private static final int MAX = 160;
    private static final int THINNEST = 6;

    /** @param position of the first entry shown, among {@code total} */
    public static Outline of(List<Turn> turns, int total, int position, Format format) {
        List<OutlineItem> all = OutlineItem.of(turns, total, format);
        int from = 0;
        int to = all.size();
        if (to > MAX) {
            int here = 0;
            while (here + 1 < turns.size() && turns.get(here + 1).position() <= position) {
                here++;
            }
            from = Math.clamp(here - MAX / 2L, 0, all.size() - MAX);
            to = from + MAX;
        }
        return new Outline(
                (int) turns.stream().filter(Turn::answered).count(),
                all.subList(from, to),
                from == 0 ? null : all.get(Math.max(0, from - MAX / 2)).href(),
                from,
                to == all.size()
                        ? null
                        : all.get(Math.min(all.size() - 1, to + MAX / 2)).href(),
                all.size() - to,
                map(all));
    }

    private static List<OutlineItem> map(List<OutlineItem> all) {
        List<OutlineItem> map = new ArrayList<>();
        for (OutlineItem item : all) {
            OutlineItem last = map.isEmpty() ? null : map.getLast();
            if (last != null && last.height() < THINNEST && last.kind().equals(item.kind())) {
                map.set(map.size() - 1, last.with(item));
            } else {
                map.add(item);
            }
        }
        return map;
    }
}
