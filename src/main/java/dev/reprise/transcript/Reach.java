package dev.reprise.transcript;

/**
 * How much of a log a resume brings back.
 *
 * @param messages records of the conversation that the user and the model wrote, without sub-agents; {@code reached} those that
 *     hang together with the last one
 * @param line of the first of those in the log; 0 if all are reached, or there is none
 */
public record Reach(int messages, int reached, int line) {

    public boolean isWhole() {
        return reached == messages;
    }
}
