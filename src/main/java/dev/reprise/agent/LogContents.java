package dev.reprise.agent;

/** What a log holds, as far as the CLI's own search for a session to resume cares. */
public enum LogContents {
    /** A message of a conversation was found, or none among the first megabytes of a log that goes on. */
    CONVERSATION,
    /** Not one byte. */
    EMPTY,
    /** Records, but not one message. */
    NO_MESSAGE,
    /** Messages, all of them a sub-agent's. */
    SUBAGENT,
    /** It cannot be read. */
    UNREADABLE
}
