package dev.reprise.web.shell;

import dev.reprise.intake.Imports;
import dev.reprise.intake.Imports.Status;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the import stands, as the top bar shows it and the event stream sends it.
 *
 * @param state {@code unsaved} (a session that runs is not), {@code blocked}, {@code running}, {@code stopped}, {@code lags} (the second copy), {@code full} (near the ceiling), {@code waiting} or {@code done}
 * @param text in a few words; {@code detail} files, bytes, speed and time left, or what is wrong
 * @param href of the page that says more
 * @param done and {@code total}: bytes, for the bar
 */
record ImportView(String state, String text, String detail, String href, long done, long total) {

    private static final String SOURCES = "/sources";

    /** Something beside the import that somebody should know. */
    record Worry(String state, String text, String detail, String href) {}

    /** Something that cannot wait: it stands before everything else. */
    static ImportView alarm(String text, String detail) {
        return new ImportView("unsaved", text, detail, "/#alarms", 0, 1);
    }

    /** @param worry shown when the import has nothing to tell; null if there is none */
    static ImportView of(Status status, @Nullable Worry worry) {
        Imports.Obstacle obstacle = status.obstacle();
        if (obstacle != null) {
            String waiting =
                    obstacle.waiting() == 0 ? "" : " · " + Format.count(obstacle.waiting(), "log") + " waiting";
            return new ImportView("blocked", "Cannot keep" + waiting, obstacle.sentence(), SOURCES, 0, 1);
        }
        long left = status.filesKnown() - status.filesDone();
        if (status.running()) {
            return view("running", percent(status), status);
        }
        if (status.stopped() && left > 0) {
            return view("stopped", "Import stopped · " + Format.count(left, "file") + " left", status);
        }
        if (worry != null) {
            return new ImportView(worry.state, worry.text, worry.detail, worry.href, 0, 1);
        }
        return status.lastScanAt() == null
                ? view("waiting", "Nothing imported yet", status)
                : view("done", "Up to date · " + Format.count(status.sessions(), "session"), status);
    }

    private static ImportView view(String state, String text, Status status) {
        return new ImportView(
                state, text, detail(status), SOURCES, status.bytesDone(), Math.max(1, status.bytesTotal()));
    }

    private static String percent(Status status) {
        long percent = status.bytesTotal() == 0 ? 0 : 100 * status.bytesDone() / status.bytesTotal();
        return "Reading… · " + Math.min(percent, 100) + " %";
    }

    private static String detail(Status status) {
        List<String> parts = new ArrayList<>();
        parts.add(Format.count(status.filesDone()) + " of " + Format.count(status.filesKnown(), "file"));
        parts.add(Format.bytes(status.bytesDone()) + " of " + Format.bytes(status.bytesTotal()));
        if (status.bytesPerSecond() > 0 && status.running()) {
            parts.add(Format.bytes(status.bytesPerSecond()) + "/s");
        }
        Long seconds = status.secondsLeft();
        if (seconds != null && status.running()) {
            parts.add(Format.span(seconds * 1000) + " left");
        }
        return String.join(" · ", parts);
    }
}
