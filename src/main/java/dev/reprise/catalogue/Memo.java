package dev.reprise.catalogue;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * A value that every page shows and that is expensive to find: found again only when it is older than two seconds, once
 * for all that ask at the same time.
 */
final class Memo<T> {

    private static final Duration FRESH = Duration.ofSeconds(2);

    private final LoadingCache<Memo<T>, T> found;
    private volatile long hurriedUntil = System.nanoTime();

    Memo(Supplier<T> find) {
        found = Caffeine.newBuilder()
                .expireAfterWrite(FRESH)
                .executor(Runnable::run)
                .build(memo -> find.get());
    }

    T get() {
        if (hurriedUntil - System.nanoTime() > 0) {
            found.invalidate(this);
        }
        return found.get(this);
    }

    /** It changes now: for as long as a value is kept else, each one is found anew. */
    void hurry() {
        hurriedUntil = System.nanoTime() + FRESH.toNanos();
    }
}
