package dev.reprise.agent.claude.layout;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Whether a process id of the registry means something here. */
class PidDomainTests {

    private static final String OURS = "linux:3d1219c7c4c5404aaa1f6d2a48adfda4:pid:[4026531836]";

    private static boolean isForeign(String domain, String machine) {
        return PidDomain.isForeign(domain, "pid:[4026531836]", machine);
    }

    @Test
    void isForeignInAnotherNamespaceOrOnAnotherMachine() {
        assertThat(isForeign(OURS, "3d1219c7c4c5404aaa1f6d2a48adfda4")).isFalse();
        assertThat(isForeign(OURS.replace("836", "837"), "3d1219c7c4c5404aaa1f6d2a48adfda4"))
                .isTrue();
        assertThat(isForeign(OURS, "00000000000000000000000000000001")).isTrue();
    }

    @Test
    void saysNothingOfWhatItCannotCompare() {
        assertThat(PidDomain.isForeign(OURS, "pid:[4026531836]", null)).isFalse();
        assertThat(PidDomain.isForeign(OURS, null, null)).isFalse();
        assertThat(PidDomain.isForeign(null)).isFalse();
        assertThat(isForeign("darwin:x", "y")).isFalse();
    }
}
