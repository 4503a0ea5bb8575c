package dev.reprise.web.conversation;

import dev.reprise.transcript.Stretch;
import dev.reprise.transcript.Turn;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which entries of a conversation are shown at a time: whole turns, but of long work and of long talk only a piece.
 *
 * @param first position of the first entry of the first part; {@code end} one past the last; {@code total} entries of the
 *     conversation
 */
public record Excerpt(int first, int end, int total, List<Part> parts) {

    /** Entries shown at once, about. */
    public static final int WINDOW = 48;

    /** Work of up to so many entries comes with its turn, folded; longer work comes when it is unfolded. */
    private static final int BRIEF = 16;

    /** Entries before the place of an address within long work. */
    private static final int CONTEXT = WINDOW / 4;

    /**
     * A turn, or what stands before the first one.
     *
     * @param turn null where there is none, or where what is shown goes on in the middle of one
     * @param before the turn before it
     * @param work what is folded; empty where nothing was done
     * @param open whether it is unfolded
     */
    record Part(@Nullable Turn turn, @Nullable Turn before, Stretch opening, Piece work, Piece rest, boolean open) {

        int shown() {
            return opening.size() + work.shown().size() + rest.shown().size();
        }
    }

    /** Of all these entries those that are shown. */
    record Piece(Stretch all, Stretch shown) {

        static Piece whole(int from, int to) {
            return new Piece(new Stretch(from, to), new Stretch(from, to));
        }

        static Piece none(int from, int to) {
            return new Piece(new Stretch(from, to), new Stretch(from, from));
        }

        /** Those from {@code place} on, at most a window of them. */
        static Piece from(int place, int from, int to) {
            int low = Math.clamp(place, from, to);
            return new Piece(new Stretch(from, to), new Stretch(low, Math.min(to, low + WINDOW)));
        }

        boolean isEmpty() {
            return all.size() == 0;
        }
    }

    /** From the turn on that holds this position. That piece is shown, and unfolded where it is work. */
    public static Excerpt around(List<Turn> turns, int total, int position) {
        int place = Math.clamp(position, 0, Math.max(0, total - 1));
        return forward(turns, total, index(turns, place), place, false);
    }

    /** What stands from this position on. What goes on in the middle of a turn is not folded: its fold is on the page. */
    public static Excerpt after(List<Turn> turns, int total, int position) {
        int place = Math.clamp(position, 0, total);
        return forward(turns, total, index(turns, place), place, true);
    }

    /** The turns before this position, the last of them up to it. */
    public static Excerpt before(List<Turn> turns, int total, int position) {
        int end = Math.clamp(position, 0, total);
        List<Part> parts = new ArrayList<>();
        int first = end;
        int shown = 0;
        for (int i = index(turns, Math.max(0, end - 1)); i >= -1 && first > 0 && shown < WINDOW; i--) {
            Part part = part(turns, total, i, end == total && parts.isEmpty() ? total - 1 : -1);
            parts.addFirst(part);
            shown += part.shown();
            first = part.opening().from();
        }
        return new Excerpt(first, end, total, parts);
    }

    private static Excerpt forward(List<Turn> turns, int total, int index, int place, boolean on) {
        List<Part> parts = new ArrayList<>();
        int end = on ? place : start(turns, index);
        int first = end;
        int shown = 0;
        for (int i = index; i < turns.size() && end < total && shown < WINDOW; i++) {
            int start = start(turns, i);
            int stop = i + 1 < turns.size() ? turns.get(i + 1).position() : total;
            if (stop == start) {
                continue;
            }
            Part part = on && i == index && place > start
                    ? new Part(
                            null,
                            null,
                            new Stretch(place, place),
                            Piece.none(place, place),
                            Piece.from(place, place, stop),
                            false)
                    : part(turns, total, i, !on && i == index ? place : -1);
            parts.add(part);
            shown += part.shown();
            end = stop;
        }
        return new Excerpt(first, end, total, parts);
    }

    /** @param place the position that has to be shown; -1: none in it */
    private static Part part(List<Turn> turns, int total, int i, int place) {
        int end = i + 1 < turns.size() ? turns.get(i + 1).position() : total;
        if (i < 0) {
            return new Part(
                    null, null, new Stretch(0, 0), Piece.none(0, 0), Piece.from(context(place, 0, end), 0, end), false);
        }
        Turn turn = turns.get(i);
        int first = turn.extent().first();
        int work = Math.min(turn.extent().work(), end);
        int rest = Math.min(turn.extent().rest(), end);
        boolean inWork = place >= work && place < rest;
        Piece done = rest - work <= BRIEF
                ? Piece.whole(work, rest)
                : inWork ? Piece.from(context(place, work, rest), work, rest) : Piece.none(work, rest);
        return new Part(
                turn,
                i == 0 ? null : turns.get(i - 1),
                new Stretch(first, work),
                done,
                Piece.from(context(place, rest, end), rest, end),
                inWork);
    }

    private static int context(int place, int from, int to) {
        if (place < from || to - from <= WINDOW) {
            return from;
        }
        return Math.clamp(place - CONTEXT, from, to - WINDOW);
    }

    private static int start(List<Turn> turns, int index) {
        return index < 0 ? 0 : turns.get(index).position();
    }

    /** The last turn that starts at or before this position; -1 before the first. */
    private static int index(List<Turn> turns, int position) {
        int low = 0;
        int high = turns.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (turns.get(middle).position() <= position) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low - 1;
    }

    /** Every stretch that is shown, in order: of each part its opening, its work and its rest. */
    public List<Stretch> stretches() {
        List<Stretch> all = new ArrayList<>();
        for (Part part : parts) {
            all.add(part.opening());
            all.add(part.work().shown());
            all.add(part.rest().shown());
        }
        return all;
    }
}
