package dev.reprise;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs the main method of a test in a process of its own that says {@code go} and {@code done}, and kills it in between. */
public final class Killed {

    private Killed() {}

    /**
     * Answers when it is over.
     *
     * @param killAfter milliseconds after {@code go}; below 0: not before {@code done}
     * @return milliseconds from {@code go} to the end
     */
    public static long run(Class<?> main, long killAfter, String... args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(args));
        Process child = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
            String line = out.readLine();
            while (line != null && !line.equals("go")) {
                line = out.readLine();
            }
            long begun = System.nanoTime();
            if (killAfter >= 0) {
                child.waitFor(killAfter, TimeUnit.MILLISECONDS);
            } else {
                while (line != null && !line.equals("done")) {
                    line = out.readLine();
                }
            }
            return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
        } finally {
            child.destroyForcibly().waitFor();
        }
    }
}
