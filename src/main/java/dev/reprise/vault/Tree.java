package dev.reprise.vault;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/** Finds what the vault holds by looking at the names on disk; links and foreign files are passed over. */
record Tree(Path root) {

    /** Calls with each source path and its versions that are there (0 = current), sorted within a directory. */
    void each(BiConsumer<String, List<Integer>> visitor) throws IOException {
        visit(root, "", visitor);
    }

    private void visit(Path dir, String prefix, BiConsumer<String, List<Integer>> visitor) throws IOException {
        var files = new TreeMap<String, TreeSet<Integer>>();
        var directories = new ArrayList<String>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(dir)) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                var named = Places.parse(name);
                if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                    directories.add(name);
                } else if (named != null && Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS)) {
                    files.computeIfAbsent(named.name(), n -> new TreeSet<>()).add(named.version());
                }
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            return;
        }
        files.forEach((name, versions) -> visitor.accept(prefix + name, List.copyOf(versions)));
        Collections.sort(directories);
        for (String name : directories) {
            visit(dir.resolve(name), prefix + name + "/", visitor);
        }
    }
}
