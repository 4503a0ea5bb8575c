package dev.reprise.data;

import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where the catalogue's database is, and how H2 opens it (docs/decisions/007 and 008). */
@Configuration
class DatabaseSetup {

    private static final String OPTIONS =
            ";DB_CLOSE_ON_EXIT=FALSE;WRITE_DELAY=2147483647;CACHE_SIZE=32768;COMPRESS=TRUE"
                    + ";QUERY_CACHE_SIZE=64;MAX_MEMORY_ROWS=600000;TRACE_LEVEL_FILE=0;RETENTION_TIME=1000;MAX_COMPACT_TIME=300";

    /** The address of the database. H2 knows no quoting there: {@link DataDirectory} refuses a path that would be more. */
    static String url(DataDirectory data) {
        return DataDirectory.url(data.database(), OPTIONS);
    }

    @Bean
    JdbcConnectionDetails connectionDetails(DataDirectory data) {
        return new Details(url(data));
    }

    private record Details(String url) implements JdbcConnectionDetails {
        @Override
        public String getUsername() {
            return "sa";
        }

        @Override
        public String getPassword() {
            return "";
        }

        @Override
        public String getJdbcUrl() {
            return url;
        }
    }
}
