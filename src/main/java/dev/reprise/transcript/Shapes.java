package dev.reprise.transcript;

import dev.reprise.catalogue.Entries;
import dev.reprise.catalogue.LogRef;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The turns and branches of the logs looked at last. A log that grew costs its new rows, not all of them. */
@Component
class Shapes {

    /** Rows that are remembered of all logs together; about 200 bytes each. */
    private static final int MAX_ROWS = 200_000;

    private final Entries rows;
    private final Map<Long, Shape> kept = new LinkedHashMap<>(16, 0.75f, true);

    Shapes(Entries rows) {
        this.rows = rows;
    }

    /** One item a turn, in order. */
    List<Turn> turns(LogRef log) {
        Shape shape = of(log);
        synchronized (shape) {
            return shape.turns();
        }
    }

    /** The sequence numbers of entries on branches that were left; a copy. */
    BitSet abandoned(LogRef log) {
        Shape shape = of(log);
        synchronized (shape) {
            return shape.abandoned();
        }
    }

    private Shape of(LogRef log) {
        Shape shape;
        synchronized (kept) {
            shape = kept.get(log.id());
            if (shape == null || shape.generation() != log.generation()) {
                shape = new Shape(log.generation());
                kept.put(log.id(), shape);
            }
        }
        synchronized (shape) {
            if (shape.seqs() < log.seqs()) {
                shape.add(rows.briefs(log, shape.seqs()), log.seqs());
            }
        }
        forgetTheOldest();
        return shape;
    }

    private void forgetTheOldest() {
        synchronized (kept) {
            long all = kept.values().stream().mapToLong(Shape::seqs).sum();
            var eldest = kept.values().iterator();
            while (all > MAX_ROWS && kept.size() > 1 && eldest.hasNext()) {
                all -= eldest.next().seqs();
                eldest.remove();
            }
        }
    }
}
