package dev.reprise.web.shell;

/** One of a list of choices. */
public record Choice(String value, String label, boolean chosen) {}
