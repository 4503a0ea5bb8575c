package dev.reprise.intake;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hints of the operating system about folders where something happened. Hints may be lost: the rescan is the truth. */
final class Watcher implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Watcher.class);
    private static final int MOST_FOLDERS = 20_000;

    private final @Nullable WatchService service;
    private final Map<WatchKey, Path> folders = new HashMap<>();
    private final Set<Path> watched = new HashSet<>();
    private boolean full;

    private Watcher(@Nullable WatchService service) {
        this.service = service;
    }

    /** A watcher, or one that never says anything where the system has none. */
    static Watcher open() {
        try {
            return new Watcher(FileSystems.getDefault().newWatchService());
        } catch (IOException | UnsupportedOperationException e) {
            log.info("No directory watching here ({}); logs are looked at instead", e.getMessage());
            return none();
        }
    }

    static Watcher none() {
        return new Watcher(null);
    }

    /** Watches these folders too; answers whether some are new to it: what happened in them before was not seen. */
    boolean watch(List<Path> more) {
        WatchService s = service;
        boolean fresh = false;
        for (Path folder : more) {
            if (s != null && !full && watched.size() < MOST_FOLDERS && watched.add(folder)) {
                fresh |= register(s, folder);
            }
        }
        return fresh;
    }

    private boolean register(WatchService s, Path folder) {
        try {
            folders.put(
                    folder.register(s, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY),
                    folder);
            return true;
        } catch (NoSuchFileException | NotDirectoryException e) {
            watched.remove(folder);
            return false;
        } catch (IOException e) {
            full = true;
            log.info("Not every folder can be watched ({}); the rescan finds the rest", e.getMessage());
            return false;
        }
    }

    /** Files and folders where something was created or written since the last call. */
    Set<Path> dirty() {
        Set<Path> dirty = new HashSet<>();
        WatchService s = service;
        if (s == null) {
            return dirty;
        }
        try {
            for (WatchKey key = s.poll(); key != null; key = s.poll()) {
                Path folder = folders.get(key);
                for (WatchEvent<?> event : key.pollEvents()) {
                    if (folder != null) {
                        dirty.add(event.context() instanceof Path name ? folder.resolve(name) : folder);
                    }
                }
                if (!key.reset()) {
                    watched.remove(folders.remove(key));
                }
            }
        } catch (ClosedWatchServiceException e) {
            return dirty;
        }
        return dirty;
    }

    @Override
    public void close() {
        WatchService s = service;
        if (s != null) {
            try {
                s.close();
            } catch (IOException e) {
                log.debug("Closing the watcher", e);
            }
        }
    }
}
