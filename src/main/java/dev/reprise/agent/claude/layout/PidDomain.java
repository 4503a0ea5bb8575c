package dev.reprise.agent.claude.layout;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a process id of the registry means something: {@code linux:<machine-id>:pid:[<namespace>]} (client/FORMAT.md sections 1
 * and 4). A process of another namespace (container, WSL, toolbox) or machine cannot be seen from here, and its id may be
 * another one's.
 */
final class PidDomain {

    private static final Pattern LINUX = Pattern.compile("linux:([^:]*):(pid:\\[\\d+\\])");
    private static final @Nullable String NAMESPACE = link(Path.of("/proc/self/ns/pid"));
    private static final @Nullable String MACHINE = line(Path.of("/etc/machine-id"));

    private PidDomain() {}

    /** Whether it is known to be another one than ours. */
    static boolean isForeign(@Nullable String domain) {
        return isForeign(domain, NAMESPACE, MACHINE);
    }

    static boolean isForeign(@Nullable String domain, @Nullable String namespace, @Nullable String machine) {
        if (domain == null || namespace == null) {
            return false;
        }
        Matcher parts = LINUX.matcher(domain);
        if (!parts.matches()) {
            return false;
        }
        boolean otherMachine = machine != null && !parts.group(1).isEmpty() && !machine.equals(parts.group(1));
        return otherMachine || !namespace.equals(parts.group(2));
    }

    private static @Nullable String link(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException | UnsupportedOperationException notThere) {
            return null;
        }
    }

    private static @Nullable String line(Path file) {
        try {
            String line = Files.readString(file, StandardCharsets.ISO_8859_1).strip();
            return line.isEmpty() ? null : line;
        } catch (IOException notThere) {
            return null;
        }
    }
}
