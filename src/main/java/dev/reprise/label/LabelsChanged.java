package dev.reprise.label;

import dev.reprise.session.SessionId;
import java.util.Set;

/**
 * After commit: what people wrote is another now.
 *
 * @param sessions of which something else is written
 * @param arranged whether streams, views, tags, rules or projects are others
 */
public record LabelsChanged(Set<SessionId> sessions, boolean arranged) {}
