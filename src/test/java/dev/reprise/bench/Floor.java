package dev.reprise.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** What plain tools need for the same logs in the same run: no import can cost less than reading, hashing and packing. */
final class Floor {

    private static final String FILES = "find \"$0\" -type f -name '*.jsonl' -print0 | xargs -0 ";

    private Floor() {}

    /** Seconds of a clock and of processors. */
    private record Cost(double wall, double cpu) {}

    private record Tool(String name, String command) {}

    /** Writes a figure for each tool that is here, and how many times the floor this processor time is. */
    static void compare(Figures figures, String section, Path home, double importCpu) throws IOException {
        List<String> said = new ArrayList<>();
        double floor = 0;
        for (Tool tool : List.of(
                new Tool("cat", "cat > /dev/null"),
                new Tool("sha256sum", "sha256sum > /dev/null"),
                new Tool("zstd -3", "zstd -3 -q -c > /dev/null"),
                new Tool("rg", "rg -c --no-messages goat > /dev/null; true"))) {
            String program = tool.name.split(" ")[0];
            if (!has(program)) {
                figures.note(program + " is not here, so it is no part of the floor.");
                continue;
            }
            Cost cost = run(FILES + tool.command, home);
            said.add(String.format(Locale.ROOT, "%s %.1f s (%.1f)", tool.name, cost.cpu, cost.wall));
            floor += program.equals("sha256sum") || program.equals("zstd") ? cost.cpu : 0;
        }
        figures.fact(section, "floor: processor time of plain tools (of a clock)", String.join(", ", said));
        if (floor > 0) {
            figures.fact(
                    section,
                    "processor time, times that of sha256sum and zstd -3",
                    String.format(Locale.ROOT, "%.2f", importCpu / floor));
        }
    }

    private static boolean has(String program) throws IOException {
        return output("command -v " + program + " > /dev/null && echo yes", Path.of("."))
                .contains("yes");
    }

    private static Cost run(String command, Path home) throws IOException {
        String[] times = output("TIMEFORMAT='%R %U %S'; time ( " + command + " )", home)
                .strip()
                .split("\\s+");
        int n = times.length;
        return new Cost(
                Double.parseDouble(times[n - 3]), Double.parseDouble(times[n - 2]) + Double.parseDouble(times[n - 1]));
    }

    private static String output(String command, Path home) throws IOException {
        Process process = new ProcessBuilder("bash", "-c", command, home.toString())
                .redirectErrorStream(true)
                .start();
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(5, TimeUnit.MINUTES)) {
                throw new IllegalStateException(command + " does not end");
            }
            return output;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
