package dev.reprise.organise;

import dev.reprise.catalogue.Sessions;
import dev.reprise.organise.Projects.Suggestion;
import dev.reprise.session.ProjectCount;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Finds directories that may be one project, each with the reason. */
@Component
class Alike {

    /** Projects that are compared; the most recent ones. */
    private static final int MOST = 500;
    /** Letters that like names share. */
    private static final int LIKE = 4;

    private final Sessions sessions;
    private final @Nullable Path machine;

    Alike(Sessions sessions, @Value("${reprise.resume.root:#{null}}") @Nullable Path machine) {
        this.sessions = sessions;
        this.machine = machine;
    }

    /** What is known of a directory; {@code there} and {@code real}: without links, are null where it is not there. */
    private record Look(
            String dir,
            @Nullable Path there,
            @Nullable Path real,
            @Nullable Repository repository,
            Set<String> pulls) {}

    /** @param projects the most recently used first */
    List<Suggestion> among(List<ProjectCount> projects) {
        Map<String, Set<String>> pulls = sessions.pullRequestRepositories();
        List<Look> looks = projects.stream()
                .limit(MOST)
                .filter(project -> !project.dir().isEmpty())
                .map(project -> look(project.dir(), pulls.getOrDefault(project.dir(), Set.of())))
                .toList();
        List<Suggestion> found = new ArrayList<>();
        Set<String> parts = new HashSet<>();
        for (int one = 0; one < looks.size(); one++) {
            for (int other = 0; other < looks.size() && !parts.contains(looks.get(one).dir); other++) {
                Look dir = looks.get(one);
                Look into = looks.get(other);
                if (one != other && !parts.contains(into.dir)) {
                    why(dir, into, one > other).ifPresent(why -> {
                        parts.add(dir.dir);
                        found.add(new Suggestion(dir.dir, into.dir, why));
                    });
                }
            }
        }
        return found;
    }

    private Look look(String dir, Set<String> pulls) {
        Path there = Repository.local(dir, machine);
        return new Look(
                dir,
                there,
                there == null ? null : real(there),
                Repository.of(dir, machine).orElse(null),
                pulls);
    }

    /** Why the first is a part of the second; {@code later} whether it was used less recently: of two alike that one goes. */
    private Optional<String> why(Look dir, Look into, boolean later) {
        boolean goes = dir.there == null && into.there != null || (dir.there == null) == (into.there == null) && later;
        return worktree(dir, into)
                .or(() -> inside(dir, into))
                .or(() -> goes ? spelled(dir, into) : Optional.empty())
                .or(() -> goes ? remote(dir, into) : Optional.empty())
                // only a newer one can be where it went
                .or(() -> goes && later ? moved(dir, into) : Optional.empty());
    }

    /** A directory that is gone, and one that is there with newer sessions: of the same name elsewhere, or of a like one beside it. */
    private static Optional<String> moved(Look dir, Look into) {
        if (dir.there != null || into.there == null) {
            return Optional.empty();
        }
        String[] from = parts(dir.dir);
        String[] to = parts(into.dir);
        if (from.length < 2 || to.length < 2) {
            return Optional.empty();
        }
        String name = from[from.length - 1];
        String other = to[to.length - 1];
        if (name.equals(other)) {
            return Optional.of("It is gone; that one is called the same and has newer sessions.");
        }
        boolean beside = from.length == to.length && Arrays.equals(from, 0, from.length - 1, to, 0, to.length - 1);
        return beside && alike(name, other)
                ? Optional.of("It is gone; that one lies beside it, has a like name and newer sessions.")
                : Optional.empty();
    }

    private static String[] parts(String dir) {
        return Arrays.stream(dir.split("[/\\\\]+"))
                .filter(part -> !part.isEmpty())
                .toArray(String[]::new);
    }

    /** Whether the names begin, or end, with the same word of some length. */
    private static boolean alike(String one, String other) {
        int begin = 0;
        int shortest = Math.min(one.length(), other.length());
        while (begin < shortest && one.charAt(begin) == other.charAt(begin)) {
            begin++;
        }
        int end = 0;
        while (end < shortest - begin && one.charAt(one.length() - 1 - end) == other.charAt(other.length() - 1 - end)) {
            end++;
        }
        return Math.max(begin, end) >= LIKE && 2 * Math.max(begin, end) >= shortest;
    }

    private Optional<String> worktree(Look dir, Look into) {
        Path base = dir.repository == null ? null : dir.repository.base();
        return base != null && into.there != null && base.equals(into.there)
                ? Optional.of("It is a git worktree of that one.")
                : Optional.empty();
    }

    private Optional<String> inside(Look dir, Look into) {
        return dir.repository != null
                        && dir.there != null
                        && into.there != null
                        && dir.repository.root().equals(into.there)
                        && !dir.there.equals(into.there)
                ? Optional.of("It lies in the git repository of that one.")
                : Optional.empty();
    }

    private Optional<String> spelled(Look dir, Look into) {
        if (dir.there != null && into.there != null) {
            return dir.real != null && dir.real.equals(into.real)
                    ? Optional.of("Both are the same directory, by two paths.")
                    : Optional.empty();
        }
        return plain(dir.dir).equals(plain(into.dir))
                ? Optional.of("Both are the same path, spelled in two ways.")
                : Optional.empty();
    }

    private static @Nullable Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            return null;
        }
    }

    /** Without case, kind of slash, and the way a drive is written: {@code C:\x}, {@code /mnt/c/x}, {@code /c/x}. */
    private static String plain(String dir) {
        return dir.replace('\\', '/')
                .toLowerCase(Locale.ROOT)
                .replaceFirst("^(?:/mnt)?/([a-z])/", "$1:/")
                .replaceFirst("/+$", "");
    }

    private Optional<String> remote(Look dir, Look into) {
        String here = dir.repository == null ? null : dir.repository.remote();
        String there = into.repository == null ? null : into.repository.remote();
        if (here != null && Objects.equals(here, there)) {
            return Optional.of("Both are clones of " + here + ".");
        }
        boolean gone = dir.there == null;
        if (gone && there != null && dir.pulls.contains(there)) {
            return Optional.of("It is gone; its pull requests are of " + there + ", which that one is a clone of.");
        }
        return gone
                ? dir.pulls.stream()
                        .filter(into.pulls::contains)
                        .findFirst()
                        .map(repository -> "It is gone; pull requests of both are of " + repository + ".")
                : Optional.empty();
    }
}
