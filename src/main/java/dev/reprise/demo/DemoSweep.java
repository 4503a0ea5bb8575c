package dev.reprise.demo;

import dev.reprise.intake.ImportAdvanced;
import dev.reprise.intake.Imports;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;

/**
 * Once the samples are in the vault, deletes the logs that are told as swept by the CLI: they show "only in vault". No
 * bean: added to the application only where there are samples.
 */
public final class DemoSweep implements ApplicationListener<PayloadApplicationEvent<ImportAdvanced>> {

    private final Path home;
    private final AtomicBoolean swept = new AtomicBoolean();

    public DemoSweep(Path home) {
        this.home = home;
    }

    @Override
    public void onApplicationEvent(PayloadApplicationEvent<ImportAdvanced> event) {
        Imports.Status status = event.getPayload().status();
        boolean done = !status.running() && status.filesKnown() > 0 && status.filesDone() == status.filesKnown();
        if (done && swept.compareAndSet(false, true)) {
            DemoHome.sweep(home, Instant.now());
            ((ApplicationContext) event.getSource()).getBean(Imports.class).start();
        }
    }
}
