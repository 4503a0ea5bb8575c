package dev.reprise.vault;

import dev.reprise.problem.Problem;
import dev.reprise.problem.Reason;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a source file lies in the vault. {@code a/b} is {@code a/b.zst}, its version 2 is {@code a/b~2.zst}. A source
 * file whose own name ends like a version ({@code b~2}) gets {@code ~0} behind it, so no two share a place; so does a
 * directory that is named like a file of the vault. A name too long for the mark of a version is split in two.
 */
record Places(Path root) {

    static final String SUFFIX = ".zst";
    static final String REDO = ".zst.tail";
    static final String FRESH = ".zst.new";

    private static final Pattern NUMBERED = Pattern.compile(".*~\\d+", Pattern.DOTALL);
    private static final Pattern VERSION = Pattern.compile("(.+)~(0|[1-9]\\d{0,8})", Pattern.DOTALL);
    /** Names longer than this in UTF-8 leave no room for version and suffix within the usual 255 bytes. */
    private static final int LONGEST_NAME = 230;

    private static final int LONGEST = 255;
    /** A longer name is kept as a directory with its beginning and this mark, and a file with its rest. */
    private static final String SPLIT = "~+";

    private static final int BEGINNING = 180;
    private static final String ESCAPE = "~0";
    private static final int LONGEST_PATH = 2000;

    /** What a file name in the vault stands for. */
    record Named(String name, int version) {}

    Path file(String path, int version) {
        return place(path, version, SUFFIX);
    }

    Path redo(String path) {
        return place(path, 0, REDO);
    }

    Path fresh(String path) {
        return place(path, 0, FRESH);
    }

    private Path place(String path, int version, String suffix) {
        String[] names = inVault(check(path));
        String last = names[names.length - 1];
        String mark = version > 0 ? "~" + version : NUMBERED.matcher(last).matches() ? ESCAPE : "";
        names[names.length - 1] = last + mark + suffix;
        try {
            Path relative = root.getFileSystem().getPath("", names);
            Path file = root.resolve(relative);
            // on Windows a back-slash or a colon inside a name would make more of it
            if (relative.isAbsolute()
                    || relative.getNameCount() != names.length
                    || !file.normalize().equals(file)
                    || !file.startsWith(root)) {
                throw refusal(path, "is no plain relative path");
            }
            return file;
        } catch (InvalidPathException e) {
            throw refusal(path, "has a name that this system cannot write");
        }
    }

    private static String[] check(String path) {
        if (path.isEmpty() || path.indexOf('\0') >= 0 || path.startsWith("/")) {
            throw refusal(path, "is no plain relative path");
        }
        if (path.length() > LONGEST_PATH) {
            throw refusal(path, "is too long");
        }
        String[] names = path.split("/", -1);
        for (int i = 0; i < names.length; i++) {
            String name = names[i];
            if (name.isEmpty() || name.equals(".") || name.equals("..")) {
                throw refusal(path, "is no plain relative path");
            }
            boolean special = i < names.length - 1 && isSpecial(name);
            if (bytes(name) + (special ? ESCAPE.length() : 0) > LONGEST) {
                throw refusal(path, "has a name longer than " + LONGEST + " bytes");
            }
        }
        return names;
    }

    /** The names as the vault writes them: escaped directories, and a long last name in two. */
    private static String[] inVault(String[] names) {
        List<String> written = new ArrayList<>();
        for (int i = 0; i < names.length - 1; i++) {
            written.add(isSpecial(names[i]) ? names[i] + ESCAPE : names[i]);
        }
        String last = names[names.length - 1];
        if (bytes(last) > LONGEST_NAME) {
            int cut = 0;
            for (int size = 0; size < BEGINNING; cut = last.offsetByCodePoints(cut, 1)) {
                size += bytes(Character.toString(last.codePointAt(cut)));
            }
            written.add(last.substring(0, cut) + SPLIT);
            last = last.substring(cut);
        }
        written.add(last);
        return written.toArray(String[]::new);
    }

    private static int bytes(String name) {
        return name.getBytes(StandardCharsets.UTF_8).length;
    }

    /** Directories whose plain name would mean something else in the vault. */
    private static boolean isSpecial(String directory) {
        return ours(directory)
                || directory.endsWith(SPLIT)
                || directory.endsWith(ESCAPE) && isSpecial(withoutEscape(directory));
    }

    private static String withoutEscape(String name) {
        return name.substring(0, name.length() - ESCAPE.length());
    }

    /** What a directory of the vault adds to the path of the sources below it. */
    static String directory(String name) {
        if (name.endsWith(SPLIT)) {
            return name.substring(0, name.length() - SPLIT.length());
        }
        return (name.endsWith(ESCAPE) && isSpecial(withoutEscape(name)) ? withoutEscape(name) : name) + "/";
    }

    private static boolean ours(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(SUFFIX) || lower.endsWith(REDO) || lower.endsWith(FRESH);
    }

    /** What a file in a vault directory holds; null if the vault does not name files so. */
    static @Nullable Named parse(String fileName) {
        if (!fileName.endsWith(SUFFIX) || fileName.length() == SUFFIX.length()) {
            return null;
        }
        String name = fileName.substring(0, fileName.length() - SUFFIX.length());
        if (!NUMBERED.matcher(name).matches()) {
            return new Named(name, 0);
        }
        var parts = VERSION.matcher(name);
        if (!parts.matches()) {
            return null;
        }
        int version = Integer.parseInt(parts.group(2));
        boolean escaped = NUMBERED.matcher(parts.group(1)).matches();
        return version == 0 && !escaped ? null : new Named(parts.group(1), version);
    }

    private static Problem refusal(String path, String why) {
        String shown = path.length() > 200 ? path.substring(0, 200) + "…" : path;
        return new Problem(
                Reason.BAD_INPUT,
                "The vault does not take \"" + shown.replace('\0', '?') + "\": it " + why + ". Rename the file.");
    }
}
