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

    Memo(Supplier<T> find) {
        found = Caffeine.newBuilder()
                .expireAfterWrite(FRESH)
                .executor(Runnable::run)
                .build(memo -> find.get());
    }

    T get() {
        return found.get(this);
    }
}
