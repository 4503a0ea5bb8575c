package dev.reprise.data;

import java.time.Clock;
import java.time.ZoneId;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The clock that everything but reading logs may ask. */
@Configuration
class Time {

    @Bean
    Clock clock() {
        return Clock.system(ZoneId.systemDefault());
    }
}
