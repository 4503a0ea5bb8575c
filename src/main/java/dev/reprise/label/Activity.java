package dev.reprise.label;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something a person did to what is written of sessions. Never changed or taken away afterwards: an undo is another one.
 *
 * @param who did it: {@link Act#who}
 * @param what in words: {@code named it auth-refactor}, {@code tagged 12 sessions client-x}
 * @param sessions how many it changed
 * @param changes of these, where they are at most {@link #FEW}; else empty
 * @param undoes the one that this takes back; null if none
 * @param undone whether another one took it back
 * @param undoable whether it changed anything that can be taken back here
 */
public record Activity(
        long id,
        Instant at,
        String who,
        String what,
        int sessions,
        List<Change> changes,
        @Nullable Long undoes,
        boolean undone,
        boolean undoable) {

    /** Changes that are told one by one. */
    static final int FEW = 20;

    /** What was written of a session before and after. */
    public record Change(Label before, Label after) {}

    /** Something that was arranged, before and after; null: it was not there. */
    public record Rearranged(
            @Nullable Item before, @Nullable Item after) {}

    /** All that an act changed. */
    record Changes(List<Change> labels, List<Rearranged> items) {
        boolean isEmpty() {
            return labels.isEmpty() && items.isEmpty();
        }
    }
}
