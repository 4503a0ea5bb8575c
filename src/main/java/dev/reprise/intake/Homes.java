package dev.reprise.intake;

import dev.reprise.agent.CodingAgent;
import dev.reprise.agent.CodingAgents;
import dev.reprise.agent.UserHome;
import dev.reprise.data.DataDirectory;
import dev.reprise.problem.Problem;
import dev.reprise.problem.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * The log homes, and the folder of the vault that each has: {@code claude} for the first, {@code claude-2} for the next.
 * Which folder belongs to which home is kept in {@code vault/homes.json}, so that the vault tells it without the database.
 */
@Component
class Homes {

    private final List<Home> homes;

    Homes(IntakeSettings settings, CodingAgents agents, DataDirectory data, JdbcClient jdbc) {
        Map<String, String> roots = readRoots(data.vault().resolve("homes.json"));
        List<Home> found = new ArrayList<>();
        for (Wanted wanted : wanted(settings, agents)) {
            String key = wanted.agent.id() + ":" + wanted.path;
            String root = roots.computeIfAbsent(key, k -> freeRoot(wanted.agent.id(), roots));
            found.add(new Home(row(jdbc, wanted.agent.id(), wanted.path, root), wanted.agent, wanted.path, root, true));
        }
        for (Map.Entry<String, String> known : roots.entrySet()) {
            addUnwanted(known, found, agents, jdbc);
        }
        writeRoots(data.vault().resolve("homes.json"), roots);
        homes = List.copyOf(found);
    }

    /** Homes to read now come first; then those that only the vault remembers. */
    List<Home> all() {
        return homes;
    }

    Home get(int id) {
        return homes.stream().filter(h -> h.id() == id).findFirst().orElseThrow();
    }

    private record Wanted(CodingAgent agent, Path path) {}

    private static List<Wanted> wanted(IntakeSettings settings, CodingAgents agents) {
        List<Wanted> wanted = new ArrayList<>();
        Path userHome = UserHome.path();
        for (CodingAgent agent : agents.all()) {
            List<Path> paths = settings.homes().isEmpty()
                    ? agent.defaultHomes(System::getenv, userHome)
                    : settings.homes().stream().map(h -> expand(h, userHome)).toList();
            Set<Path> real = new HashSet<>();
            paths.stream()
                    .map(p -> p.toAbsolutePath().normalize())
                    .filter(p -> real.add(real(p)))
                    .forEach(p -> wanted.add(new Wanted(agent, p)));
        }
        return wanted;
    }

    /** Two names of one directory are one home. */
    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            return path;
        }
    }

    private static Path expand(String home, Path userHome) {
        return home.startsWith("~/") ? userHome.resolve(home.substring(2)) : Path.of(home);
    }

    private static void addUnwanted(
            Map.Entry<String, String> known, List<Home> found, CodingAgents agents, JdbcClient jdbc) {
        if (found.stream().anyMatch(h -> h.vaultRoot().equals(known.getValue()))) {
            return;
        }
        int colon = known.getKey().indexOf(':');
        String agentId = known.getKey().substring(0, colon);
        Path path = Path.of(known.getKey().substring(colon + 1));
        agents.all().stream()
                .filter(a -> a.id().equals(agentId))
                .findFirst()
                .ifPresent(agent -> found.add(
                        new Home(row(jdbc, agentId, path, known.getValue()), agent, path, known.getValue(), false)));
    }

    private static String freeRoot(String agent, Map<String, String> roots) {
        String root = agent;
        for (int n = 2; roots.containsValue(root); n++) {
            root = agent + "-" + n;
        }
        return root;
    }

    private static int row(JdbcClient jdbc, String agent, Path path, String root) {
        jdbc.sql("merge into log_home (agent, path, vault_root) key (vault_root) values (?, ?, ?)")
                .params(agent, path.toString(), root)
                .update();
        return jdbc.sql("select id from log_home where vault_root = ?")
                .param(root)
                .query(Integer.class)
                .single();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, String> readRoots(Path file) {
        if (!Files.exists(file)) {
            return new LinkedHashMap<>();
        }
        try {
            return new LinkedHashMap<>(JsonMapper.shared().readValue(Files.readAllBytes(file), Map.class));
        } catch (IOException | RuntimeException e) {
            throw new Problem(
                    Reason.STORAGE,
                    file + " cannot be read. It says which folder of the vault belongs to which log home: repair it"
                            + " (JSON, \"claude:/home/you/.claude\": \"claude\") and start again.");
        }
    }

    private static void writeRoots(Path file, Map<String, String> roots) {
        try {
            Files.createDirectories(file.getParent());
            Path next = file.resolveSibling("homes.json.new");
            Files.write(
                    next, JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsBytes(roots));
            Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new Problem(Reason.STORAGE, file + " cannot be written. Make the data directory writable.");
        }
    }
}
