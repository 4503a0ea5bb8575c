package dev.reprise.agent;

/** How a CLI keeps the name that a person gave a session, so that it can be written in its own way. Makes texts only. */
public interface Titles {

    /** A whole record for the end of the session's log, without a line feed. */
    String record(String nativeId, String name);

    /** The file beside the log that holds the name once more, relative to the log's directory. */
    String twin(String nativeId);

    /** Its content. */
    String twinContent(String name);

    /** What is typed in a running client for the same. */
    String typed(String name);
}
