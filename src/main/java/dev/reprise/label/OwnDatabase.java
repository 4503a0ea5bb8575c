package dev.reprise.label;

import com.zaxxer.hikari.HikariDataSource;
import dev.reprise.data.Damage;
import dev.reprise.data.DataDirectory;
import dev.reprise.session.SessionId;
import jakarta.annotation.PreDestroy;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.jpa.repository.support.JpaRepositoryFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.AbstractDataSource;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.orm.jpa.persistenceunit.PersistenceManagedTypes;
import org.springframework.orm.jpa.vendor.HibernateJpaVendorAdapter;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The database of what people write: {@code own/own.mv.db}. It is made at the first write and opened at the first use; only a
 * write starts Hibernate (docs/decisions/010).
 */
@Component
class OwnDatabase {

    /** Every commit is on the disk: people write seldom, and nothing can make it again. */
    private static final String OPTIONS = ";DB_CLOSE_ON_EXIT=FALSE;WRITE_DELAY=0;CACHE_SIZE=1024;TRACE_LEVEL_FILE=0";

    private static final int CONNECTIONS = 2;

    private static final Logger log = LoggerFactory.getLogger(OwnDatabase.class);

    private final Path file;
    private final Backups backups;
    private final Clock clock;
    private @Nullable HikariDataSource source;
    private @Nullable EntityManagerFactory factory;
    private @Nullable TransactionTemplate transaction;
    private @Nullable Tables rows;
    private @Nullable String restored;
    private volatile @Nullable Arrangement arrangement;

    OwnDatabase(DataDirectory data, Backups backups, Clock clock) {
        this.file = data.own();
        this.backups = backups;
        this.clock = clock;
    }

    /** What a change may read and write. */
    record Tables(LabelRows labels, ActivityRows activities, ItemRows items) {}

    /** Whether anything was ever written. */
    synchronized boolean isBegun() {
        return source != null || Files.exists(file) || backups.newest().isPresent();
    }

    synchronized Optional<String> restored() {
        return Optional.ofNullable(restored);
    }

    /** All labels, by plain SQL; or that of one session. */
    synchronized List<Label> labels(@Nullable SessionId one) {
        if (!isBegun()) {
            return List.of();
        }
        JdbcClient jdbc = JdbcClient.create(open());
        String where = one == null ? "" : " where agent = ? and native_id = ?";
        List<Object> params = one == null ? List.of() : List.of(one.agent(), one.value());
        Map<SessionId, Set<String>> tags = new HashMap<>();
        jdbc.sql("select agent, native_id, tag from label_tag" + where)
                .params(params)
                .query((r, n) -> tags.computeIfAbsent(
                                new SessionId(r.getString(1), r.getString(2)), session -> new HashSet<>())
                        .add(r.getString(3)))
                .list();
        return new ArrayList<>(jdbc.sql(
                        "select agent, native_id, name, tags_off, note, stream, pinned, hidden, hold, trashed_at, trashed_until, trashed_by, trashed_source from label"
                                + where)
                .params(params)
                .query((r, n) -> {
                    SessionId session = new SessionId(r.getString(1), r.getString(2));
                    return new Label(
                            session,
                            r.getString(3),
                            tags.getOrDefault(session, Set.of()),
                            LabelRow.lines(r.getString(4)),
                            r.getString(5),
                            r.getString(6),
                            r.getBoolean(7),
                            r.getBoolean(8),
                            r.getBoolean(9),
                            LabelRow.trash(
                                    r.getObject(10, Long.class),
                                    r.getObject(11, Long.class),
                                    r.getString(12),
                                    r.getBoolean(13)));
                })
                .list());
    }

    synchronized Optional<SessionId> named(String name) {
        return isBegun()
                ? JdbcClient.create(open())
                        .sql("select agent, native_id from label where lower(name) = lower(?)")
                        .param(name)
                        .query((r, n) -> new SessionId(r.getString(1), r.getString(2)))
                        .optional()
                : Optional.empty();
    }

    /** Runs a change in one transaction; one at a time. */
    synchronized <T> T write(Function<Tables, T> change) {
        try {
            return read(change);
        } finally {
            arrangement = null;
        }
    }

    /** The same of what changes nothing. */
    synchronized <T> T read(Function<Tables, T> look) {
        open();
        ready();
        Tables all = Objects.requireNonNull(rows);
        return Objects.requireNonNull(Objects.requireNonNull(transaction).execute(status -> look.apply(all)));
    }

    /** What people arrange sessions by; read once after each change. */
    Arrangement arrangement() {
        Arrangement known = arrangement;
        return known == null ? readArrangement() : known;
    }

    private synchronized Arrangement readArrangement() {
        Arrangement read = new Arrangement(
                isBegun()
                        ? JdbcClient.create(open())
                                .sql("select body from item")
                                .query((r, n) -> Json.item(r.getString(1)))
                                .list()
                        : List.of());
        arrangement = read;
        return read;
    }

    /** All that a backup holds. */
    synchronized Json.Backup backup() {
        List<Label> labels = labels(null);
        return read(tables -> new Json.Backup(
                Backups.FORMAT,
                clock.instant().toString(),
                labels.stream()
                        .sorted(Comparator.comparing(label -> label.session().toString()))
                        .map(LabelJson::of)
                        .toList(),
                StreamSupport.stream(tables.items().findAll().spliterator(), false)
                        .map(ItemRow::item)
                        .toList(),
                tables.activities().findTop2000ByOrderByIdDesc().reversed().stream()
                        .map(done -> new Json.Done(
                                done.getId(),
                                done.getAt(),
                                done.getWho(),
                                done.getWhat(),
                                done.getSessions(),
                                done.getUndoes()))
                        .toList()));
    }

    /**
     * Takes everything that is written of sessions out of the database and its backups, and writes the database file anew: nothing of
     * it is left in there either. Whoever asks meanwhile waits.
     */
    synchronized void erase(Set<SessionId> sessions) {
        List<Erasure> erasures =
                sessions.stream().map(session -> new Erasure(session, Set.of())).toList();
        if (isBegun()) {
            erasures.forEach(erasure -> erasure.from(open()));
            compact();
        }
        backups.rewrite(backup -> {
            Json.Backup left = backup;
            for (Erasure erasure : erasures) {
                left = erasure.from(left);
            }
            return left;
        });
        for (Path aside : Damage.asides(file)) {
            try {
                Files.delete(aside);
            } catch (IOException e) {
                log.warn("{} cannot be deleted: {}", aside, e.toString());
            }
        }
    }

    /** H2 writes what is left to a new file, and closes; the next use opens it. */
    private void compact() {
        HikariDataSource known = source;
        if (known == null) {
            return;
        }
        try (Connection connection = known.getConnection();
                java.sql.Statement statement = connection.createStatement()) {
            statement.execute("shutdown compact");
        } catch (SQLException e) {
            log.debug("It closes the connection that asked", e);
        }
        known.close();
        source = null;
        arrangement = null;
    }

    private DataSource open() {
        HikariDataSource known = source;
        if (known == null) {
            boolean lost = !Files.exists(file);
            try {
                known = opened();
            } catch (FlywayException e) {
                if (!Damage.isUnreadable(e) || backups.newest().isEmpty() || !putAside()) {
                    throw e;
                }
                lost = true;
                known = opened();
            }
            source = known;
            if (lost) {
                restore();
            }
        }
        return known;
    }

    private HikariDataSource opened() {
        HikariDataSource made = new HikariDataSource();
        made.setPoolName("own");
        made.setJdbcUrl(DataDirectory.url(file, OPTIONS));
        made.setUsername("sa");
        made.setPassword("");
        made.setMaximumPoolSize(CONNECTIONS);
        made.setMinimumIdle(0);
        try {
            Flyway.configure()
                    .dataSource(made)
                    .locations("classpath:db/own")
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            made.close();
            throw e;
        }
        return made;
    }

    private boolean putAside() {
        try {
            log.warn("The database of names and tags was damaged; it is kept as {}", Damage.putAside(file, clock));
            return true;
        } catch (IOException e) {
            log.error("The damaged database of names and tags cannot be put aside", e);
            return false;
        }
    }

    /** A new database gets what the newest backup has. */
    private void restore() {
        backups.newest().ifPresent(backup -> {
            List<Label> labels = backup.labels().stream().map(LabelJson::label).toList();
            write(tables -> {
                for (Label label : labels) {
                    LabelRow row = new LabelRow(LabelRow.Key.of(label.session()));
                    row.take(label);
                    tables.labels().save(row);
                }
                if (backup.items() != null) {
                    backup.items().forEach(item -> tables.items().save(new ItemRow(item)));
                }
                if (backup.activities() != null) {
                    remember(tables, backup.activities());
                }
                return labels.size();
            });
            restored = "Names, tags and notes of " + labels.size()
                    + (labels.size() == 1 ? " session" : " sessions") + " came back from the backup of "
                    + backup.writtenAt()
                    + ": their database was lost or damaged. What was written after that may be missing.";
            log.warn(restored);
        });
    }

    /** That it was done; what it changed is not known any more. */
    private static void remember(Tables tables, List<Json.Done> activities) {
        Map<Long, Long> ids = new HashMap<>();
        for (Json.Done done : activities) {
            Long undoes = done.undoes() == null ? null : ids.get(done.undoes());
            Act act = new Act(done.who(), done.what(), null);
            ActivityRow row = new ActivityRow(done.at(), act, done.sessions(), undoes, ActivityRow.NOTHING);
            ids.put(done.id(), tables.activities().save(row).id());
        }
    }

    /** Makes the next write a fast one: Hibernate takes a second to start. Makes no file. */
    synchronized void ready() {
        if (rows == null) {
            start();
        }
    }

    private void start() {
        LocalContainerEntityManagerFactoryBean bean = new LocalContainerEntityManagerFactoryBean();
        bean.setDataSource(new AbstractDataSource() {
            @Override
            public Connection getConnection() throws SQLException {
                return open().getConnection();
            }

            @Override
            public Connection getConnection(String user, String password) throws SQLException {
                return getConnection();
            }
        });
        bean.setPersistenceUnitName("own");
        bean.setManagedTypes(PersistenceManagedTypes.of(
                LabelRow.class.getName(),
                LabelRow.Key.class.getName(),
                ActivityRow.class.getName(),
                ItemRow.class.getName(),
                ItemRow.Key.class.getName()));
        bean.setJpaVendorAdapter(new HibernateJpaVendorAdapter());
        bean.setJpaPropertyMap(Map.of(
                "hibernate.dialect", "org.hibernate.dialect.H2Dialect",
                "hibernate.boot.allow_jdbc_metadata_access", "false",
                "hibernate.hbm2ddl.auto", "none",
                "hibernate.jdbc.batch_size", "200",
                "hibernate.order_inserts", "true"));
        bean.afterPropertiesSet();
        EntityManagerFactory made = Objects.requireNonNull(bean.getObject());
        EntityManager shared = SharedEntityManagerCreator.createSharedEntityManager(made);
        factory = made;
        transaction = new TransactionTemplate(new JpaTransactionManager(made));
        JpaRepositoryFactory repositories = new JpaRepositoryFactory(shared);
        // the loader of a web server's thread does not know our own interfaces
        repositories.setBeanClassLoader(OwnDatabase.class.getClassLoader());
        rows = new Tables(
                repositories.getRepository(LabelRows.class),
                repositories.getRepository(ActivityRows.class),
                repositories.getRepository(ItemRows.class));
    }

    @PreDestroy
    void close() {
        backups.close();
        shut();
    }

    private synchronized void shut() {
        if (factory != null) {
            factory.close();
        }
        if (source != null) {
            source.close();
        }
    }
}
