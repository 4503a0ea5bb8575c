package dev.reprise;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.core.env.Environment;

/**
 * Writes `running.json`, `{"pid":4711,"port":7717}`, into the data directory while the application runs, so that a
 * second `./reprise` finds this one and opens it. After a crash the file stays: its reader checks that the process lives.
 */
final class RunningFile implements ApplicationListener<ApplicationEvent> {

    static final String NAME = "running.json";
    /** Beside it: the log homes that were named at the start, a line each. */
    static final String HOMES = "running.homes";

    private static final Logger log = LoggerFactory.getLogger(RunningFile.class);

    private final long pid = ProcessHandle.current().pid();
    private @Nullable Path file;

    @Override
    public void onApplicationEvent(ApplicationEvent event) {
        if (event instanceof ApplicationStartedEvent started) {
            write(started);
        } else if (event instanceof ContextClosedEvent) {
            remove();
        }
    }

    private void write(ApplicationStartedEvent started) {
        var environment = started.getApplicationContext().getEnvironment();
        @Nullable String port = environment.getProperty("local.server.port");
        if (port == null) {
            return;
        }
        var target = Path.of(environment.getRequiredProperty(PlatformData.PROPERTY), NAME);
        try {
            var whole = target.resolveSibling(NAME + ".new");
            Files.writeString(whole, "{\"pid\":" + pid + ",\"port\":" + port + "}\n");
            Files.write(target.resolveSibling(HOMES), homes(environment));
            Files.move(whole, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            file = target;
        } catch (IOException e) {
            log.warn("{} cannot be written, so a second ./reprise will not find this one: {}", target, e.toString());
        }
    }

    /** The log homes it was told to read; none if it reads the agents' own. */
    private static List<String> homes(Environment environment) {
        return Binder.get(environment)
                .bind("reprise.intake.homes", Bindable.listOf(String.class))
                .orElse(List.of());
    }

    private void remove() {
        try {
            if (file != null && Files.readString(file).contains("\"pid\":" + pid + ",")) {
                Files.delete(file);
                Files.deleteIfExists(file.resolveSibling(HOMES));
            }
        } catch (IOException e) {
            log.debug("{} was not removed: {}", file, e.toString());
        }
    }
}
