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

    private static final int STEP = 24 << 20;

    private Compaction() {}

    /** Moves up to 24 MB (a chunk may have 16) towards the front of the file; answers whether there was something to move. */
    public static boolean step(Connection connection) throws SQLException {
        return step(store(connection));
    }

    /** As much as can be done in this time, before the file is closed. */
    public static void finish(Connection connection, long millis) throws SQLException {
        MVStore store = store(connection);
        // nobody reads an old version any more
        store.setRetentionTime(0);
        long until = System.nanoTime() + millis * 1_000_000;
        while (System.nanoTime() < until && step(store)) {
            store.commit();
        }
    }

    private static boolean step(MVStore store) {
        FileStore<?> file = store.getFileStore();
        int live = file.getFillRate() * file.getChunksFillRate() / 100;
        return file.size() > SMALL && live < GOOD && store.compact(100, STEP);
    }

    private static MVStore store(Connection connection) throws SQLException {
        return ((SessionLocal) connection.unwrap(JdbcConnection.class).getSession())
                .getDatabase()
                .getStore()
                .getMvStore();
    }
}
