package dev.reprise.resume;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** This very process, entered into the registry of running clients (client/FORMAT.md §4). */
final class RunningClient {

    static final long PID = ProcessHandle.current().pid();

    private RunningClient() {}

    /** @param alive false to enter an earlier process with our number */
    static void register(Path claudeHome, String session, boolean alive, @Nullable String jobId) throws IOException {
        Path file = Files.createDirectories(claudeHome.resolve("sessions")).resolve(PID + ".json");
        long start = ProcessHandle.current().info().startInstant().orElseThrow().toEpochMilli();
        long wrong = start - 86_400_000L * 365;
        String ticks = ticks();
        Files.writeString(
                file,
                "{\"pid\":" + PID + ",\"sessionId\":\"" + session + "\",\"cwd\":\"/over/there\",\"startedAt\":"
                        + (alive ? start : wrong) + ",\"procStart\":\"" + (alive ? ticks : "1")
                        + "\",\"kind\":\"" + (jobId == null ? "interactive" : "bg") + "\",\"status\":\"busy\""
                        + (jobId == null ? "" : ",\"jobId\":\"" + jobId + "\"") + "}");
    }

    private static String ticks() throws IOException {
        Path stat = Path.of("/proc/self/stat");
        if (!Files.exists(stat)) {
            return "";
        }
        String line = Files.readString(stat);
        return line.substring(line.lastIndexOf(')') + 2).split(" ", -1)[19];
    }
}
