package dev.reprise.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;

/** Tells a database file that H2 cannot read from everything else that may go wrong when it is opened. */
public final class Damage {

    /** H2's FILE_CORRUPTED_1 and FILE_VERSION_ERROR_1. */
    private static final Set<Integer> UNREADABLE = Set.of(90030, 90048);

    /** H2's GENERAL_ERROR_1, which says something of the file only if its storage engine threw it. */
    private static final int GENERAL = 50000;

    private static final String STORAGE_ENGINE = "org.h2.mvstore.MVStoreException";

    private Damage() {}

    /** Whether the file itself is what is wrong. */
    public static boolean isUnreadable(FlywayException thrown) {
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

    /** Files that were put aside in the place of this one. */
    public static List<Path> asides(Path file) {
        Path folder = file.getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            String beginning = file.getFileName() + ".damaged-";
            return all.filter(one -> String.valueOf(one.getFileName()).startsWith(beginning))
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    /** Moves a file that cannot be read out of the way, and answers where it is kept. */
    public static Path putAside(Path file, Clock clock) throws IOException {
        Path aside = file.resolveSibling(file.getFileName() + ".damaged-" + clock.millis());
        Files.move(file, aside, StandardCopyOption.ATOMIC_MOVE);
        return aside;
    }
}
