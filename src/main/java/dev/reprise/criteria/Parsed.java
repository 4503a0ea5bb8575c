package dev.reprise.criteria;

import java.util.List;

/**
 * What was understood of a query.
 *
 * @param notes one sentence for each part that was taken otherwise than it looks
 */
public record Parsed(Criterion criterion, List<String> notes) {}
