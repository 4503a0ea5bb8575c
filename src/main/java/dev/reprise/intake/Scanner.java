package dev.reprise.intake;

import dev.reprise.agent.SourceFile;
import dev.reprise.catalogue.Home;
import dev.reprise.catalogue.Source;
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
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Lists what a home holds. Opens no file, follows no link out of its way: a link to a file is read as the file (the CLI
 * writes through links), a link to a folder is followed only for places of the home and project folders.
 */
final class Scanner {

    /**
     * @param files in no order
     * @param folders every folder that was listed
     * @param trouble what could not be looked at: nothing at or below what is {@link Trouble#unsure} may be called vanished
     * @param there false if the home is missing, or none of its folders is there (a disk that is not mounted looks like
     *     that): then nothing may be called vanished at all
     */
    record Listing(List<ScannedFile> files, List<Path> folders, List<Trouble> trouble, boolean there) {}

    /**
     * A folder or file that is not read.
     *
     * @param unsure it could not be looked at, so nothing is known of what lies at or below it
     */
    record Trouble(Path path, String why, boolean unsure) {
        static Trouble named(Path path, String why) {
            return new Trouble(path, why, false);
        }

        static Trouble unsure(Path path, String why) {
            return new Trouble(path, why, true);
        }
    }

    /** Bytes of a file that belongs to no session, above which it is named instead of kept. */
    static final long MAX_PROJECT_FILE = 64L << 20;

    private static final Pattern PACKED = Pattern.compile("\\.jsonl\\.(gz|zst|xz|bz2|zip|lz4|br)$");

    private Scanner() {}

    /** Everything of a home that belongs into the vault. */
    static Listing scan(Home home, Excluded excluded) {
        return scan(home, new HashSet<>(), excluded);
    }

    /** @param visited folders that were read already, in this home or another; those found are added */
    static Listing scan(Home home, Set<Object> visited, Excluded excluded) {
        List<ScannedFile> files = new ArrayList<>();
        List<Path> folders = new ArrayList<>();
        List<Trouble> trouble = new ArrayList<>();
        if (!Files.isDirectory(home.path())) {
            return new Listing(files, folders, trouble, false);
        }
        boolean any = false;
        for (String place : home.agent().sources().places()) {
            Path start = home.path().resolve(place);
            if (Files.exists(start, LinkOption.NOFOLLOW_LINKS)) {
                any = true;
                walk(home, start, files::add, folders, trouble, visited);
            }
        }
        return new Listing(excluded.marked(home, files), folders, trouble, any);
    }

    /** Everything below one folder, or the one file, of a home. */
    static Listing scan(Home home, Path folder, Excluded excluded) {
        List<ScannedFile> files = new ArrayList<>();
        List<Path> folders = new ArrayList<>();
        List<Trouble> trouble = new ArrayList<>();
        if (Files.exists(folder)) {
            walk(home, folder, files::add, folders, trouble, new HashSet<>());
        }
        return new Listing(excluded.marked(home, files), folders, trouble, true);
    }

    private static void walk(
            Home home,
            Path start,
            Consumer<ScannedFile> files,
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
                    if (dir.toString().endsWith(".jsonl")) {
                        trouble.add(Trouble.named(dir, "is a directory, named like a log"));
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (attributes.isSymbolicLink()) {
                        followLink(home, file, files, folders, trouble, visited);
                    } else if (attributes.isRegularFile()) {
                        seen(home, file, attributes, files, trouble);
                    } else {
                        trouble.add(Trouble.named(file, "is a pipe, socket or device, and is not read"));
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) {
                    if (Files.exists(file)) {
                        trouble.add(Trouble.unsure(
                                file, "cannot be read: " + e.getClass().getSimpleName()));
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            trouble.add(
                    Trouble.unsure(start, "cannot be listed: " + e.getClass().getSimpleName()));
        }
    }

    private static void followLink(
            Home home,
            Path link,
            Consumer<ScannedFile> files,
            List<Path> folders,
            List<Trouble> trouble,
            Set<Object> visited) {
        try {
            BasicFileAttributes target = Files.readAttributes(link, BasicFileAttributes.class);
            if (target.isRegularFile()) {
                seen(home, link, target, files, trouble);
            } else if (target.isDirectory() && !followed(home, link)) {
                trouble.add(Trouble.named(
                        link,
                        "is a link to " + link.toRealPath()
                                + " and is not followed: what lies among the logs is read there, the rest is not"));
            } else if (target.isDirectory() && !visited.add(key(target, link))) {
                trouble.add(Trouble.named(link, "is a link to " + link.toRealPath() + ", which is read already"));
            } else if (target.isDirectory()) {
                folders.add(link);
                try (var children = Files.newDirectoryStream(link)) {
                    for (Path child : children) {
                        walk(home, child, files, folders, trouble, visited);
                    }
                }
            }
        } catch (IOException e) {
            trouble.add(Trouble.unsure(link, "is a link that leads nowhere"));
        }
    }

    private static Object key(BasicFileAttributes folder, Path link) throws IOException {
        Object key = folder.fileKey();
        return key == null ? link.toRealPath() : key;
    }

    /** A place of the home or a project folder may lie elsewhere, but not where we look anyway, nor around that. */
    private static boolean followed(Home home, Path link) throws IOException {
        Path parent = link.getParent();
        if (parent == null || !home.path().equals(parent) && !home.path().equals(parent.getParent())) {
            return false;
        }
        Path real = link.toRealPath();
        for (String place : home.agent().sources().places()) {
            Path walked = home.path().resolve(place);
            if (walked.equals(link) || !Files.exists(walked)) {
                continue;
            }
            Path there = walked.toRealPath();
            if (real.startsWith(there) || there.startsWith(real)) {
                return false;
            }
        }
        return !home.path().toRealPath().startsWith(real);
    }

    private static void seen(
            Home home, Path file, BasicFileAttributes attributes, Consumer<ScannedFile> files, List<Trouble> trouble) {
        String relative = home.path().relativize(file).toString().replace(File.separatorChar, '/');
        SourceFile source = home.agent().sources().classify(relative).orElse(null);
        if (source == null) {
            return;
        }
        Optional<String> leftOut = home.agent().sources().leftOut(relative);
        if (leftOut.isPresent()) {
            trouble.add(Trouble.named(file, leftOut.get()));
            return;
        }
        if (!source.isLog() && source.session() == null && attributes.size() > MAX_PROJECT_FILE) {
            trouble.add(Trouble.named(
                    file,
                    "is not kept: it is larger than " + (MAX_PROJECT_FILE >> 20) + " MB and no log of a session"));
            return;
        }
        if (PACKED.matcher(relative).find()) {
            trouble.add(Trouble.named(
                    file, "is compressed: it is kept as it is, and not shown as a session; unpack it to have it read"));
        }
        Object key = attributes.fileKey();
        files.accept(new ScannedFile(
                home,
                source,
                new Source(
                        true,
                        attributes.size(),
                        attributes.lastModifiedTime().toMillis(),
                        key == null ? null : key.toString())));
    }
}
