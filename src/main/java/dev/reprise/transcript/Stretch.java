package dev.reprise.transcript;

/** Entries {@code [from, to)} of a conversation by their positions, from 0. */
public record Stretch(int from, int to) {

    public Stretch {
        if (from < 0 || to < from) {
            throw new IllegalArgumentException("A stretch from " + from + " to " + to);
        }
    }

    public int size() {
        return to - from;
    }

    public boolean has(int position) {
        return position >= from && position < to;
    }
}
