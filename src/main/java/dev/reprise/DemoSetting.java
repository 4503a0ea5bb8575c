package dev.reprise;

import dev.reprise.demo.DemoArrangement;
import dev.reprise.demo.DemoHome;
import dev.reprise.demo.DemoSweep;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;
import org.springframework.core.env.MapPropertySource;

/**
 * For {@code --demo}: writes the sample sessions into the (throw-away) data directory and reads them instead of the
 * user's own. The resume panel looks at a sample of their machine's disk.
 */
final class DemoSetting implements ApplicationListener<ApplicationEnvironmentPreparedEvent>, Ordered {

    /** After {@link PlatformData} settled the data directory. */
    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE + 16;
    }

    @Override
    public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
        var environment = event.getEnvironment();
        if (!environment.getProperty("reprise.demo", Boolean.class, false)) {
            return;
        }
        Path demo = Path.of(environment.getRequiredProperty(PlatformData.PROPERTY), "demo");
        Path home = demo.resolve(".claude");
        Path machine = demo.resolve("machine");
        DemoHome.write(home, Instant.now());
        DemoHome.machine(machine);
        event.getSpringApplication().addListeners(new DemoSweep(home), new DemoArrangement());
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource(
                        "demo",
                        Map.of("reprise.intake.homes[0]", home.toString(), "reprise.resume.root", machine.toString())));
    }
}
