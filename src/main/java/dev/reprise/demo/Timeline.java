package dev.reprise.demo;

import java.time.Instant;
import java.util.Random;

/** The time that passes while a story is told. Where it lies on the calendar is known only when the story has ended. */
final class Timeline {

    private final Random random;
    private long millis;
    private Instant start = Instant.EPOCH;

    Timeline(Random random) {
        this.random = random;
    }

    /** A point of a timeline; says an instant once the timeline is {@link #endAt placed}. */
    record Moment(Timeline timeline, long millis) {
        Instant instant() {
            return timeline.start.plusMillis(millis);
        }

        @Override
        public String toString() {
            Instant instant = instant();
            return instant.getNano() == 0 ? instant.toString().replace("Z", ".000Z") : instant.toString();
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

    /** Places the story so that it ends then. */
    void endAt(Instant end) {
        start = end.minusMillis(millis);
    }

    Instant start() {
        return start;
    }
}
