package dev.reprise;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** This very process, entered into the registry of running clients (client/FORMAT.md §4). */
public final class RunningClient {

    public static final long PID = ProcessHandle.current().pid();

    private RunningClient() {}

    /** @param alive false to enter an earlier process with our number */
    public static void register(Path claudeHome, String session, boolean alive, @Nullable String jobId)
            throws IOException {
        register(claudeHome, session, alive, jobId, "");
    }

    /** @param more fields of the entry, each with a comma before it */
    public static void register(Path claudeHome, String session, boolean alive, @Nullable String jobId, String more)
            throws IOException {
        Path file = Files.createDirectories(claudeHome.resolve("sessions")).resolve(PID + ".json");
        long start = ProcessHandle.current().info().startInstant().orElseThrow().toEpochMilli();
        long wrong = start - 86_400_000L * 365;
        String ticks = ticks();
        Files.writeString(
                file,
                "{\"pid\":" + PID + ",\"sessionId\":\"" + session + "\",\"cwd\":\"/over/there\",\"startedAt\":"
                        + (alive ? start : wrong) + ",\"procStart\":\"" + (alive ? ticks : "1")
                        + "\",\"kind\":\"" + (jobId == null ? "interactive" : "bg") + "\",\"status\":\"busy\""
                        + (jobId == null ? "" : ",\"jobId\":\"" + jobId + "\"") + more + "}");
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
