package dev.reprise.label;

import dev.reprise.session.SessionId;
import java.util.Set;

/** After commit: what people wrote of these sessions is another now. */
public record LabelsChanged(Set<SessionId> sessions) {}
