package dev.reprise.catalogue;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A value that every page shows and that is expensive to find: found again only when it is older than two seconds. */
final class Memo<T> {

    private static final long FRESH_NANOS = 2_000_000_000L;

    private final Supplier<T> find;
    private volatile @Nullable Found<T> found;

    private record Found<T>(T value, long at) {}

    Memo(Supplier<T> find) {
        this.find = find;
    }

    T get() {
        Found<T> known = found;
        if (known != null && System.nanoTime() - known.at < FRESH_NANOS) {
            return known.value;
        }
        return again();
    }

    /** One at a time: many pages asking at once find it once. */
    private synchronized T again() {
        Found<T> known = found;
        if (known == null || System.nanoTime() - known.at >= FRESH_NANOS) {
            known = new Found<>(find.get(), System.nanoTime());
            found = known;
        }
        return known.value;
    }
}
