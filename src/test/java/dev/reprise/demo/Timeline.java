package dev.reprise.demo;

import java.util.Random;

/** The time that passes while a story is told. Where it lies on the calendar is known only when the story has ended. */
final class Timeline {

    private final Random random;
    private long millis;
    private String when = "";

    Timeline(Random random) {
        this.random = random;
    }

    /** A point of a timeline; a placeholder ({@link DemoTimes}) once the timeline is {@link #endAt placed}. */
    record Moment(Timeline timeline, long millis) {
        /** Without brackets, so many milliseconds later. */
        String time(long later) {
            long offset = millis - timeline.millis + later;
            return timeline.when + (offset < 0 ? "" : "+") + offset;
        }

        @Override
        public String toString() {
            return "⟦" + time(0) + "⟧";
        }
    }

    /** The same as a number of milliseconds. */
    record Millis(Moment moment) {
        @Override
        public String toString() {
            return "⟦ms " + moment.time(0) + "⟧";
        }
    }

    Moment now() {
        return new Moment(this, millis);
    }

    /** Lets between {@code from} and {@code to} seconds go by. */
    void pass(double from, double to) {
        millis += Math.round((from + random.nextDouble() * (to - from)) * 1000) + random.nextInt(900);
    }

    void passMinutes(long minutes) {
        millis += minutes * 60_000;
    }

    /** What has gone by since the story began, in milliseconds. */
    long elapsed() {
        return millis;
    }

    /** Places the story so that it ends then: {@code 52m} or {@code 5h} ago, or {@code 3d 16:40}. */
    void endAt(String end) {
        when = end;
    }

    Moment start() {
        return new Moment(this, 0);
    }

    Moment end() {
        return new Moment(this, millis);
    }
}
