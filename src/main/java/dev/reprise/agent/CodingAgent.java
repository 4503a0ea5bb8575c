package dev.reprise.agent;

import java.util.Optional;

/**
 * What a coding CLI is: where its logs lie, how a line reads, how it resumes. Pure reading: an implementation never sees a
 * database, an event or the clock, and never writes. Another CLI is one folder beside {@code agent.claude}, and nothing else.
 */
public interface CodingAgent {

    /** Short lower-case id, part of every session id: {@code claude}. */
    String id();

    /** The name people use: {@code Claude Code}. */
    String label();

    /** Where its files lie, and what each of them is. */
    Sources sources();

    /** How a line of its logs reads. */
    Reader reader();

    /** How it resumes. */
    Launcher launcher();

    /** How it keeps names that people give; empty if nothing can be written for it. */
    default Optional<Titles> titles() {
        return Optional.empty();
    }
}
