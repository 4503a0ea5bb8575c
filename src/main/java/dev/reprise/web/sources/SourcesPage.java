package dev.reprise.web.sources;

import dev.reprise.catalogue.HomeFigures;
import dev.reprise.intake.Imports.Source;
import dev.reprise.web.session.SessionFacts;
import dev.reprise.web.shell.Format;
import dev.reprise.web.shell.Frame;
import dev.reprise.web.shell.SafeText;
import java.util.List;

/** The sources page: what is read from where, and what of it could not be. */
record SourcesPage(Frame frame, List<Home> homes) {

    /**
     * A log home, ready to print.
     *
     * @param bad a list of unreadable lines, at most as many as the import tells; {@code badTotal} all of them
     * @param refused likewise of values that cannot be what their field says
     */
    record Home(
            String agent,
            String path,
            boolean there,
            List<SessionFacts.Fact> facts,
            List<SessionFacts.Bad> bad,
            String badTotal,
            List<SessionFacts.Bad> refused,
            String refusedTotal,
            List<SessionFacts.Fact> unknown,
            List<SessionFacts.Fact> skipped) {}

    static SourcesPage of(Frame frame, List<Source> sources, Format format) {
        return new SourcesPage(
                frame, sources.stream().map(source -> home(source, format)).toList());
    }

    private static Home home(Source source, Format format) {
        HomeFigures figures = source.figures();
        return new Home(
                source.agent(),
                SafeText.line(source.home()),
                source.there(),
                facts(source, format),
                figures.unreadable().stream().map(SourcesPage::bad).toList(),
                Format.count(figures.unreadableTotal(), "unreadable line"),
                figures.refused().stream().map(SourcesPage::bad).toList(),
                Format.count(figures.refusedTotal(), "unreadable value"),
                figures.unknown().stream()
                        .map(type -> new SessionFacts.Fact(
                                SafeText.line(type.what(), 80),
                                Format.count(type.count()),
                                SafeText.line(type.firstFile())))
                        .toList(),
                figures.skipped().stream()
                        .map(skipped ->
                                new SessionFacts.Fact(SafeText.line(skipped.file()), SafeText.line(skipped.why()), ""))
                        .toList());
    }

    private static List<SessionFacts.Fact> facts(Source source, Format format) {
        Format.Moment scan = format.moment(source.lastScanAt());
        return List.of(
                fact("Sessions", Format.count(source.figures().sessions())),
                fact("Files", Format.count(source.figures().files())),
                fact("Read", Format.bytes(source.figures().bytes())),
                fact("In the vault", vault(source)),
                fact(
                        "Last scan",
                        scan == null ? "never" : scan.text() + ", took " + Format.span(source.lastScanMillis())),
                fact("Throughput", source.bytesPerSecond() == 0 ? "–" : Format.bytes(source.bytesPerSecond()) + "/s"));
    }

    private static String vault(Source source) {
        String size = Format.bytes(source.figures().vaultBytes());
        return source.figures().bytes() == 0
                ? size
                : size + " ("
                        + 100 * source.figures().vaultBytes() / source.figures().bytes() + " %)";
    }

    private static SessionFacts.Fact fact(String label, String value) {
        return new SessionFacts.Fact(label, value, "");
    }

    private static SessionFacts.Bad bad(HomeFigures.BadLine bad) {
        return new SessionFacts.Bad(
                SafeText.line(bad.file()),
                "line " + Format.count(bad.line()) + " · byte " + Format.count(bad.offset()) + " · "
                        + Format.bytes(bad.length()),
                SafeText.line(bad.reason(), 200),
                bad.session() == null ? "" : "/sessions/" + bad.session() + "?at=" + bad.line() + "#l" + bad.line());
    }
}
