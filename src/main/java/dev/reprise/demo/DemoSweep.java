package dev.reprise.demo;

import dev.reprise.intake.ImportAdvanced;
import dev.reprise.intake.Imports;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** With {@code --demo}: once the samples are in the vault, deletes the logs that are told as swept by the CLI: they show "only in vault". */
@Component
@Lazy(false)
class DemoSweep {

    private final boolean demo;
    private final Path home;
    private final Imports imports;
    private final AtomicBoolean swept = new AtomicBoolean();

    DemoSweep(
            @Value("${reprise.demo:false}") boolean demo,
            @Value("${reprise.intake.homes[0]:}") String home,
            Imports imports) {
        this.demo = demo;
        this.home = Path.of(home);
        this.imports = imports;
    }

    @EventListener
    void after(ImportAdvanced event) {
        Imports.Status status = event.status();
        boolean done = !status.running() && status.filesKnown() > 0 && status.filesDone() == status.filesKnown();
        if (demo && done && swept.compareAndSet(false, true)) {
            DemoHome.sweep(home);
            imports.start();
        }
    }
}
