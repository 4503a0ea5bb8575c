package dev.reprise.data;

import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The clock that everything but reading logs may ask. */
@Configuration
class Time {

    @Bean
    Clock clock() {
        return Clock.systemDefaultZone();
    }
}
