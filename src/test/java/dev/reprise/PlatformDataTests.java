package dev.reprise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.agent.UserHome;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

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

    private static Path platform(String os, Map<String, String> environment) {
        var system = new Properties();
        system.setProperty("os.name", os);
        system.setProperty("user.home", "/home/ada");
        return new PlatformData(environment, system).platform();
    }
}
