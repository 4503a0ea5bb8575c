package dev.reprise.agent;

/** Whether a process of a CLI writes down what is said in it, as far as how it was started tells. */
public enum Saving {
    /** It does, if nothing keeps it from it. */
    AS_USUAL,
    /** Whoever started it wanted it not to. */
    NOT_WANTED,
    /** A variable in its environment keeps it from writing its prompts, and its log. */
    SWITCHED_OFF,
    /** It was started from inside another session of the CLI, and took over the mark of that. */
    INHERITED,
    /** How it was started cannot be seen. */
    UNKNOWN
}
