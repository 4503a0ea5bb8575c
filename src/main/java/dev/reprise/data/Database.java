package dev.reprise.data;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The catalogue's database, opened again after H2 has closed it (at the first write that failed, or when its file went). */
@Component
public class Database {

    private static final Logger log = LoggerFactory.getLogger(Database.class);
    private static final int PATIENCE_SECONDS = 2;

    /** H2's DATABASE_IS_CLOSED, CONNECTION_BROKEN_1, IO_EXCEPTION_1 and _2, OBJECT_CLOSED, NO_DISK_SPACE_AVAILABLE. */
    private static final Set<Integer> CLOSED = Set.of(90098, 90067, 90028, 90031, 90007, 90100);

    private final DataSource source;
    private final DamagedDatabase damaged;

    Database(DataSource source, DamagedDatabase damaged) {
        this.source = source;
        this.damaged = damaged;
    }

    /** Whether this says that the database cannot be used any more until it is opened again. */
    public static boolean isLost(SQLException e) {
        return CLOSED.contains(e.getErrorCode()) || Damage.isOfStorage(e.getCause());
    }

    /**
     * Writes what is left to a new file, so that nothing of what was deleted is in it, and closes it: {@link #reopen} opens it again.
     * Copies of it that were damaged once go.
     */
    public void compactAndClose() {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("shutdown compact");
        } catch (SQLException e) {
            log.debug("It closes the connection that asked", e);
        }
        damaged.deleteAsides();
    }

    /**
     * Tries to open it: lets every connection go, so that H2 forgets the closed one; then opens the file, puts it aside if it
     * cannot be read, makes it if it is not there.
     */
    public boolean reopen() {
        HikariPoolMXBean pool = source instanceof HikariDataSource hikari ? hikari.getHikariPoolMXBean() : null;
        if (pool != null) {
            pool.softEvictConnections();
        }
        try {
            damaged.migrate(Flyway.configure().dataSource(source).load());
            try (Connection connection = source.getConnection()) {
                return connection.isValid(PATIENCE_SECONDS);
            }
        } catch (FlywayException | SQLException e) {
            log.debug("The catalogue cannot be opened yet", e);
            return false;
        }
    }
}
