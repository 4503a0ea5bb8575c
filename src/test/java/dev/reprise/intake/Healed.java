package dev.reprise.intake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Writes what faults cost into {@code docs/verification.md}, where asked to ({@code -Dreprise.healed=write}). */
final class Healed {

    private static final Path FILE = Path.of("docs/verification.md");
    private static final String HEAD = "| fault | healed after |";

    private Healed() {}

    /** @param millis from the end of the cause to everything being kept and shown */
    static synchronized void note(String fault, long millis) {
        System.out.printf("healed: %s: %d ms%n", fault, millis);
        if (!"write".equals(System.getProperty("reprise.healed"))) {
            return;
        }
        try {
            List<String> lines = new ArrayList<>(Files.readAllLines(FILE));
            int head = lines.indexOf(HEAD);
            if (head < 0) {
                throw new AssertionError(FILE + " has no table " + HEAD);
            }
            lines.removeIf(line -> line.startsWith("| " + fault + " |"));
            lines.add(head + 2, "| " + fault + " | %.1f s |".formatted(millis / 1000.0));
            Files.write(FILE, lines);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
