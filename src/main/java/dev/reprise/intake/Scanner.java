package dev.reprise.intake;

import dev.reprise.agent.SourceFile;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Lists what a home holds. Opens no file, follows no link out of its way: a link to a file is read as the file (the CLI
 * writes through links), a link to a folder is followed only for places of the home and project folders.
 */
final class Scanner {

    /**
     * @param files in no order
     * @param folders every folder that was listed
     * @param trouble what could not be looked at: nothing at or below it may be called vanished
     * @param there false if the home is missing, or none of its folders is there (a disk that is not mounted looks like
     *     that): then nothing may be called vanished at all
     */
    record Listing(List<Seen> files, List<Path> folders, List<Trouble> trouble, boolean there) {}

    /** A folder or file that could not be looked at. */
    record Trouble(Path path, String why) {}

    private Scanner() {}

    /** Everything of a home that belongs into the vault. */
    static Listing scan(Home home) {
        List<Seen> files = new ArrayList<>();
        List<Path> folders = new ArrayList<>();
        List<Trouble> trouble = new ArrayList<>();
        if (!Files.isDirectory(home.path())) {
            return new Listing(files, folders, trouble, false);
        }
        boolean any = false;
        for (String place : home.agent().places()) {
            Path start = home.path().resolve(place);
            if (Files.exists(start, LinkOption.NOFOLLOW_LINKS)) {
                any = true;
                walk(home, start, files::add, folders, trouble, new HashSet<>());
            }
        }
        return new Listing(files, folders, trouble, any);
    }

    /** Everything below one folder, or the one file, of a home. */
    static Listing scan(Home home, Path folder) {
        List<Seen> files = new ArrayList<>();
        List<Path> folders = new ArrayList<>();
        List<Trouble> trouble = new ArrayList<>();
        if (Files.exists(folder)) {
            walk(home, folder, files::add, folders, trouble, new HashSet<>());
        }
        return new Listing(files, folders, trouble, true);
    }

    private static void walk(
            Home home,
            Path start,
            Consumer<Seen> files,
            List<Path> folders,
            List<Trouble> trouble,
            Set<Object> visited) {
        try {
            Files.walkFileTree(start, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) {
                    Object key = attributes.fileKey();
                    if (key != null && !visited.add(key)) {
                        return FileVisitResult.SKIP_SUBTREE;
                    }
                    folders.add(dir);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (attributes.isSymbolicLink()) {
                        followLink(home, file, files, folders, trouble, visited);
                    } else if (attributes.isRegularFile()) {
                        seen(home, file, attributes, files);
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) {
                    if (Files.exists(file)) {
                        trouble.add(new Trouble(
                                file, "cannot be read: " + e.getClass().getSimpleName()));
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            trouble.add(new Trouble(start, "cannot be listed: " + e.getClass().getSimpleName()));
        }
    }

    private static void followLink(
            Home home,
            Path link,
            Consumer<Seen> files,
            List<Path> folders,
            List<Trouble> trouble,
            Set<Object> visited) {
        try {
            BasicFileAttributes target = Files.readAttributes(link, BasicFileAttributes.class);
            if (target.isRegularFile()) {
                seen(home, link, target, files);
            } else if (target.isDirectory() && followed(home, link)) {
                folders.add(link);
                try (var children = Files.newDirectoryStream(link)) {
                    for (Path child : children) {
                        walk(home, child, files, folders, trouble, visited);
                    }
                }
            }
        } catch (IOException e) {
            trouble.add(new Trouble(link, "is a link that leads nowhere"));
        }
    }

    /** A place of the home or a project folder may lie elsewhere; what lies in the home is found at its own path. */
    private static boolean followed(Home home, Path link) throws IOException {
        Path parent = link.getParent();
        boolean place = home.path().equals(parent);
        if (parent == null) {
            return false;
        }
        boolean project = home.path().equals(parent.getParent());
        Path real = link.toRealPath();
        return (place || project && !real.startsWith(parent.toRealPath()))
                && !real.startsWith(home.path().toRealPath());
    }

    private static void seen(Home home, Path file, BasicFileAttributes attributes, Consumer<Seen> files) {
        String relative = home.path().relativize(file).toString().replace(File.separatorChar, '/');
        SourceFile source = home.agent().classify(relative).orElse(null);
        if (source != null) {
            Object key = attributes.fileKey();
            files.accept(new Seen(
                    home,
                    source,
                    attributes.size(),
                    attributes.lastModifiedTime().toMillis(),
                    key == null ? null : key.toString()));
        }
    }
}
