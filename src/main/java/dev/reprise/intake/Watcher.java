package dev.reprise.intake;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hints of the operating system about folders where something happened; a thread of its own waits for them. Hints may be lost:
 * the rescan is the truth.
 */
final class Watcher implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Watcher.class);
    private static final int MAX_FOLDERS = 20_000;
    /** Where Java has no hints of the system it lists each folder again and again: then only the newest are watched. */
    private static final int MAX_POLLED_FOLDERS = 64;

    private final @Nullable WatchService service;
    private final boolean polling;
    private final Runnable hint;
    private final Set<Path> watched = new HashSet<>();
    private final Set<Path> dirty = new HashSet<>();
    private final Set<Path> gone = new HashSet<>();
    private boolean full;

    private Watcher(@Nullable WatchService service, Runnable hint) {
        this.service = service;
        this.hint = hint;
        this.polling = service != null && service.getClass().getSimpleName().startsWith("Polling");
    }

    /**
     * A watcher, or one that never says anything where the system has none.
     *
     * @param hint called, on the watcher's thread, when there is something dirty
     */
    static Watcher open(Runnable hint) {
        try {
            Watcher watcher = new Watcher(FileSystems.getDefault().newWatchService(), hint);
            Thread.ofPlatform().daemon().name("import-watch").start(watcher::listen);
            return watcher;
        } catch (IOException | UnsupportedOperationException e) {
            log.info("No directory watching here ({}); logs are looked at instead", e.getMessage());
            return none();
        }
    }

    static Watcher none() {
        return new Watcher(null, () -> {});
    }

    /** Whether every folder that it was given is watched, and by the system itself. */
    boolean isComplete() {
        return service != null && !polling && !full;
    }

    /** Watches these folders too; answers whether some are new to it: what happened in them before was not seen. */
    boolean watch(List<Path> more) {
        WatchService s = service;
        if (s == null) {
            return false;
        }
        boolean fresh = false;
        for (Path folder : polling ? newestFirst(more) : more) {
            if (!full && !watched.contains(folder)) {
                full = watched.size() >= (polling ? MAX_POLLED_FOLDERS : MAX_FOLDERS);
                fresh |= !full && register(s, folder);
            }
        }
        return fresh;
    }

    private static List<Path> newestFirst(List<Path> folders) {
        Map<Path, Long> times = new HashMap<>();
        for (Path folder : folders) {
            try {
                times.put(folder, Files.getLastModifiedTime(folder).toMillis());
            } catch (IOException e) {
                times.put(folder, 0L);
            }
        }
        List<Path> sorted = new ArrayList<>(folders);
        sorted.sort(Comparator.comparing(times::get, Comparator.reverseOrder()));
        return sorted;
    }

    private boolean register(WatchService s, Path folder) {
        try {
            folder.register(
                    s,
                    StandardWatchEventKinds.ENTRY_CREATE,
                    StandardWatchEventKinds.ENTRY_MODIFY,
                    StandardWatchEventKinds.ENTRY_DELETE);
            return watched.add(folder);
        } catch (NoSuchFileException | NotDirectoryException e) {
            return false;
        } catch (IOException e) {
            full = true;
            log.info("Not every folder can be watched ({}); the rescan finds the rest", e.getMessage());
            return false;
        }
    }

    /** Files and folders where something was created, written or deleted since the last call. */
    Set<Path> dirty() {
        synchronized (dirty) {
            Set<Path> taken = new HashSet<>(dirty);
            dirty.clear();
            // what went may come again
            watched.removeAll(gone);
            gone.clear();
            return taken;
        }
    }

    private void listen() {
        WatchService s = service;
        try {
            while (s != null) {
                WatchKey key = s.take();
                Path folder = (Path) key.watchable();
                List<WatchEvent<?>> events = key.pollEvents();
                synchronized (dirty) {
                    for (WatchEvent<?> event : events) {
                        dirty.add(event.context() instanceof Path name ? folder.resolve(name) : folder);
                    }
                    if (!key.reset()) {
                        gone.add(folder);
                    }
                }
                hint.run();
            }
        } catch (ClosedWatchServiceException e) {
            log.debug("The watcher is closed");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
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
