package dev.reprise.label;

import java.time.Instant;

/**
 * That a session is in the trash: out of every list, and gone for good when its days are over, unless it is taken out.
 *
 * @param at since when; {@code until} when it is purged
 * @param by who put it there: {@code page}, {@code api}, or the rule
 * @param source whether the CLI's copy was deleted with it, and is restored with it
 */
public record Trash(Instant at, Instant until, String by, boolean source) {}
