package dev.reprise.intake;

import dev.reprise.agent.Glimpse;
import dev.reprise.agent.SourceFile;
import dev.reprise.agent.SourceFile.Role;
import dev.reprise.agent.Traces;
import dev.reprise.catalogue.Home;
import dev.reprise.label.Label;
import dev.reprise.label.Labels;
import dev.reprise.label.Private;
import dev.reprise.label.Purged;
import dev.reprise.session.SessionId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * What is not imported: sessions that were purged, and what a person said is private. Not a byte of it reaches the vault, and no title
 * the catalogue: of a log only the directory that it began in is looked at.
 */
@Component
class Excluded {

    private static final Logger log = LoggerFactory.getLogger(Excluded.class);
    /** The client writes its directory into nearly every record. */
    private static final int HEAD = 256 * 1024;

    private final Labels labels;
    private volatile Rules known = Rules.NONE;
    private final Map<String, String> began = new ConcurrentHashMap<>();

    Excluded(Labels labels) {
        this.labels = labels;
    }

    /**
     * What is in force.
     *
     * @param purged by public id; {@code tagged} sessions that have a tag which makes them private
     */
    private record Rules(Map<String, Purged> purged, List<Private> dirs, Set<SessionId> tagged) {
        static final Rules NONE = new Rules(Map.of(), List.of(), Set.of());

        boolean isAnything() {
            return !purged.isEmpty() || !dirs.isEmpty() || !tagged.isEmpty();
        }

        boolean holds(String dir) {
            return dirs.stream().anyMatch(one -> one.holds(dir));
        }
    }

    private Rules rules() {
        try {
            List<Private> all = labels.arrangement().privates();
            Set<SessionId> tagged = new HashSet<>();
            List<Private> dirs = new ArrayList<>();
            for (Private one : all) {
                if (one.by() == Private.By.TAG) {
                    labels.all().stream()
                            .filter(label -> label.tags().stream().anyMatch(one.text()::equalsIgnoreCase))
                            .map(Label::session)
                            .forEach(tagged::add);
                } else {
                    dirs.add(one);
                }
            }
            known = new Rules(labels.arrangement().purged(), dirs, tagged);
        } catch (RuntimeException e) {
            // what cannot be looked up now is as it was: to keep nothing at all would be worse
            log.error("What is not to be imported cannot be looked up", e);
        }
        return known;
    }

    /** The same files; those that are not to be imported say so. */
    List<ScannedFile> marked(Home home, List<ScannedFile> files) {
        Rules rules = rules();
        if (!rules.isAnything() || files.isEmpty()) {
            return files;
        }
        Set<String> folders = new HashSet<>();
        Set<String> open = new HashSet<>();
        if (!rules.dirs.isEmpty()) {
            for (ScannedFile file : files) {
                if (file.file().role() == Role.TRANSCRIPT) {
                    (rules.holds(began(file)) ? folders : open)
                            .add(folder(file.file().path()));
                }
            }
        }
        List<ScannedFile> marked = new ArrayList<>(files.size());
        for (ScannedFile file : files) {
            marked.add(isLeftOut(home, file, rules, folders, open) ? file.leftOut(true) : file);
        }
        return marked;
    }

    private static String folder(String path) {
        String[] parts = path.split("/", 3);
        return parts.length == 3 ? parts[0] + "/" + parts[1] : "";
    }

    /**
     * @param folders of projects in which private sessions lie; {@code open} in which others do
     */
    private boolean isLeftOut(Home home, ScannedFile scanned, Rules rules, Set<String> folders, Set<String> open) {
        SourceFile file = scanned.file();
        String agent = home.agent().id();
        String session = file.session();
        if (session != null) {
            return rules.purged.containsKey(agent + ":" + session)
                    || rules.tagged.contains(new SessionId(agent, session))
                    || !rules.dirs.isEmpty() && isPrivate(home, scanned, session, rules);
        }
        boolean purged = rules.purged.keySet().stream()
                .anyMatch(id -> id.startsWith(agent + ":") && file.path().contains(id.substring(agent.length() + 1)));
        boolean plan = file.kind().equals("plan")
                && rules.purged.values().stream()
                        .flatMap(one -> one.plans().stream())
                        .anyMatch(name -> file.path().endsWith("/" + name + ".md"));
        return purged || plan || !rules.dirs.isEmpty() && isOfPrivateFolder(home, file.path(), rules, folders, open);
    }

    /** By the directory that its main log began in; by its own, for a sub-agent's whose main log is gone. */
    private boolean isPrivate(Home home, ScannedFile scanned, String session, Rules rules) {
        if (scanned.file().role() == Role.TRANSCRIPT) {
            return rules.holds(began(scanned));
        }
        String main = began.get(home.vaultRoot() + " " + session);
        if (main == null) {
            main = dev.reprise.agent.LogSearch.find(home.agent(), home.path(), session).stream()
                    .findFirst()
                    .map(path -> read(home, scanned.file(), path))
                    .orElse(null);
        }
        if (main == null && scanned.file().isLog()) {
            main = read(
                    home, scanned.file(), scanned.home().source(scanned.file().path()));
        }
        return main != null && rules.holds(main)
                || main == null && isOfPrivateFolder(home, scanned.file().path(), rules, Set.of(), Set.of());
    }

    /** What belongs to a project and to no session: where only private sessions lie, or that is named for a private directory. */
    private static boolean isOfPrivateFolder(
            Home home, String path, Rules rules, Set<String> folders, Set<String> open) {
        String folder = folder(path);
        if (folder.isEmpty() || open.contains(folder)) {
            return false;
        }
        String name = folder.substring(folder.indexOf('/') + 1);
        return folders.contains(folder)
                || rules.dirs.stream()
                        .flatMap(one -> home.agent().sources().folderOf(one.text()).stream())
                        .anyMatch(wanted -> name.equals(wanted) || name.startsWith(wanted + "-"));
    }

    /** Directory of the first record that names one; empty while there is none. */
    private String began(ScannedFile file) {
        String session = String.valueOf(file.file().session());
        String key = file.home().vaultRoot() + " " + session;
        String cwd = began.get(key);
        if (cwd == null) {
            cwd = read(file.home(), file.file(), file.home().source(file.file().path()));
            if (cwd != null) {
                began.put(key, cwd);
            }
        }
        return cwd == null ? "" : cwd;
    }

    private static @Nullable String read(Home home, SourceFile file, java.nio.file.Path path) {
        if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS) && !Files.isRegularFile(path)) {
            return null;
        }
        try (InputStream in = Files.newInputStream(path)) {
            byte[] head = in.readNBytes(HEAD);
            // as a main log: what is asked is the directory alone
            SourceFile main = new SourceFile(file.path(), Role.TRANSCRIPT, file.session(), null, "log");
            Glimpse glimpse = home.agent().reader().glimpse(main, firstLines(head), new byte[0]);
            return glimpse.cwd();
        } catch (IOException | RuntimeException e) {
            return null;
        }
    }

    /** Up to the first record with a directory: what comes later may be another one. */
    private static byte[] firstLines(byte[] head) {
        int at = indexOf(head, "\"cwd\"");
        if (at < 0) {
            return head;
        }
        while (at < head.length && head[at] != '\n') {
            at++;
        }
        return java.util.Arrays.copyOf(head, Math.min(head.length, at + 1));
    }

    private static int indexOf(byte[] bytes, String wanted) {
        byte[] part = wanted.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        for (int n = 0; n <= bytes.length - part.length; n++) {
            int m = 0;
            while (m < part.length && bytes[n + m] == part[m]) {
                m++;
            }
            if (m == part.length) {
                return n;
            }
        }
        return -1;
    }

    /** Whether lines are to be left out of this file, which many sessions share. */
    boolean filters(Home home, SourceFile file) {
        return file.role() == Role.HISTORY
                && rules().isAnything()
                && home.agent().sources().traces().isPresent();
    }

    /** What is kept of the content of such a file. */
    byte[] without(Home home, byte[] content) {
        Optional<Traces> traces = home.agent().sources().traces();
        if (traces.isEmpty()) {
            return content;
        }
        Rules rules = rules();
        return traces.get().without(line -> isLeftOut(home, line, rules), content);
    }

    /** Whether nothing is to be known of this session, in this directory. */
    boolean holds(Home home, String session, @Nullable String directory) {
        return isLeftOut(home, new Traces.Line(session, directory == null ? "" : directory, List.of()), rules());
    }

    private boolean isLeftOut(Home home, Traces.Line line, Rules rules) {
        if (rules.holds(line.project())) {
            return true;
        }
        String session = line.session();
        if (session.isEmpty()) {
            return false;
        }
        String agent = home.agent().id();
        String directory = began.get(home.vaultRoot() + " " + session);
        return rules.purged.containsKey(agent + ":" + session)
                || rules.tagged.stream()
                        .anyMatch(id -> id.agent().equals(agent) && id.value().equals(session))
                || directory != null && rules.holds(directory);
    }
}
