package dev.reprise.intake;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Settings {@code reprise.intake.*}.
 *
 * @param homes log homes to read, {@code agent:path} or the path of one of the first agent; empty means the agents' default ones
 * @param live whether to follow the logs after the first scan
 * @param look how often the most recent logs are looked at
 * @param rescan least time between two whole rescans
 * @param scrub how much of the vault, compressed, is read back a minute in search of flipped bits; 0: nothing
 * @param workers threads that read and compress; 0 means one a core
 */
@ConfigurationProperties("reprise.intake")
record IntakeSettings(
        @DefaultValue List<String> homes,
        @DefaultValue("true") boolean live,
        @DefaultValue("400ms") Duration look,
        @DefaultValue("60s") Duration rescan,
        @DefaultValue("2MB") DataSize scrub,
        @DefaultValue("0") int workers) {

    int threads() {
        return workers > 0 ? workers : Runtime.getRuntime().availableProcessors();
    }
}
