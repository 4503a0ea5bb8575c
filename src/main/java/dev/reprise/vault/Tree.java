package dev.reprise.vault;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Finds what the vault holds by looking at the names on disk; links and foreign files are passed over. */
record Tree(Path root) {

    /** Calls with each source path and its versions that are there (0 = current), sorted within a directory. */
    void each(BiConsumer<String, List<Integer>> visitor) throws IOException {
        visit(root, "", (path, versions) -> visitor.accept(path, List.copyOf(versions.keySet())));
    }

    /** As {@link #each}, with size and time of the current version. */
    void states(Consumer<FileState> visitor) throws IOException {
        visit(root, "", (path, found) -> {
            BasicFileAttributes current = found.get(0);
            int versions = current == null ? found.size() : found.size() - 1;
            visitor.accept(
                    current == null
                            ? new FileState(path, -1, 0, versions)
                            : new FileState(
                                    path,
                                    current.size(),
                                    current.lastModifiedTime().toMillis(),
                                    versions));
        });
    }

    /** Calls with every version of everything. */
    void files(Consumer<VaultFile> visitor) throws IOException {
        visit(
                root,
                "",
                (path, found) -> found.forEach((version, attributes) -> visitor.accept(new VaultFile(
                        path,
                        version,
                        attributes.size(),
                        attributes.lastModifiedTime().toMillis()))));
    }

    private void visit(Path dir, String prefix, BiConsumer<String, TreeMap<Integer, BasicFileAttributes>> visitor)
            throws IOException {
        var files = new TreeMap<String, TreeMap<Integer, BasicFileAttributes>>();
        var directories = new ArrayList<String>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(dir)) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                var attributes = attributes(entry);
                if (attributes == null) {
                    continue;
                }
                var named = Places.parse(name);
                if (attributes.isDirectory()) {
                    directories.add(name);
                } else if (named != null && attributes.isRegularFile()) {
                    files.computeIfAbsent(named.name(), n -> new TreeMap<>()).put(named.version(), attributes);
                }
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            return;
        }
        files.forEach((name, versions) -> visitor.accept(prefix + name, versions));
        Collections.sort(directories);
        for (String name : directories) {
            visit(dir.resolve(name), prefix + Places.directory(name), visitor);
        }
    }

    private static @Nullable BasicFileAttributes attributes(Path entry) throws IOException {
        try {
            return Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            return null;
        }
    }
}
