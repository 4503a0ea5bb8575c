package dev.reprise.label;

import java.util.List;

/**
 * A session that was purged: it is not imported again. Nothing else is known of it.
 *
 * @param key public id, {@code claude:0b9c41d2-…}
 * @param at when, epoch milliseconds
 * @param plans names of the plans that went with it
 */
public record Purged(String key, long at, List<String> plans) implements Item {}
