package dev.reprise;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The application. `./reprise` starts it; its options are described in the README and by `--help`. */
@SpringBootApplication
@org.springframework.boot.context.properties.ConfigurationPropertiesScan
public class Reprise {

    public static void main(String[] args) {
        var arguments = Arguments.of(version(), args);
        if (arguments.answer() != null) {
            (arguments.status() == 0 ? System.out : System.err).print(arguments.answer());
            System.exit(arguments.status());
        }
        var application = new SpringApplication(Reprise.class);
        application.addListeners(
                new PlatformData(System.getenv(), System.getProperties()),
                new DemoSetting(),
                new RunningFile(),
                new QuietLog());
        try {
            application.run(arguments.settings());
        } catch (RuntimeException e) {
            if (StartFailure.said()) {
                System.exit(2);
            }
            throw e;
        }
    }

    private static String version() {
        try (var in = Reprise.class.getResourceAsStream("/application.properties")) {
            var properties = new Properties();
            properties.load(Objects.requireNonNull(in));
            return properties.getProperty("reprise.version", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
