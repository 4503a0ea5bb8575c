package dev.reprise.vault;

import dev.reprise.data.DataDirectory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The vault of this data directory. */
@Configuration
class VaultSetup {

    @Bean
    Vault vault(DataDirectory data) {
        return new Vault(data.vault());
    }
}
