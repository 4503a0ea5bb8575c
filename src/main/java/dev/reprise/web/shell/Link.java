package dev.reprise.web.shell;

/** A word that leads somewhere. */
public record Link(String label, String href) {}
