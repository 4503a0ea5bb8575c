package dev.reprise.agent;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;

/**
 * Looks for the main logs of one session as they lie in a home at this moment. The catalogue may be seconds behind, and
 * whoever pastes a command has often just restored, copied or moved a log.
 */
public final class LogSearch {

    /** Deep enough for every known layout; the folders that belong to single sessions are not entered. */
    private static final int DEPTH = 5;

    private LogSearch() {}

    /** Paths of every main log with this native id, sorted. */
    public static List<Path> find(CodingAgent agent, Path home, String session) {
        List<Path> found = new ArrayList<>();
        for (String place : agent.sources().places()) {
            Path root = home.resolve(place);
            if (Files.isDirectory(root)) {
                walk(root, new Visitor(agent, home, session, found));
            }
        }
        found.sort(null);
        return found;
    }

    private static void walk(Path root, Visitor visitor) {
        try {
            // a project folder or log may be a link: the CLI follows them
            Files.walkFileTree(root, EnumSet.of(FileVisitOption.FOLLOW_LINKS), DEPTH, visitor);
        } catch (IOException unreadable) {
            // then the CLI cannot read it either: nothing is found there
            return;
        }
    }

    private static final class Visitor extends SimpleFileVisitor<Path> {

        private final CodingAgent agent;
        private final Path home;
        private final String session;
        private final List<Path> found;

        Visitor(CodingAgent agent, Path home, String session, List<Path> found) {
            this.agent = agent;
            this.home = home;
            this.session = session;
            this.found = found;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return agent.sources().isOfOneSession(name(folder))
                    ? FileVisitResult.SKIP_SUBTREE
                    : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            // a pipe with that name would keep whoever reads it waiting
            // most names are another session's: told apart before anything is parsed
            boolean candidate = attributes.isRegularFile()
                    && name(file).toLowerCase(Locale.ROOT).contains(session.toLowerCase(Locale.ROOT));
            if (candidate && isLog(file)) {
                found.add(file);
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) {
            return FileVisitResult.CONTINUE;
        }

        private boolean isLog(Path file) {
            String path = home.relativize(file).toString().replace('\\', '/');
            return agent.sources()
                    .classify(path)
                    .filter(source -> source.role() == SourceFile.Role.TRANSCRIPT)
                    .filter(source -> session.equals(source.session()))
                    .isPresent();
        }

        private static String name(Path path) {
            Path name = path.getFileName();
            return name == null ? "" : name.toString();
        }
    }
}
