package dev.reprise.intake;

import dev.reprise.catalogue.Home;
import dev.reprise.catalogue.HomeFigures;
import dev.reprise.catalogue.HomeFigures.Skipped;
import dev.reprise.catalogue.HomeReports;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** What the Sources page tells of each home. */
@Component
class SourceReport {

    private final HomeReports reports;
    private final Homes homes;

    SourceReport(HomeReports reports, Homes homes) {
        this.reports = reports;
        this.homes = homes;
    }

    List<String> homes() {
        return homes.all().stream().map(home -> home.path().toString()).toList();
    }

    List<Imports.Source> sources(Imports.Status status, List<Scanner.Trouble> trouble) {
        return homes.all().stream().map(home -> source(home, status, trouble)).toList();
    }

    private Imports.Source source(Home home, Imports.Status status, List<Scanner.Trouble> trouble) {
        HomeFigures figures = reports.of(home);
        List<Skipped> skipped = new ArrayList<>(figures.skipped());
        trouble.stream()
                .filter(t -> t.path().startsWith(home.path()))
                .limit(HomeReports.MAX_ROWS)
                .forEach(t ->
                        skipped.add(new Skipped(home.path().relativize(t.path()).toString(), t.why())));
        return new Imports.Source(
                home.agent().label(),
                home.path().toString(),
                Files.isDirectory(home.path()),
                home.read(),
                figures.withSkipped(skipped),
                status.lastScanAt(),
                status.lastScanMillis(),
                status.bytesPerSecond());
    }
}
