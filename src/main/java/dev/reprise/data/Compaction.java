package dev.reprise.data;

import java.sql.Connection;
import java.sql.SQLException;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.FileStore;
import org.h2.mvstore.MVStore;

/**
 * Gives back space of H2's file that is not used any more. H2 itself does so at a stop only, and only where its chunks are
 * half empty: holes between full ones stay for ever (docs/decisions/008). To be called by the thread that writes, when it has nothing to do.
 */
public final class Compaction {

    /** Per cent of the file that is live, from which on it is left alone. */
    private static final int GOOD = 72;
    /** A file smaller than this is not worth it. */
    private static final long SMALL = 8L << 20;
    /** Moved at a time; a chunk may have 16 MB. */
    private static final int STEP = 24 << 20;
    /** Steps after which the file must be smaller, or there is nothing to be had. */
    private static final int PATIENCE = 8;

    private final Connection connection;
    private long smallest = Long.MAX_VALUE;
    private int steps;
    private long exhausted;

    /** Of the file behind this connection. */
    public Compaction(Connection connection) {
        this.connection = connection;
    }

    /** Moves a piece towards the front of the file; answers whether another step may help. */
    public boolean step() throws SQLException {
        MVStore store = store();
        long size = store.getFileStore().size();
        // what could not be made smaller is tried again only when it has grown
        if (size < exhausted + exhausted / 4 || !isWorthIt(store) || !store.compact(100, STEP)) {
            return false;
        }
        steps = size < smallest ? 0 : steps + 1;
        smallest = Math.min(smallest, size);
        if (steps < PATIENCE) {
            return true;
        }
        exhausted = size;
        smallest = Long.MAX_VALUE;
        steps = 0;
        return false;
    }

    /** As much as can be done in this time, before the file is closed. */
    public void finish(long millis) throws SQLException {
        MVStore store = store();
        // nobody reads an old version any more
        store.setRetentionTime(0);
        long until = System.nanoTime() + millis * 1_000_000;
        while (System.nanoTime() < until && isWorthIt(store) && store.compact(100, STEP)) {
            store.commit();
        }
    }

    private static boolean isWorthIt(MVStore store) {
        FileStore<?> file = store.getFileStore();
        return file.size() > SMALL && file.getFillRate() * file.getChunksFillRate() / 100 < GOOD;
    }

    private MVStore store() throws SQLException {
        return ((SessionLocal) connection.unwrap(JdbcConnection.class).getSession())
                .getDatabase()
                .getStore()
                .getMvStore();
    }
}
