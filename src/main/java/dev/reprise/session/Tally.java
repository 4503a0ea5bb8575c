package dev.reprise.session;

/** How many sessions of a group there are, and how many of them are live, or interrupted. */
public record Tally(long sessions, long live, long interrupted) {}
