package dev.reprise.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DrivesTests {

    @ParameterizedTest
    @CsvSource({
        "c:\\Users\\ada,          C:\\Users\\ada",
        "C:/Users/ada,            C:\\Users\\ada",
        "/mnt/c/src/app,          C:\\src\\app",
        "/mnt/d/Users/ada,        D:\\Users\\ada"
    })
    void areOneWhereTheyAreNotMounted(String dir, String one) {
        assertThat(Drives.one(dir, drive -> false)).isEqualTo(one);
    }

    @ParameterizedTest
    @CsvSource({"c:\\Users\\ada, /mnt/c/Users/ada", "/mnt/c/Users/ada, /mnt/c/Users/ada"})
    void areWhatIsMountedInsideWindows(String dir, String one) {
        assertThat(Drives.one(dir, drive -> true)).isEqualTo(one);
    }

    /** Nearly the same. */
    @ParameterizedTest
    @ValueSource(strings = {"/mnt/d/data", "/mnt/cc/x", "/home/me/c/x", "relative", "\\\\server\\share", "/c/Users"})
    void otherDirectoriesStayAsTheyAre(String dir) {
        assertThat(Drives.one(dir, drive -> false)).isEqualTo(dir);
    }

    @Test
    void aTypedOneIsLookedForInTheOtherWayToo() {
        assertThat(Drives.other("c:\\users")).isEqualTo("/mnt/c/users");
        assertThat(Drives.other("/mnt/c/users")).isEqualTo("c:\\users");
        assertThat(Drives.other("/home/me")).isNull();
    }
}
