package dev.reprise;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The application. `./reprise` starts it; its options are described in the README and by `--help`. */
@SpringBootApplication
@org.springframework.boot.context.properties.ConfigurationPropertiesScan
public class Reprise {

    public static void main(String[] args) {
        var application = new SpringApplication(Reprise.class);
        application.addListeners(
                new PlatformData(System.getenv(), System.getProperties()), new DemoSetting(), new RunningFile());
        application.run(args);
    }
}
