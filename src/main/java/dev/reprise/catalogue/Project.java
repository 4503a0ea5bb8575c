package dev.reprise.catalogue;

import dev.reprise.agent.Clip;
import dev.reprise.agent.CodingAgent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The project a directory belongs to.
 *
 * @param dir directory, the identity
 * @param label what people call it: the last two folders that say something ({@code acme/api})
 */
record Project(String dir, String label) {

    private static final Set<String> SAYS_NOTHING = Set.of(
            "home",
            "users",
            "user",
            "root",
            "work",
            "workspace",
            "workspaces",
            "src",
            "source",
            "dev",
            "code",
            "projects",
            "project",
            "repos",
            "repo",
            "git",
            "github",
            "github.com",
            "gitlab.com",
            "documents",
            "desktop",
            "development",
            "go",
            "mnt",
            "c",
            "d",
            "volumes",
            "tmp",
            "private",
            "var",
            "opt",
            "data");

    static final Project UNKNOWN = new Project("", "(unknown directory)");

    static Project of(CodingAgent agent, @Nullable String cwd) {
        if (cwd == null || cwd.isBlank()) {
            return UNKNOWN;
        }
        String dir = Drives.one(Clip.to(agent.sources().projectDirectory(Clip.to(cwd, 4096)), 1000));
        String plain = dir.replace('\\', '/');
        while (dir.length() > 1 && plain.endsWith("/")) {
            dir = dir.substring(0, dir.length() - 1);
            plain = plain.substring(0, plain.length() - 1);
        }
        return new Project(dir, label(dir));
    }

    /** What people call a directory. */
    static String label(String dir) {
        String path = dir.replace('\\', '/');
        List<String> parts = new ArrayList<>(List.of(path.split("/")));
        parts.removeIf(p -> p.isBlank() || p.matches("[A-Za-z]:"));
        if (parts.isEmpty()) {
            return path;
        }
        boolean homes = Set.of("home", "users").contains(parts.getFirst().toLowerCase(Locale.ROOT));
        int from = homes ? Math.min(2, parts.size() - 1) : 0;
        while (from < parts.size() - 1 && SAYS_NOTHING.contains(parts.get(from).toLowerCase(Locale.ROOT))) {
            from++;
        }
        from = Math.max(from, parts.size() - 2);
        String label = String.join("/", parts.subList(from, parts.size()));
        return label.length() > 200 ? label.substring(label.length() - 200) : label;
    }
}
