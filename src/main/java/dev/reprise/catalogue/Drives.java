package dev.reprise.catalogue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Two ways to write a drive of Windows: {@code c:\\} from an editor, {@code C:\\} from a terminal, and {@code /mnt/c/} from a Linux
 * inside Windows. A project that is named in several of them is one.
 */
final class Drives {

    private static final Pattern WINDOWS = Pattern.compile("([A-Za-z]):[/\\\\](.*)", Pattern.DOTALL);
    private static final Pattern MOUNTED = Pattern.compile("/mnt/([a-z])/(.*)", Pattern.DOTALL);
    /** Other drives may be disks of this machine. */
    private static final Pattern SURE = Pattern.compile("/mnt/(?:c/|[a-z]/[Uu]sers/).*", Pattern.DOTALL);

    private Drives() {}

    /** The same directory in the one way that stands for all. */
    static String one(String dir) {
        return one(dir, drive -> Files.isDirectory(Path.of("/mnt", drive)));
    }

    /** Whether a drive is mounted here. */
    interface Mounted {
        boolean is(String drive);
    }

    static String one(String dir, Mounted mounted) {
        Matcher windows = WINDOWS.matcher(dir);
        if (windows.matches()) {
            String drive = windows.group(1).toLowerCase(Locale.ROOT);
            return mounted.is(drive)
                    ? "/mnt/" + drive + "/" + windows.group(2).replace('\\', '/')
                    : drive.toUpperCase(Locale.ROOT) + ":\\" + windows.group(2).replace('/', '\\');
        }
        Matcher mount = MOUNTED.matcher(dir);
        return mount.matches() && SURE.matcher(dir).matches() && !mounted.is(mount.group(1))
                ? mount.group(1).toUpperCase(Locale.ROOT) + ":\\"
                        + mount.group(2).replace('/', '\\')
                : dir;
    }

    /** What a person typed, in lower case, in the other way; null for what names no drive. */
    static @Nullable String other(String typed) {
        Matcher windows = WINDOWS.matcher(typed);
        if (windows.matches()) {
            return "/mnt/" + windows.group(1) + "/" + windows.group(2).replace('\\', '/');
        }
        Matcher mount = MOUNTED.matcher(typed);
        return mount.matches() ? mount.group(1) + ":\\" + mount.group(2).replace('/', '\\') : null;
    }
}
