package dev.reprise.web.retention;

import dev.reprise.catalogue.Volumes;
import dev.reprise.catalogue.Volumes.OfProject;
import dev.reprise.catalogue.Volumes.OfSession;
import dev.reprise.label.Labels;
import dev.reprise.retention.Preview;
import dev.reprise.retention.Space;
import dev.reprise.retention.Sweeps;
import dev.reprise.web.retention.StoragePage.Frees;
import dev.reprise.web.retention.StoragePage.Kind;
import dev.reprise.web.retention.StoragePage.Row;
import dev.reprise.web.retention.StoragePage.Tile;
import dev.reprise.web.shell.Format;
import dev.reprise.web.shell.Frames;
import dev.reprise.web.shell.ListQuery;
import dev.reprise.web.shell.SafeText;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Puts together the page Storage. */
@Component
class StoragePages {

    static final int WIDTH = 960;
    static final int HEIGHT = 320;
    private static final int TILES = 40;
    private static final int ROWS = 200;
    private static final int SESSIONS = 15;
    private static final int SHADES = 5;
    /** Units of the drawing that a letter takes, and that a label needs at least. */
    private static final double LETTER = 6.6;

    private static final int LEAST_WIDTH = 54;
    private static final int LEAST_HEIGHT = 34;

    private final Volumes volumes;
    private final Space space;
    private final Sweeps sweeps;
    private final Labels labels;
    private final Frames frames;
    private final Format format;

    StoragePages(Volumes volumes, Space space, Sweeps sweeps, Labels labels, Frames frames, Format format) {
        this.volumes = volumes;
        this.space = space;
        this.sweeps = sweeps;
        this.labels = labels;
        this.frames = frames;
        this.format = format;
    }

    /** One rectangle's worth. */
    private record Piece(String name, String whole, long raw, String href) {}

    /** In short: how much, of what. */
    record Brief(String sum, List<Kind> kinds) {}

    Brief inShort() {
        List<OfProject> all = volumes.projects();
        long raw = all.stream().mapToLong(OfProject::raw).sum();
        long stored = all.stream().mapToLong(OfProject::stored).sum();
        return new Brief(sum(raw, stored), kinds(volumes.kinds(null)));
    }

    private static String sum(long raw, long stored) {
        return Format.bytes(raw) + " of logs in " + Format.bytes(stored) + " of vault"
                + (raw == 0 ? "" : ", " + stored * 100 / raw + " %");
    }

    StoragePage page(@Nullable String project) {
        List<OfProject> all = volumes.projects();
        List<OfProject> shown = project == null
                ? all
                : all.stream().filter(one -> one.dir().equals(project)).toList();
        long raw = shown.stream().mapToLong(OfProject::raw).sum();
        long stored = shown.stream().mapToLong(OfProject::stored).sum();
        List<OfSession> sessions = volumes.sessions(project, project == null ? SESSIONS : ROWS);
        List<Piece> pieces = project == null ? pieces(all) : pieces(sessions, raw);
        List<Tile> tiles = tiles(pieces);
        Volumes.Kinds kinds = volumes.kinds(project);
        Space.Taken taken = space.recent();
        Long ceiling = labels.arrangement().keepSettings().ceiling();
        Format.Moment at = format.moment(taken.at());
        return new StoragePage(
                frames.frame("retention"),
                project,
                project == null ? "Storage" : "Storage of " + (shown.isEmpty() ? project : name(shown.getFirst())),
                sum(raw, stored),
                tiles,
                pieces.stream()
                        .limit(10)
                        .map(piece -> piece.name + ": " + Format.bytes(piece.raw))
                        .collect(Collectors.joining(", ")),
                project == null
                        ? all.stream().limit(ROWS).map(one -> row(one, raw)).toList()
                        : List.of(),
                sessions.stream().map(one -> row(one, raw)).toList(),
                kinds(kinds),
                kinds.unknown() == 0
                        ? ""
                        : Format.bytes(kinds.unknown())
                                + " of logs were not looked through for this yet; that goes on by itself.",
                space(taken),
                at == null ? "" : at.text(),
                ceiling == null
                        ? ""
                        : BigDecimal.valueOf(ceiling, 9).stripTrailingZeros().toPlainString(),
                space.warning().map(StoragePages::warning).orElse(""),
                frees());
    }

    static String warning(Space.Warning warning) {
        return (warning.percent() < 100 ? "Nearly at the ceiling: " : "Above the ceiling: ")
                + Format.bytes(warning.taken()) + " of " + Format.bytes(warning.ceiling()) + " (" + warning.percent()
                + " %).";
    }

    private String name(OfProject project) {
        String given = labels.arrangement().project(project.dir()).name();
        return project.dir().isEmpty() ? "of no session" : SafeText.line(given == null ? project.name() : given, 60);
    }

    private static String within(String dir) {
        return "/retention/storage?project=" + URLEncoder.encode(dir, StandardCharsets.UTF_8);
    }

    private List<Piece> pieces(List<OfProject> projects) {
        List<Piece> pieces = new ArrayList<>();
        for (OfProject one : projects.subList(0, Math.min(TILES, projects.size()))) {
            pieces.add(new Piece(name(one), one.dir(), one.raw(), one.dir().isEmpty() ? "" : within(one.dir())));
        }
        List<OfProject> others = projects.subList(Math.min(TILES, projects.size()), projects.size());
        rest(
                pieces,
                Format.count(others.size(), "other project"),
                others.stream().mapToLong(OfProject::raw).sum());
        return pieces;
    }

    private static List<Piece> pieces(List<OfSession> sessions, long all) {
        List<Piece> pieces = new ArrayList<>();
        for (OfSession one : sessions.subList(0, Math.min(TILES, sessions.size()))) {
            pieces.add(new Piece(SafeText.line(one.title(), 60), one.title(), one.raw(), "/sessions/" + one.id()));
        }
        rest(pieces, "the others", all - pieces.stream().mapToLong(Piece::raw).sum());
        return pieces;
    }

    private static void rest(List<Piece> pieces, String name, long bytes) {
        if (bytes > 0) {
            pieces.add(new Piece(name, name, bytes, ""));
            pieces.sort((a, b) -> Long.compare(b.raw, a.raw));
        }
    }

    private static List<Tile> tiles(List<Piece> pieces) {
        List<Treemap.Tile> places = Treemap.of(pieces.stream().map(Piece::raw).toList(), WIDTH, HEIGHT);
        List<Tile> tiles = new ArrayList<>();
        for (int n = 0; n < pieces.size(); n++) {
            Piece piece = pieces.get(n);
            Treemap.Tile place = places.get(n);
            if (place.width() > 0 && place.height() > 0) {
                boolean labelled = place.width() >= LEAST_WIDTH && place.height() >= LEAST_HEIGHT;
                int letters = (int) ((place.width() - 12) / LETTER);
                String bytes = Format.bytes(piece.raw);
                tiles.add(new Tile(
                        place.x(),
                        place.y(),
                        place.width(),
                        place.height(),
                        labelled ? SafeText.line(piece.name, Math.max(2, letters)) : "",
                        labelled ? bytes : "",
                        piece.name + ": " + bytes,
                        piece.href,
                        Math.min(SHADES - 1, n * SHADES / Math.max(1, Math.min(pieces.size(), 10)))));
            }
        }
        return tiles;
    }

    private Row row(OfProject one, long all) {
        boolean real = !one.dir().isEmpty();
        return new Row(
                name(one),
                SafeText.line(one.dir(), 300),
                real ? within(one.dir()) : "",
                real ? ListQuery.none().with("project", one.dir()) : "",
                real ? Format.count(one.sessions()) : "",
                Format.bytes(one.raw()),
                Format.bytes(one.stored()),
                percent(one.raw(), all));
    }

    private static Row row(OfSession one, long all) {
        String title = SafeText.line(one.title(), 100);
        return new Row(
                title,
                SafeText.line(one.projectDir(), 300),
                "/sessions/" + one.id(),
                "",
                "",
                Format.bytes(one.raw()),
                Format.bytes(one.stored()),
                percent(one.raw(), all));
    }

    private static int percent(long part, long all) {
        return all == 0 ? 0 : (int) (part * 100 / all);
    }

    private static List<Kind> kinds(Volumes.Kinds kinds) {
        List<Kind> all = new ArrayList<>();
        long sum = kinds.logs().messages()
                + kinds.logs().results()
                + kinds.logs().images()
                + kinds.logs().signatures()
                + kinds.logs().progress()
                + kinds.rest()
                + kinds.results()
                + kinds.images()
                + kinds.history()
                + kinds.others();
        add(all, sum, "messages", "messages", kinds.logs().messages(), "prompts, replies, thinking, calls");
        add(
                all,
                sum,
                "results",
                "tool results",
                kinds.logs().results() + kinds.results(),
                "what tools answered, in the logs and in files");
        add(
                all,
                sum,
                "images",
                "images",
                kinds.logs().images() + kinds.images(),
                "and documents, encoded in the logs and pasted");
        add(all, sum, "signatures", "thinking signatures", kinds.logs().signatures(), "only the API reads them");
        add(all, sum, "progress", "progress ticks", kinds.logs().progress(), "of running tools");
        add(all, sum, "history", "file history", kinds.history(), "files as they were before a change");
        add(all, sum, "rest", "book-keeping", kinds.rest(), "modes, queues, snapshots, requests");
        add(all, sum, "others", "other files", kinds.others(), "tasks, plans, memory, prompts");
        all.sort((a, b) -> Long.compare(b.permille(), a.permille()));
        return all;
    }

    private static void add(List<Kind> all, long sum, String slug, String name, long bytes, String note) {
        all.add(new Kind(slug, name, Format.bytes(bytes), sum == 0 ? 0 : bytes * 1000 / sum, note));
    }

    private static List<Kind> space(Space.Taken taken) {
        List<Kind> all = new ArrayList<>();
        add(all, taken.all(), "vault", "vault", taken.vault(), "every byte of every log, compressed");
        add(all, taken.all(), "catalogue", "catalogue", taken.catalogue(), "made again from the vault if it is lost");
        add(all, taken.all(), "written", "what you wrote", taken.written(), "names, tags, rules, with their backups");
        add(all, taken.all(), "rest", "the rest", taken.rest(), "receipts, Reprise’s own log");
        all.add(new Kind("free", "free on this disk", Format.bytes(taken.free()), 0, ""));
        return all;
    }

    private List<Frees> frees() {
        List<Frees> all = new ArrayList<>();
        List<Preview.Decides> rules = sweeps.preview().rules();
        for (int n = 0; n < rules.size(); n++) {
            Preview.Decides one = rules.get(n);
            if (one.takes() > 0) {
                all.add(new Frees(
                        n + 1,
                        SafeText.line(one.rule().match()),
                        Format.count(one.takes(), "session"),
                        Format.bytes(one.frees())));
            }
        }
        return all;
    }
}
