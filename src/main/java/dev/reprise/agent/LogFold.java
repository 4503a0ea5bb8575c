package dev.reprise.agent;

import java.util.function.Consumer;

/** Reads one log line by line, in order. Not thread-safe. Bad lines are findings, never exceptions. */
public interface LogFold {

    /** Reads the next line; what it holds goes to {@code found}, in order. */
    void line(Line line, Consumer<Finding> found);

    /**
     * Tries the unfinished last line of a log: if its bytes are one or more complete records they are read as by
     * {@link #line} and the answer is true; else nothing happens, and the line waits for its rest.
     */
    boolean unfinished(Line line, Consumer<Finding> found);

    /** What is known of the log so far. */
    LogFacts facts();

    /** All that is needed to go on later, as JSON; bounded (it does not grow with the log). */
    String state();
}
