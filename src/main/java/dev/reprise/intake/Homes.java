package dev.reprise.intake;

import dev.reprise.agent.CodingAgent;
import dev.reprise.agent.CodingAgents;
import dev.reprise.agent.UserHome;
import dev.reprise.catalogue.Home;
import dev.reprise.catalogue.LogHomes;
import dev.reprise.data.DataDirectory;
import dev.reprise.data.WholeFile;
import dev.reprise.problem.Problem;
import dev.reprise.problem.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The log homes, and the folder of the vault that each has: {@code claude} for the first, {@code claude-2} for the next.
 * Which folder belongs to which home is kept in {@code vault/homes.json}, so that the vault tells it without the database.
 */
@Component
class Homes {

    private static final Logger log = LoggerFactory.getLogger(Homes.class);
    private static final Pattern ROOT = Pattern.compile("[a-z0-9]+(-\\d+)?");

    private final List<Home> homes;
    private final Excluded excluded;

    Homes(IntakeSettings settings, CodingAgents agents, DataDirectory data, LogHomes rows, Excluded excluded) {
        this.excluded = excluded;
        List<Wanted> all = wanted(settings, agents);
        Map<String, String> roots = roots(data.vault().resolve("homes.json"), all, agents, data, rows);
        List<Home> found = new ArrayList<>();
        for (Wanted wanted : all) {
            String key = wanted.agent.id() + ":" + wanted.path;
            String root = roots.computeIfAbsent(key, k -> freeRoot(wanted.agent.id(), roots));
            found.add(new Home(rows.row(wanted.agent.id(), wanted.path, root), wanted.agent, wanted.path, root, true));
        }
        for (Map.Entry<String, String> known : roots.entrySet()) {
            addUnwanted(known, found, agents, rows);
        }
        writeRoots(data.vault().resolve("homes.json"), roots);
        homes = List.copyOf(found);
    }

    /** What of them is not imported. */
    Excluded excluded() {
        return excluded;
    }

    /** Homes to read now come first; then those that only the vault remembers. */
    List<Home> all() {
        return homes;
    }

    /** Those that are read. */
    List<Home> read() {
        return homes.stream().filter(Home::read).toList();
    }

    private record Wanted(CodingAgent agent, Path path) {}

    private static List<Wanted> wanted(IntakeSettings settings, CodingAgents agents) {
        List<Wanted> wanted = new ArrayList<>();
        Path userHome = UserHome.path();
        for (CodingAgent agent : agents.all()) {
            List<Path> paths = settings.homes().isEmpty()
                    ? agent.sources().defaultHomes(System::getenv, userHome)
                    : named(settings, agent, agents).stream()
                            .map(h -> expand(h, userHome))
                            .toList();
            Set<Path> real = new HashSet<>();
            paths.stream()
                    .map(p -> p.toAbsolutePath().normalize())
                    .filter(p -> real.add(real(p)))
                    .forEach(p -> wanted.add(new Wanted(agent, p)));
        }
        return wanted;
    }

    /** Homes that the settings name for this agent: {@code agent:path}, or without a prefix those of the first agent. */
    private static List<String> named(IntakeSettings settings, CodingAgent agent, CodingAgents agents) {
        List<String> named = new ArrayList<>();
        for (String home : settings.homes()) {
            CodingAgent whose = agents.all().stream()
                    .filter(one -> home.startsWith(one.id() + ":"))
                    .findFirst()
                    .orElse(null);
            if (whose == null && agent.equals(agents.all().getFirst())) {
                named.add(home);
            } else if (agent.equals(whose)) {
                named.add(home.substring(agent.id().length() + 1));
            }
        }
        return named;
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
            Map.Entry<String, String> known, List<Home> found, CodingAgents agents, LogHomes rows) {
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
                        new Home(rows.row(agentId, path, known.getValue()), agent, path, known.getValue(), false)));
    }

    private static String freeRoot(String agent, Map<String, String> roots) {
        String root = agent;
        for (int n = 2; roots.containsValue(root); n++) {
            root = agent + "-" + n;
        }
        return root;
    }

    /** Which folder of the vault is whose; made again from the catalogue, else from the vault's tree, where it cannot be read. */
    private static Map<String, String> roots(
            Path file, List<Wanted> wanted, CodingAgents agents, DataDirectory data, LogHomes rows) {
        Map<String, String> roots = new LinkedHashMap<>();
        if (Files.exists(file)) {
            try {
                roots.putAll(read(Files.readAllBytes(file)));
            } catch (IOException | JacksonException | IllegalArgumentException e) {
                log.warn("{} cannot be read; it is made again from what the catalogue and the vault tell.", file);
            }
        }
        rows.roots().forEach((home, root) -> add(roots, home, root));
        for (String folder : folders(data.vault())) {
            if (!roots.containsValue(folder)) {
                add(roots, whose(folder, wanted, agents, roots, data), folder);
            }
        }
        roots.remove("");
        return roots;
    }

    private static void add(Map<String, String> roots, String home, String root) {
        if (!roots.containsValue(root)) {
            roots.putIfAbsent(home, root);
        }
    }

    private static Map<String, String> read(byte[] json) {
        Map<String, String> roots = new LinkedHashMap<>();
        JsonNode all = JsonMapper.shared().readTree(json);
        if (!all.isObject()) {
            throw new IllegalArgumentException("no object");
        }
        for (Map.Entry<String, JsonNode> one : all.properties()) {
            boolean names = one.getKey().indexOf(':') > 0 && one.getValue().isString();
            if (!names || !ROOT.matcher(one.getValue().stringValue()).matches()) {
                throw new IllegalArgumentException("no home: " + one.getKey());
            }
            roots.put(one.getKey(), one.getValue().stringValue());
        }
        return roots;
    }

    private static List<String> folders(Path vault) {
        try (Stream<Path> found = Files.list(vault)) {
            return found.filter(Files::isDirectory)
                    .map(folder -> folder.getFileName().toString())
                    .filter(folder -> ROOT.matcher(folder).matches())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    /** The first wanted home of this agent that has no folder yet; else only the vault itself is its home. Empty: nobody's. */
    private static String whose(
            String folder, List<Wanted> wanted, CodingAgents agents, Map<String, String> roots, DataDirectory data) {
        for (CodingAgent agent : agents.all()) {
            if (folder.equals(agent.id()) || folder.startsWith(agent.id() + "-")) {
                return wanted.stream()
                        .filter(home -> home.agent.equals(agent))
                        .map(home -> agent.id() + ":" + home.path)
                        .filter(key -> !roots.containsKey(key))
                        .findFirst()
                        .orElse(agent.id() + ":" + data.vault().resolve(folder));
            }
        }
        return "";
    }

    private static void writeRoots(Path file, Map<String, String> roots) {
        try {
            Files.createDirectories(file.getParent());
            byte[] json = JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsBytes(roots);
            if (!Files.isRegularFile(file) || !Arrays.equals(Files.readAllBytes(file), json)) {
                WholeFile.write(file, json);
            }
        } catch (IOException e) {
            throw new Problem(Reason.STORAGE, file + " cannot be written. Make the data directory writable.");
        }
    }
}
