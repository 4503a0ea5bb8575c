package dev.reprise.resume;

import dev.reprise.agent.CodingAgent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A directory that is gone and was a git worktree: git keeps an entry for it in the repository until it prunes, and the
 * CLI's own worktrees lie below theirs.
 */
final class LostWorktree {

    /** A folder with more neighbours is no folder of repositories. */
    private static final int NEIGHBOURS = 500;

    private LostWorktree() {}

    /** The command that makes the worktree again, for the given shell; empty if no repository claims the directory. */
    static Optional<String> remedy(CodingAgent agent, Path gone, @Nullable String branch, Dialect dialect) {
        return repository(agent, gone).map(repository -> {
            // -f because the old entry still claims directory and branch
            Stream<String> words =
                    Stream.of("git", "-C", repository.toString(), "worktree", "add", "-f", gone.toString());
            boolean named = branch != null && !branch.isBlank() && !branch.equals("HEAD") && !branch.startsWith("-");
            return Stream.concat(words, named ? Stream.of(String.valueOf(branch)) : Stream.empty())
                    .map(dialect::word)
                    .collect(Collectors.joining(" "));
        });
    }

    private static Optional<Path> repository(CodingAgent agent, Path gone) {
        return Stream.concat(
                        ofTheCli(agent, gone).stream(),
                        neighbours(gone).stream().filter(near -> claims(near, gone)))
                .findFirst();
    }

    /** A worktree that the CLI itself made lies below its repository. */
    private static Optional<Path> ofTheCli(CodingAgent agent, Path gone) {
        Path repository = Path.of(agent.sources().projectDirectory(gone.toString()));
        boolean itself = repository.equals(gone) || !Files.exists(repository.resolve(".git"));
        return itself ? Optional.empty() : Optional.of(repository);
    }

    private static List<Path> neighbours(Path gone) {
        List<Path> near = new ArrayList<>();
        Path parent = gone.getParent();
        if (parent == null) {
            return near;
        }
        try (DirectoryStream<Path> all = Files.newDirectoryStream(parent)) {
            for (Path one : all) {
                if (near.size() == NEIGHBOURS) {
                    break;
                }
                near.add(one);
            }
        } catch (IOException | DirectoryIteratorException unreadable) {
            near.clear();
        }
        near.sort(null);
        return near;
    }

    private static boolean claims(Path repository, Path gone) {
        Path entries = repository.resolve(".git").resolve("worktrees");
        if (!Files.isDirectory(entries)) {
            return false;
        }
        try (Stream<Path> all = Files.list(entries)) {
            return all.anyMatch(entry -> pointsTo(entry.resolve("gitdir"), gone));
        } catch (IOException unreadable) {
            return false;
        }
    }

    private static boolean pointsTo(Path gitdir, Path gone) {
        try {
            String line = Files.readString(gitdir, StandardCharsets.UTF_8).strip();
            return gone.resolve(".git").equals(Path.of(line));
        } catch (IOException | InvalidPathException notThis) {
            return false;
        }
    }
}
