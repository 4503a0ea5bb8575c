package dev.reprise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.agent.UserHome;
import dev.reprise.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class PlatformDataTests {

    @Test
    void liesWhereThePlatformKeepsTheDataOfPrograms() {
        assertThat(platform("Linux", Map.of())).isEqualTo(Path.of("/home/ada/.local/share/reprise"));
        assertThat(platform("Linux", Map.of("XDG_DATA_HOME", "/data"))).isEqualTo(Path.of("/data/reprise"));
        assertThat(platform("Linux", Map.of("XDG_DATA_HOME", ""))).isEqualTo(Path.of("/home/ada/.local/share/reprise"));
        assertThat(platform("Mac OS X", Map.of("XDG_DATA_HOME", "/data")))
                .isEqualTo(Path.of("/home/ada/Library/Application Support/Reprise"));
        assertThat(platform("Windows 11", Map.of("LOCALAPPDATA", "/local"))).isEqualTo(Path.of("/local/Reprise"));
    }

    @Test
    void theHomeIsThatOfTheShellAndTheClient() {
        var system = new Properties();
        system.setProperty("os.name", "Linux");
        system.setProperty("user.home", "/root");
        assertThat(UserHome.path(Map.of("HOME", "/home/ada"), system)).isEqualTo(Path.of("/home/ada"));
        assertThat(UserHome.path(Map.of(), system)).isEqualTo(Path.of("/root"));
        assertThat(UserHome.path(Map.of("HOME", "relative"), system)).isEqualTo(Path.of("/root"));
        system.setProperty("os.name", "Windows 11");
        assertThat(UserHome.path(Map.of("HOME", "/c/Users/ada"), system)).isEqualTo(Path.of("/root"));
    }

    @Test
    void samplesNeverStandAmongWhatIsKept(@TempDir Path dir) throws IOException {
        StandardEnvironment settings = new StandardEnvironment();
        settings.getPropertySources().addFirst(new MapPropertySource("test", Map.of("reprise.demo", "true")));
        PlatformData data = new PlatformData(Map.of("HOME", dir.toString()), new Properties());
        data.settle(settings);
        Path own = Path.of(settings.getRequiredProperty("reprise.data"));
        assertThat(own).isEmptyDirectory();
        assertThat(dir.resolve(".local")).doesNotExist();
        Files.delete(own);
    }

    @Test
    void refusesSamplesWhereSessionsAreKept(@TempDir Path dir) throws IOException {
        Files.createDirectories(dir.resolve("vault"));
        StandardEnvironment settings = new StandardEnvironment();
        settings.getPropertySources()
                .addFirst(
                        new MapPropertySource("test", Map.of("reprise.demo", "true", "reprise.data", dir.toString())));
        assertThatThrownBy(() -> new PlatformData(Map.of(), new Properties()).settle(settings))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("Sample sessions do not go where sessions are kept");
    }

    private static Path platform(String os, Map<String, String> environment) {
        var system = new Properties();
        system.setProperty("os.name", os);
        system.setProperty("user.home", "/home/ada");
        return new PlatformData(environment, system).platform();
    }
}
