package dev.reprise.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.apache.lucene.index.IndexNotFoundException;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.FSDirectory;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/** The directory {@code index/}: the index that is written, and the one before while that answers until the new one is complete. */
final class Shelf {

    private final Path root;
    private volatile @Nullable SearcherManager serving;
    private volatile @Nullable IndexSearcher last;
    private @Nullable Index writing;
    private @Nullable SearcherManager old;
    private @Nullable Path oldPath;

    Shelf(Path root) {
        this.root = root;
    }

    /** What answers; null if nothing does. */
    @Nullable
    SearcherManager serving() {
        return serving;
    }

    /** Opens the index of this format and catalogue, or begins one; an older one of the same catalogue answers until then. */
    synchronized Index open(String catalogue) throws IOException {
        String identity = Fields.VERSION + " " + catalogue;
        Path mine = null;
        Path before = null;
        for (Path path : all()) {
            Index.Saved saved = Index.saved(path);
            if (saved != null && saved.identity().equals(identity) && mine == null) {
                mine = path;
            } else if (saved != null
                    && saved.complete()
                    && saved.identity().endsWith(" " + catalogue)
                    && before == null) {
                before = path;
            } else if (!path.equals(oldPath)) {
                FileSystemUtils.deleteRecursively(path);
            }
        }
        Index index = mine == null ? Index.open(fresh(), identity) : opened(mine, identity);
        writing = index;
        if (before != null && !index.isComplete() && old == null) {
            old = new SearcherManager(FSDirectory.open(before), null);
            oldPath = before;
        }
        serving = index.isComplete() || old == null ? index.searchers() : old;
        if (index.isComplete()) {
            dropOld();
        }
        return index;
    }

    /** A damaged one is begun anew. */
    private Index opened(Path mine, String identity) throws IOException {
        try {
            return Index.open(mine, identity);
        } catch (IOException | RuntimeException e) {
            if (!isBroken(e)) {
                throw e;
            }
            clear(mine);
            return Index.open(fresh(), identity);
        }
    }

    /** Newest first. */
    private List<Path> all() throws IOException {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> found = Files.list(root)) {
            return new ArrayList<>(found.filter(Files::isDirectory)
                    .sorted(Comparator.comparingInt(Shelf::number).reversed())
                    .toList());
        }
    }

    private static int number(Path path) {
        try {
            return Integer.parseInt(path.getFileName().toString());
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private Path fresh() throws IOException {
        int highest = all().stream().mapToInt(Shelf::number).max().orElse(0);
        return root.resolve(Integer.toString(highest + 1));
    }

    /** It has all that the one before had. */
    synchronized void complete(Index index) throws IOException {
        serving = index.searchers();
        dropOld();
    }

    /** Deletes the one before. */
    synchronized void dropOld() throws IOException {
        SearcherManager before = old;
        Path path = oldPath;
        old = null;
        oldPath = null;
        if (before != null) {
            before.close();
        }
        if (path != null) {
            FileSystemUtils.deleteRecursively(path);
        }
    }

    /** It cannot be written: what was read of it still answers. What is damaged or gone is begun anew. */
    synchronized void failed(Exception why) {
        Index index = writing;
        writing = null;
        if (index != null) {
            keep(index.searchers());
            boolean there = index.isThere();
            try {
                index.close();
            } catch (IOException | RuntimeException e) {
                // it is given up anyway
            }
            if (isBroken(why) || !there) {
                clear(index.path());
            }
        }
    }

    private void keep(SearcherManager searchers) {
        try {
            // stays open: only a reader that nobody holds is closed
            last = searchers.acquire();
        } catch (IOException | RuntimeException e) {
            last = null;
        }
    }

    private static boolean isBroken(Throwable why) {
        for (Throwable cause = why; cause != null; cause = cause.getCause()) {
            if (cause instanceof CorruptIndexException
                    || cause instanceof IndexNotFoundException
                    || cause instanceof IndexFormatTooNewException
                    || cause instanceof IndexFormatTooOldException
                    || cause instanceof NoSuchFileException
                    || cause instanceof java.io.FileNotFoundException
                    || cause instanceof java.io.EOFException) {
                return true;
            }
        }
        return false;
    }

    /** Asks what was read before; null if nothing was. */
    <T> @Nullable T last(Indexer.Asking<T> question) {
        IndexSearcher searcher = last;
        try {
            return searcher == null ? null : question.ask(searcher);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void clear(Path path) {
        try {
            FileSystemUtils.deleteRecursively(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Deletes every index. None is open for writing. */
    synchronized void clear() {
        serving = null;
        last = null;
        oldPath = null;
        clear(root);
    }

    synchronized void close() {
        Index index = writing;
        writing = null;
        serving = null;
        try {
            if (index != null) {
                index.close();
            }
            if (old != null) {
                old.close();
            }
        } catch (IOException | RuntimeException e) {
            // the process ends
        }
    }
}
