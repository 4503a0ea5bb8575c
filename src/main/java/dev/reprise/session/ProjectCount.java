package dev.reprise.session;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A project with the number of its sessions that people started. {@code dir} is the value for filters. */
public record ProjectCount(
        String dir, String label, long sessions, @Nullable Instant lastActivityAt) {}
