package dev.reprise.vault;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** The values used last, up to a total weight. Thread-safe. */
final class Recent<K, V> {

    private final Map<K, V> values = new LinkedHashMap<>(64, 0.75f, true);
    private final ToLongFunction<V> weigher;
    private final long limit;
    private long weight;

    Recent(long limit, ToLongFunction<V> weigher) {
        this.limit = limit;
        this.weigher = weigher;
    }

    synchronized @Nullable V get(K key) {
        return values.get(key);
    }

    synchronized void put(K key, V value) {
        remove(key);
        values.put(key, value);
        weight += weigher.applyAsLong(value);
        var eldest = values.entrySet().iterator();
        while (weight > limit && eldest.hasNext()) {
            weight -= weigher.applyAsLong(eldest.next().getValue());
            eldest.remove();
        }
    }

    synchronized void remove(K key) {
        V old = values.remove(key);
        if (old != null) {
            weight -= weigher.applyAsLong(old);
        }
    }
}
