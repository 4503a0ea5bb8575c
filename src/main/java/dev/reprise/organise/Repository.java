package dev.reprise.organise;

import dev.reprise.agent.Clip;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What git knows of a directory, read off its files (gitrepository-layout(5)): no program is run.
 *
 * @param root top of its working tree
 * @param base top of the working tree that it is a linked worktree of; null if it is none
 * @param remote host and path of {@code origin}, without user and password: {@code github.com/acme/api}; null if none
 */
record Repository(Path root, @Nullable Path base, @Nullable String remote) {

    private static final int DEEPEST = 40;
    private static final long LARGEST = 65_536;
    private static final Pattern WORKTREE =
            Pattern.compile("gitdir: (.+)[/\\\\]\\.git[/\\\\]worktrees[/\\\\][^/\\\\]+");
    private static final Pattern ORIGIN = Pattern.compile("\\[remote \"origin\"\\][^\\[]*?\\n\\s*url\\s*=\\s*(\\S+)");
    private static final Pattern URL =
            Pattern.compile("(?:[a-z+]+://)?(?:[^@/]*@)?([A-Za-z0-9.-]+)(?::\\d+)?[:/]/?(.+?)(?:\\.git)?/?");

    /**
     * @param dir as a log gives it; what is not a plain absolute path of this machine is not looked at
     * @param machine where its disk is mounted; null: it is this one
     */
    static Optional<Repository> of(String dir, @Nullable Path machine) {
        Path at = local(dir, machine);
        for (int up = 0; at != null && up < DEEPEST; up++, at = at.getParent()) {
            Path git = at.resolve(".git");
            if (Files.isDirectory(git, LinkOption.NOFOLLOW_LINKS)) {
                return Optional.of(new Repository(at, null, remote(git)));
            }
            if (Files.isRegularFile(git, LinkOption.NOFOLLOW_LINKS)) {
                Path base = base(git, machine);
                return Optional.of(new Repository(at, base, base == null ? null : remote(base.resolve(".git"))));
            }
            if (at.equals(machine)) {
                break;
            }
        }
        return Optional.empty();
    }

    /** Where it is seen from here; null for a path that leads to another machine, or is none. */
    static @Nullable Path local(String dir, @Nullable Path machine) {
        try {
            Path path = Path.of(dir);
            if (!path.isAbsolute() || dir.startsWith("\\\\") || dir.startsWith("//")) {
                return null;
            }
            Path seen = machine == null ? path : machine.resolve(path.getRoot().relativize(path));
            return Files.isDirectory(seen) ? seen : null;
        } catch (InvalidPathException e) {
            return null;
        }
    }

    private static @Nullable Path base(Path file, @Nullable Path machine) {
        Matcher worktree = WORKTREE.matcher(text(file).strip());
        return worktree.matches() ? local(worktree.group(1), machine) : null;
    }

    private static @Nullable String remote(Path git) {
        Matcher origin = ORIGIN.matcher(text(git.resolve("config")));
        return origin.find() ? remote(origin.group(1)) : null;
    }

    /** The same for all spellings of an address; null for a path of this machine. */
    static @Nullable String remote(String address) {
        Matcher url = URL.matcher(address);
        if (address.startsWith("/") || address.startsWith("file:") || !url.matches()) {
            return null;
        }
        return Clip.to(url.group(1).toLowerCase(java.util.Locale.ROOT) + "/" + url.group(2), 200);
    }

    private static String text(Path file) {
        try {
            boolean small = Files.isRegularFile(file) && Files.size(file) <= LARGEST;
            return small ? new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1) : "";
        } catch (IOException e) {
            return "";
        }
    }
}
