package dev.reprise.label;

/**
 * A built-in view that is not to be shown.
 *
 * @param key slug of the view
 */
public record HiddenView(String key) implements Item {}
