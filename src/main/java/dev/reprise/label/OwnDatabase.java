package dev.reprise.label;

import com.zaxxer.hikari.HikariDataSource;
import dev.reprise.data.DataDirectory;
import dev.reprise.session.SessionId;
import jakarta.annotation.PreDestroy;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.springframework.data.jpa.repository.support.JpaRepositoryFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
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

    private final Path file;
    private @Nullable HikariDataSource source;
    private @Nullable EntityManagerFactory factory;
    private @Nullable TransactionTemplate transaction;
    private @Nullable LabelRows rows;

    OwnDatabase(DataDirectory data) {
        this.file = data.own();
    }

    /** All labels, by plain SQL. */
    synchronized List<Label> labels() {
        if (source == null && !Files.exists(file)) {
            return List.of();
        }
        JdbcClient jdbc = JdbcClient.create(open());
        Map<SessionId, Set<String>> tags = new java.util.HashMap<>();
        jdbc.sql("select agent, native_id, tag from label_tag")
                .query((r, n) -> tags.computeIfAbsent(
                                new SessionId(r.getString(1), r.getString(2)), session -> new HashSet<>())
                        .add(r.getString(3)))
                .list();
        return new ArrayList<>(jdbc.sql("select agent, native_id, name, pinned, hidden, hold from label")
                .query((r, n) -> {
                    SessionId session = new SessionId(r.getString(1), r.getString(2));
                    return new Label(
                            session,
                            r.getString(3),
                            tags.getOrDefault(session, Set.of()),
                            r.getBoolean(4),
                            r.getBoolean(5),
                            r.getBoolean(6));
                })
                .list());
    }

    /** Runs a change in one transaction; one at a time. */
    synchronized <T> T write(Function<LabelRows, T> change) {
        if (rows == null) {
            start();
        }
        LabelRows all = Objects.requireNonNull(rows);
        return Objects.requireNonNull(Objects.requireNonNull(transaction).execute(status -> change.apply(all)));
    }

    private DataSource open() {
        HikariDataSource known = source;
        if (known == null) {
            known = new HikariDataSource();
            known.setPoolName("own");
            known.setJdbcUrl(DataDirectory.url(file, OPTIONS));
            known.setUsername("sa");
            known.setPassword("");
            known.setMaximumPoolSize(CONNECTIONS);
            known.setMinimumIdle(0);
            Flyway.configure()
                    .dataSource(known)
                    .locations("classpath:db/own")
                    .load()
                    .migrate();
            source = known;
        }
        return known;
    }

    private void start() {
        DataSource opened = open();
        LocalContainerEntityManagerFactoryBean bean = new LocalContainerEntityManagerFactoryBean();
        bean.setDataSource(opened);
        bean.setPersistenceUnitName("own");
        bean.setManagedTypes(PersistenceManagedTypes.of(LabelRow.class.getName(), LabelRow.Key.class.getName()));
        bean.setJpaVendorAdapter(new HibernateJpaVendorAdapter());
        bean.setJpaPropertyMap(Map.of(
                "hibernate.dialect", "org.hibernate.dialect.H2Dialect",
                "hibernate.boot.allow_jdbc_metadata_access", "false",
                "hibernate.hbm2ddl.auto", "none"));
        bean.afterPropertiesSet();
        EntityManagerFactory made = Objects.requireNonNull(bean.getObject());
        EntityManager shared = SharedEntityManagerCreator.createSharedEntityManager(made);
        factory = made;
        transaction = new TransactionTemplate(new JpaTransactionManager(made));
        rows = new JpaRepositoryFactory(shared).getRepository(LabelRows.class);
    }

    @PreDestroy
    synchronized void close() {
        if (factory != null) {
            factory.close();
        }
        if (source != null) {
            source.close();
        }
    }
}
