package dev.reprise.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
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
            if (!Damage.isUnreadable(e) || !putAside(e)) {
                throw e;
            }
            flyway.migrate();
        }
    }

    /** Those that were put aside; the catalogue can be made anew from the vault. */
    void deleteAsides() {
        for (Path aside : Damage.asides(directory.resolve(FILE))) {
            try {
                Files.delete(aside);
            } catch (IOException e) {
                log.warn("{} cannot be deleted: {}", aside, e.toString());
            }
        }
    }

    private boolean putAside(FlywayException why) {
        Path aside;
        try {
            aside = Damage.putAside(directory.resolve(FILE), clock);
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
