package dev.reprise.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What was measured, beside its goal; printed as it comes and written to {@code docs/benchmarks.md} at the end. */
final class Figures {

    private record Figure(String what, String goal, String measured, String verdict) {}

    private final String logs;
    private final Map<String, List<Figure>> sections = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();

    Figures() {
        this("logs are generated (`dev.reprise.bench.LogGenerator`)");
    }

    /** @param logs which ones they are measured over, as a part of a sentence */
    Figures(String logs) {
        this.logs = logs;
    }

    /** A figure with an upper limit in the same unit. */
    void atMost(String section, String what, double limit, double measured, String unit) {
        double over = (measured / limit - 1) * 100;
        add(
                section,
                what,
                "≤ " + number(limit) + " " + unit,
                number(measured) + " " + unit,
                measured <= limit ? "met" : "missed by " + number(over) + " %");
    }

    /** A figure with a lower limit in the same unit. */
    void atLeast(String section, String what, double limit, double measured, String unit) {
        double under = (1 - measured / limit) * 100;
        add(
                section,
                what,
                "≥ " + number(limit) + " " + unit,
                number(measured) + " " + unit,
                measured >= limit ? "met" : "missed by " + number(under) + " %");
    }

    /** A figure that has no goal. */
    void fact(String section, String what, String measured) {
        add(section, what, "", measured, "");
    }

    void note(String sentence) {
        notes.add(sentence);
    }

    private void add(String section, String what, String goal, String measured, String verdict) {
        sections.computeIfAbsent(section, key -> new ArrayList<>()).add(new Figure(what, goal, measured, verdict));
        System.out.printf("[bench] %-34s %-58s %12s  %-10s %s%n", section, what, measured, goal, verdict);
    }

    void write(Path file) throws IOException {
        StringBuilder text = new StringBuilder();
        text.append("# Benchmarks\n\nWritten by `./mvnw -Pbench verify` on ")
                .append(LocalDate.now(ZoneId.systemDefault()))
                .append(": ")
                .append(machine())
                .append(".\n");
        text.append("The built application runs as a process of its own and is asked over HTTP; " + logs
                + ", warm disk.\n");
        text.append("Goals are those of the project; a missed one says by how much.");
        text.append(file.endsWith("benchmarks.md") ? " Search has [a page of its own](benchmarks-search.md).\n" : "\n");
        sections.forEach((section, figures) -> {
            text.append("\n## ").append(section).append("\n\n| what | goal | measured | |\n|---|---|---:|---|\n");
            for (Figure figure : figures) {
                text.append("| ")
                        .append(figure.what())
                        .append(" | ")
                        .append(figure.goal())
                        .append(" | ");
                text.append(figure.measured())
                        .append(" | ")
                        .append(figure.verdict())
                        .append(" |\n");
            }
        });
        if (!notes.isEmpty()) {
            text.append("\n## Notes\n\n");
            notes.forEach(note -> text.append("- ").append(note).append('\n'));
        }
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    /** Cores, memory and JDK; nothing that names the machine. */
    private static String machine() {
        long memory = -1;
        try (var lines = Files.lines(Path.of("/proc/meminfo"))) {
            memory = lines.filter(line -> line.startsWith("MemTotal:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / (1 << 20))
                    .findFirst()
                    .orElse(-1);
        } catch (IOException e) {
            memory = -1;
        }
        String size = memory < 0 ? "" : ", " + memory + " GB";
        return Runtime.getRuntime().availableProcessors() + " cores" + size + ", " + System.getProperty("os.name")
                + ", JDK " + Runtime.version();
    }

    /**
     * Says how much of a core one busy thread gets at this moment, so that a reader knows what the times below are worth: on
     * a quiet machine it is all of it.
     */
    void busyness(String when) {
        long cpu = java.lang.management.ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        long start = System.nanoTime();
        long sum = 0;
        while (System.nanoTime() - start < 2_000_000_000L) {
            sum += Long.bitCount(sum ^ System.nanoTime());
        }
        long used = java.lang.management.ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu;
        double share = used * 100.0 / (System.nanoTime() - start);
        double load = java.lang.management.ManagementFactory.getOperatingSystemMXBean()
                .getSystemLoadAverage();
        note(String.format(
                        Locale.ROOT, "%s: one busy thread got %.0f %% of a core, load average %.1f.", when, share, load)
                + (share < 90 ? " Other programs were running: the times are too high by about that factor." : "")
                + (sum == 0 ? " " : ""));
        System.out.println("[bench] " + notes.getLast());
    }

    static double median(double... values) {
        return quantile(values, .5);
    }

    static double quantile(double[] values, double probability) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.ceil(probability * sorted.length) - 1];
    }

    private static String number(double value) {
        return value >= 100 || value == Math.rint(value)
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.format(Locale.ROOT, "%.2f", value);
    }
}
