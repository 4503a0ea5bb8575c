package dev.reprise.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Set;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.stereotype.Component;

/**
 * Opens the database. One that H2 cannot read is put aside and begun anew: all it holds is derived, and the import makes it
 * again from vault and logs. Nobody has to do anything, and nothing is deleted.
 */
@Component
class DamagedDatabase implements FlywayMigrationStrategy {

    private static final Logger log = LoggerFactory.getLogger(DamagedDatabase.class);
    private static final String FILE = "reprise.mv.db";

    /** H2's FILE_CORRUPTED_1 and FILE_VERSION_ERROR_1. */
    private static final Set<Integer> UNREADABLE = Set.of(90030, 90048);

    /** H2's GENERAL_ERROR_1, which says something of the file only if its storage engine threw it. */
    private static final int GENERAL = 50000;

    private static final String STORAGE_ENGINE = "org.h2.mvstore.MVStoreException";

    private final Path directory;
    private final Clock clock;

    DamagedDatabase(DataDirectory data, Clock clock) {
        this.directory = data.path().resolve("db");
        this.clock = clock;
    }

    @Override
    public void migrate(Flyway flyway) {
        try {
            flyway.migrate();
        } catch (FlywayException e) {
            if (!isUnreadable(e) || !putAside(e)) {
                throw e;
            }
            flyway.migrate();
        }
    }

    private static boolean isUnreadable(FlywayException thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql
                    && (UNREADABLE.contains(sql.getErrorCode())
                            || sql.getErrorCode() == GENERAL && isOfStorage(sql.getCause()))) {
                return true;
            }
        }
        return false;
    }

    static boolean isOfStorage(@Nullable Throwable cause) {
        return cause != null && cause.getClass().getName().equals(STORAGE_ENGINE);
    }

    private boolean putAside(FlywayException why) {
        Path aside = directory.resolve(FILE + ".damaged-" + clock.millis());
        try {
            Files.move(directory.resolve(FILE), aside, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            why.addSuppressed(e);
            return false;
        }
        log.warn(
                "The catalogue was damaged. It is made anew from the vault, nothing of your sessions is lost;"
                        + " the damaged file is kept as {}.",
                aside);
        log.info("What was wrong with it", why);
        return true;
    }
}
