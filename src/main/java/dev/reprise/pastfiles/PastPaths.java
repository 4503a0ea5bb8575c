package dev.reprise.pastfiles;

import dev.reprise.agent.FileMark;
import dev.reprise.data.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** PastPaths in logs, which may be of another system, and where such a file goes below a directory that somebody chose. */
final class PastPaths {

    /** Where files from outside the session's directory go. */
    static final String OUTSIDE = "outside";

    private static final int LONGEST_NAME = 240;

    private PastPaths() {}

    static boolean isWhole(String path) {
        return path.startsWith("/") || path.startsWith("\\\\") || path.matches("[A-Za-z]:[\\\\/].*");
    }

    /** The whole path of what a record names. */
    static String whole(FileMark mark, String base) {
        String path = mark.path();
        if (!isWhole(path)) {
            String name = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
            path = join(mark.folder() == null ? base : mark.folder(), mark.folder() == null ? path : name);
        }
        return plain(path);
    }

    private static String join(String folder, String name) {
        String separator = folder.contains("\\") ? "\\" : "/";
        return folder.endsWith(separator) ? folder + name : folder + separator + name;
    }

    /** Without {@code .} and {@code ..}, a drive in upper case, one kind of separator. */
    private static String plain(String path) {
        boolean windows = !path.startsWith("/");
        List<String> names = new ArrayList<>();
        for (String name : path.split(windows ? "[\\\\/]" : "/", -1)) {
            if (name.equals("..") && names.size() > 1) {
                names.removeLast();
            } else if (!name.equals(".") && !name.equals("..") && (!name.isEmpty() || names.isEmpty())) {
                names.add(name);
            }
        }
        if (windows && names.getFirst().matches("[a-z]:")) {
            names.set(0, names.getFirst().toUpperCase(Locale.ROOT));
        }
        return String.join(windows ? "\\" : "/", names);
    }

    /**
     * Where it goes below a directory: as below the session's own, or {@code outside/} with its whole path. Never out of the
     * directory, and only names that every system can write.
     */
    static List<String> below(String path, String base) {
        String root = plain(base);
        String separator = root.contains("\\") ? "\\" : "/";
        String within = root.endsWith(separator) ? root : root + separator;
        boolean inside = path.startsWith(within) && path.length() > within.length();
        List<String> names = new ArrayList<>();
        if (!inside) {
            names.add(OUTSIDE);
        }
        for (String name : (inside ? path.substring(within.length()) : path).split("[\\\\/]", -1)) {
            String safe = safe(name);
            if (!safe.isEmpty()) {
                names.add(safe);
            }
        }
        return names;
    }

    private static String safe(String name) {
        String safe = name.replaceAll("[\\p{Cntrl}:*?\"<>|]", "_").strip();
        if (safe.matches("\\.+")) {
            return "_";
        }
        boolean reserved = safe.matches("(?i)(con|prn|aux|nul|com\\d|lpt\\d)(\\..*)?");
        safe = reserved ? "_" + safe : safe;
        return safe.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME
                ? safe.substring(0, Math.min(60, safe.length())) + "~"
                        + Sha256.hex(safe).substring(0, 16)
                : safe;
    }
}
