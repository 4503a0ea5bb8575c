package dev.reprise.transcript;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.reprise.catalogue.Entries;
import dev.reprise.catalogue.LogRef;
import java.util.BitSet;
import java.util.List;
import org.springframework.stereotype.Component;

/** The turns and branches of the logs looked at last. A log that grew costs its new rows, not all of them. */
@Component
class Shapes {

    /** Rows that are remembered of all logs together; about 300 bytes each. */
    private static final int MAX_ROWS = 200_000;

    private final Entries rows;
    private final Cache<Long, Shape> kept = Caffeine.newBuilder()
            .maximumWeight(MAX_ROWS)
            // the largest is kept too, alone
            .weigher((Long log, Shape shape) -> Math.clamp(shape.seqs(), 1, MAX_ROWS))
            .executor(Runnable::run)
            .build();

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

    /** The sequence numbers of entries that go on from one that is not in the log, and long after the one before; a copy. */
    BitSet broken(LogRef log) {
        Shape shape = of(log);
        synchronized (shape) {
            return shape.broken();
        }
    }

    private Shape of(LogRef log) {
        Shape shape = kept.asMap()
                .compute(
                        log.id(),
                        (id, known) -> known == null || known.generation() != log.generation()
                                ? new Shape(log.generation())
                                : known);
        synchronized (shape) {
            if (shape.seqs() < log.seqs()) {
                shape.add(rows.briefs(log, shape.seqs()), log.seqs());
            }
        }
        // weighed anew: it may have grown
        kept.asMap().replace(log.id(), shape, shape);
        return shape;
    }
}
