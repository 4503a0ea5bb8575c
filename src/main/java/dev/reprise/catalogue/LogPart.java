package dev.reprise.catalogue;

/**
 * A log, or what a conversation has of it where several hold it together.
 *
 * @param from position in the log of the first entry of the conversation that is of this part
 * @param position of that entry in the conversation
 * @param line lines of the logs before: what an address adds to the number of a line
 */
public record LogPart(LogRef log, int from, int position, int line) {

    /** Entries of the conversation in it. */
    public int entries() {
        return log.entries() - from;
    }

    /** Position in the conversation of an entry of the log. */
    public int joined(int own) {
        return own - from + position;
    }
}
