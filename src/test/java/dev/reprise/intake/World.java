package dev.reprise.intake;

import com.zaxxer.hikari.HikariDataSource;
import dev.reprise.agent.CodingAgent;
import dev.reprise.agent.Hash;
import dev.reprise.vault.StoredFile;
import dev.reprise.vault.Vault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.PropertySourcesPlaceholderConfigurer;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.io.support.ResourcePropertySource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.annotation.RestController;

/** The real import over real files, a real database and a real vault, without the web server around it. */
public final class World implements AutoCloseable {

    @Configuration
    @EnableConfigurationProperties
    @ConfigurationPropertiesScan("dev.reprise")
    @ComponentScan({
        "dev.reprise.data",
        "dev.reprise.agent",
        "dev.reprise.vault",
        "dev.reprise.session",
        "dev.reprise.catalogue",
        "dev.reprise.label",
        "dev.reprise.organise",
        "dev.reprise.transcript",
        "dev.reprise.intake",
        "dev.reprise.resume",
        "dev.reprise.retention",
        "dev.reprise.secondcopy",
        "dev.reprise.pastfiles",
        "dev.reprise.search",
        "dev.reprise.api"
    })
    public static class Beans {
        @Bean
        static PropertySourcesPlaceholderConfigurer placeholders() {
            return new PropertySourcesPlaceholderConfigurer();
        }

        @Bean
        HikariDataSource dataSource(JdbcConnectionDetails details) {
            HikariDataSource pool = new HikariDataSource();
            pool.setJdbcUrl(details.getJdbcUrl());
            pool.setUsername(details.getUsername());
            pool.setPassword(details.getPassword());
            pool.setMinimumIdle(1);
            pool.setMaximumPoolSize(8);
            Flyway.configure().dataSource(pool).load().migrate();
            return pool;
        }

        @Bean
        JdbcClient jdbc(DataSource source) {
            return JdbcClient.create(source);
        }
    }

    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
    final Imports imports;
    private final JdbcClient jdbc;
    final Vault vault;
    private final MockMvc web;

    private final List<EntriesStored> stored = new CopyOnWriteArrayList<>();

    private World(Path data, boolean live, int workers, List<Path> homes) {
        this(data, live, workers, homes.stream().map(Path::toString).toList(), null);
    }

    private World(Path data, boolean live, int workers, List<String> homes, @Nullable CodingAgent claude) {
        Map<String, Object> settings = new TreeMap<>();
        settings.put("reprise.data", data.toString());
        settings.put("reprise.version", "test");
        settings.put("reprise.intake.live", live);
        settings.put("reprise.intake.look", "50ms");
        settings.put("reprise.intake.workers", workers);
        for (int i = 0; i < homes.size(); i++) {
            settings.put("reprise.intake.homes[" + i + "]", homes.get(i));
        }
        context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("test", settings));
        try {
            context.getEnvironment()
                    .getPropertySources()
                    .addLast(new ResourcePropertySource("classpath:application.properties"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        if (claude != null) {
            context.registerBean(
                    claude.id().equals("claude") ? "claudeCode" : claude.id(), CodingAgent.class, () -> claude);
        }
        context.addApplicationListener(event -> {
            if (event instanceof PayloadApplicationEvent<?> told && told.getPayload() instanceof EntriesStored range) {
                stored.add(range);
            }
        });
        context.register(Beans.class);
        context.refresh();
        imports = context.getBean(Imports.class);
        jdbc = context.getBean(JdbcClient.class);
        vault = context.getBean(Vault.class);
        web = MockMvcBuilders.standaloneSetup(context.getBeansWithAnnotation(RestController.class)
                        .values()
                        .toArray())
                .build();
        context.getBean(Engine.class).begin();
    }

    /** Opens it without following the logs, and imports what is there. */
    public static World of(Path data, Path... homes) {
        World world = new World(data, false, 2, List.of(homes));
        world.imports.startAndWait();
        return world;
    }

    /** As {@link #of}, with another reader of Claude's logs, or with one more agent. */
    static World reading(Path data, CodingAgent agent, Path... homes) {
        World world =
                new World(data, false, 2, Stream.of(homes).map(Path::toString).toList(), agent);
        world.imports.startAndWait();
        return world;
    }

    /** As {@link #of}, with a new data directory that is filled from a second copy. */
    public static World filled(Path data, Path from, Path... homes) {
        System.setProperty("reprise.restore-from", from.toString());
        try {
            return of(data, homes);
        } finally {
            System.clearProperty("reprise.restore-from");
        }
    }

    /** With one more agent; homes as the settings name them. */
    static World with(Path data, CodingAgent agent, List<String> homes) {
        World world = new World(data, false, 2, homes, agent);
        world.imports.startAndWait();
        return world;
    }

    /** What was told to have been stored, so far. */
    List<EntriesStored> stored() {
        return stored;
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** Opens it as the application does, following the logs. */
    public static World live(Path data, Path... homes) {
        World world = new World(data, true, 2, List.of(homes));
        world.imports.startAndWait();
        return world;
    }

    /** Opens it as the application does, with one worker, and does not wait for the import. */
    public static World opening(Path data, Path home) {
        return new World(data, true, 1, List.of(home));
    }

    /** The catalogue, by SQL. */
    public JdbcClient jdbc() {
        return jdbc;
    }

    Homes homes() {
        return context.getBean(Homes.class);
    }

    public World scan() {
        imports.startAndWait();
        return this;
    }

    /** The answer of the API, which must be a good one. */
    public String api(String path) {
        try {
            var answer =
                    web.perform(MockMvcRequestBuilders.get(path)).andReturn().getResponse();
            String body = answer.getContentAsString(StandardCharsets.UTF_8);
            if (answer.getStatus() != 200) {
                throw new AssertionError(path + " answers " + answer.getStatus() + " " + body);
            }
            return body;
        } catch (Exception e) {
            throw new AssertionError(path, e);
        }
    }

    /** What the vault holds: path, bytes and SHA-256 of each file. */
    public List<String> held() {
        List<String> held = new ArrayList<>();
        vault.walk(holding -> held.add(sum(holding)));
        held.sort(null);
        return held;
    }

    private String sum(StoredFile holding) {
        try (var in = vault.open(holding.path(), 0, 0, holding.size())) {
            return holding.path() + " " + holding.size() + " " + sha256(in.readAllBytes());
        } catch (IOException e) {
            throw new AssertionError(holding.path(), e);
        }
    }

    public static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    /** Every row of every derived table, without ids and what the clock or the file system says. */
    public List<String> rows() {
        List<String> rows = new ArrayList<>();
        String log = "join log l on l.id = t.log_id join log_home h on h.id = l.home_id";
        String path = "h.vault_root || '/' || l.path";
        add(
                rows,
                "session",
                "select t.*, h.vault_root from session t join log_home h on h.id = t.home_id",
                "id",
                "home_id",
                "source_at",
                "verified_at",
                "live");
        add(
                rows,
                "log",
                "select t.*, h.vault_root, s.native_id from log t join log_home h on h.id = t.home_id"
                        + " left join session s on s.id = t.session_id",
                "id",
                "home_id",
                "session_id",
                "source_mtime",
                "source_key",
                "stored",
                "generation",
                "watermark",
                "vault_at",
                "verified_at");
        add(
                rows,
                "entry",
                "select t.*, bitand(t.id, 4294967295) seq, " + path + " log from entry t join log l on l.id ="
                        + " t.id / 4294967296 join log_home h on h.id = l.home_id",
                "id");
        for (String table : List.of("api_message", "file_change", "command_run", "tool_use")) {
            add(
                    rows,
                    table,
                    "select t.*, s.native_id, " + path + " log from " + table + " t " + log
                            + " left join session s on s.id = t.session_id",
                    "id",
                    "log_id",
                    "session_id");
        }
        for (String table : List.of("unreadable_line", "refused_value", "unknown_type", "typed_prompt")) {
            add(rows, table, "select t.*, " + path + " log from " + table + " t " + log, "id", "log_id");
        }
        add(
                rows,
                "title_of",
                "select t.*, s.native_id, " + path + " log from title_of t " + log
                        + " left join session s on s.id = t.owner",
                "id",
                "log_id",
                "owner");
        add(
                rows,
                "agent_link",
                "select t.*, s.native_id from agent_link t left join session s on s.id = t.session_id",
                "session_id");
        rows.sort(null);
        return rows;
    }

    private void add(List<String> rows, String table, String sql, String... without) {
        List<String> hidden = List.of(without);
        jdbc.sql(sql)
                .query((r, n) -> {
                    StringBuilder row = new StringBuilder(table);
                    for (int i = 1; i <= r.getMetaData().getColumnCount(); i++) {
                        String name = r.getMetaData().getColumnLabel(i).toLowerCase(java.util.Locale.ROOT);
                        if (!hidden.contains(name)) {
                            row.append(' ').append(name).append('=').append(r.getString(i));
                        }
                    }
                    return rows.add(row.toString());
                })
                .list();
    }

    /** What the API says of every session and its conversation, sub-agents included. */
    public List<String> answers() {
        List<String> answers = new ArrayList<>();
        List<String> ids = jdbc.sql("select agent || ':' || native_id from session order by 1")
                .query(String.class)
                .list();
        for (String id : ids) {
            answers.add(timeless(api("/api/sessions/" + id)));
            boolean log = jdbc.sql(
                                    "select count(*) from log l join session s on s.id = l.session_id where l.role = 'transcript' and"
                                            + " s.agent || ':' || s.native_id = ?")
                            .param(id)
                            .query(Integer.class)
                            .single()
                    > 0;
            if (log) {
                answers.add(Hash.of(id) + api("/api/sessions/" + id + "/entries?all=true&limit=500"));
            }
        }
        return answers;
    }

    /** Without what differs from run to run: compressed sizes, file times, places on this machine. */
    public static String timeless(String json) {
        return json.replaceAll("\"vaultBytes\":\\d+", "\"vaultBytes\":0")
                .replaceAll("\"stored\":\\d+", "\"stored\":0")
                .replaceAll("\"(expiresAt|verifiedAt|writtenAt|modifiedAt|at|sourceAt)\":(\"[^\"]*\"|null)", "\"$1\":0")
                .replaceAll("\"home\":\"[^\"]*\"", "\"home\":\"\"")
                .replaceAll("\"[^\"]*(/projects/[^\"]*\\.jsonl)\"", "\"$1\"");
    }

    /** What one list has and the other has not, each line marked by its side; short enough to read. */
    public static List<String> difference(List<String> found, List<String> wanted) {
        List<String> difference = new ArrayList<>();
        if (found.size() == wanted.size()) {
            for (int i = 0; i < found.size(); i++) {
                int at = Arrays.mismatch(
                        found.get(i).toCharArray(), wanted.get(i).toCharArray());
                if (at >= 0) {
                    int from = Math.max(0, at - 100);
                    difference.add("+ " + found.get(i).substring(from));
                    difference.add("- " + wanted.get(i).substring(from));
                }
            }
        } else {
            List<String> missing = new ArrayList<>(wanted);
            found.stream().filter(line -> !missing.remove(line)).forEach(line -> difference.add("+ " + line));
            missing.forEach(line -> difference.add("- " + line));
        }
        return difference.stream()
                .limit(10)
                .map(line -> line.substring(0, Math.min(line.length(), 2000)))
                .toList();
    }

    public static Path write(Path file, byte[] bytes) {
        try {
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            return Files.write(file, bytes);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
