package dev.reprise.session;

/** A tag, and how many sessions have it. */
public record TagCount(String tag, long sessions) {}
