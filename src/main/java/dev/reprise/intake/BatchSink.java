package dev.reprise.intake;

import dev.reprise.catalogue.Batch;
import dev.reprise.catalogue.TrackedFile;
import org.jspecify.annotations.Nullable;

/** Where batches go; may wait. */
interface BatchSink {
    void put(Batch batch) throws InterruptedException;

    /** The state that the catalogue has of this log; null if none. */
    @Nullable
    String state(TrackedFile log) throws InterruptedException;

    /** What was read of the versions of this log; null if that is not known. */
    @Nullable
    Merge merge(TrackedFile log);

    void remember(TrackedFile log, @Nullable Merge merge);
}
