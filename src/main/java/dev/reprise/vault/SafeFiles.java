package dev.reprise.vault;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Files and directories under one root: owner-only, never through a link, with directory entries forced when asked. */
final class SafeFiles {

    private static final FileAttribute<?>[] NONE = {};
    private final Path root;
    private final FileAttribute<?>[] dirMode;
    private final FileAttribute<?>[] fileMode;
    private final boolean posix;
    /** Directories forced since their last change; of others a power cut could still take names away. */
    private final Set<Path> forced = ConcurrentHashMap.newKeySet();

    /** Directories that were looked at within the last second; a live log would ask for the same ones ten times a line. */
    private final Cache<Path, Boolean> seen = Caffeine.newBuilder()
            .maximumSize(1_000)
            .expireAfterWrite(Duration.ofSeconds(1))
            .executor(Runnable::run)
            .build();

    SafeFiles(Path root) throws IOException {
        Path absolute = root.toAbsolutePath().normalize();
        posix = absolute.getFileSystem().supportedFileAttributeViews().contains("posix");
        dirMode = mode("rwx------");
        fileMode = mode("rw-------");
        Path parent = absolute.getParent();
        if (parent != null) {
            Files.createDirectories(parent, dirMode);
        }
        if (!Files.isDirectory(absolute)) {
            Files.createDirectory(absolute, dirMode);
        }
        if (posix) {
            Files.setPosixFilePermissions(absolute, PosixFilePermissions.fromString("rwx------"));
        }
        this.root = absolute.toRealPath();
    }

    private FileAttribute<?>[] mode(String permissions) {
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : NONE;
    }

    Path root() {
        return root;
    }

    /** Attributes of a plain file reached without links; null if there is none. */
    @Nullable
    BasicFileAttributes attributes(Path file) throws IOException {
        if (!hasParents(file)) {
            return null;
        }
        // an exception for each file that is not there would cost more than looking twice
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return null;
        }
        try {
            var found = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (found.isSymbolicLink()) {
                refuseLink(file);
            }
            return found.isRegularFile() ? found : null;
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /** Whether the directories above this file are there, and no links. Those that were just seen so are not asked again. */
    private boolean hasParents(Path file) throws IOException {
        Path last = file.getParent();
        if (last == null || seen.getIfPresent(last) != null) {
            return true;
        }
        for (Path dir : parents(file)) {
            if (!Files.isDirectory(dir, LinkOption.NOFOLLOW_LINKS)) {
                refuseLink(dir);
                return false;
            }
        }
        seen.put(last, true);
        return true;
    }

    boolean exists(Path file) throws IOException {
        return attributes(file) != null;
    }

    FileChannel read(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    }

    /** Opens for reading and writing, makes what is missing. */
    FileChannel write(Path file) throws IOException {
        makeParents(file);
        refuseLink(file);
        boolean fresh = !Files.exists(file, LinkOption.NOFOLLOW_LINKS);
        Set<OpenOption> options = Set.of(
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.CREATE,
                LinkOption.NOFOLLOW_LINKS);
        var channel = FileChannel.open(file, options, fileMode);
        if (fresh) {
            touched(file);
        }
        return channel;
    }

    void makeParents(Path file) throws IOException {
        if (hasParents(file)) {
            return;
        }
        for (Path dir : parents(file)) {
            if (Files.isDirectory(dir, LinkOption.NOFOLLOW_LINKS)) {
                continue;
            }
            refuseLink(dir);
            try {
                Files.createDirectory(dir, dirMode);
            } catch (FileAlreadyExistsException e) {
                if (!Files.isDirectory(dir, LinkOption.NOFOLLOW_LINKS)) {
                    throw new IOException(dir.getFileName() + " is in the way", e);
                }
            }
            touched(dir);
        }
    }

    /** The name of this file was made, renamed or removed. */
    void touched(Path file) {
        Path dir = file.getParent();
        if (dir != null) {
            forced.remove(dir);
        }
    }

    /** Forces the directories that hold these files, up to the root, unless that is done already. */
    void forceParents(Collection<Path> files) throws IOException {
        var dirs = new HashSet<Path>();
        for (Path file : files) {
            dirs.add(root);
            dirs.addAll(parents(file));
        }
        for (Path dir : dirs) {
            // noted first: a change while forcing takes the note away again
            if (forced.add(dir)) {
                try {
                    forceDirectory(dir);
                } catch (IOException e) {
                    forced.remove(dir);
                    throw e;
                }
            }
        }
    }

    private void forceDirectory(Path dir) throws IOException {
        // Windows has no way to open a directory; NTFS journals its names by itself
        if (posix) {
            try (var channel = FileChannel.open(dir, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    /** The directories from below the root down to the file's own. */
    private List<Path> parents(Path file) {
        var dirs = new ArrayList<Path>();
        for (Path dir = file.getParent(); dir != null && !dir.equals(root); dir = dir.getParent()) {
            dirs.addFirst(dir);
        }
        return dirs;
    }

    private static void refuseLink(Path path) throws IOException {
        if (Files.isSymbolicLink(path)) {
            throw new IOException(path.getFileName() + " is a link, and links could lead out of the vault");
        }
    }

    static void readFully(FileChannel file, long at, byte[] target, int off, int len) throws IOException {
        var buffer = ByteBuffer.wrap(target, off, len);
        while (buffer.hasRemaining()) {
            int n = file.read(buffer, at + buffer.position() - off);
            if (n < 0) {
                throw new EOFException("the file ends early");
            }
        }
    }

    /** Writes {@code bytes} from {@code off} up to {@code end}, not a length. */
    static void writeFully(FileChannel file, long at, byte[] bytes, int off, int end) throws IOException {
        var buffer = ByteBuffer.wrap(bytes, off, end - off);
        while (buffer.hasRemaining()) {
            file.write(buffer, at + buffer.position() - off);
        }
    }
}
