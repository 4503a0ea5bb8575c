package dev.reprise.retention;

import dev.reprise.catalogue.SessionFiles;
import dev.reprise.catalogue.SessionFiles.Held;
import dev.reprise.session.SessionId;
import dev.reprise.vault.Condition;
import dev.reprise.vault.Vault;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.stereotype.Component;

/**
 * Which sessions were wholly read back from the vault against their check sums, as long as this process runs; the import reads the
 * vault back as well, but takes days for it. What is not known is read in the background.
 */
@Component
class Verified {

    private final SessionFiles files;
    private final Vault vault;
    private final Map<SessionId, String> whole = new ConcurrentHashMap<>();
    private final Set<SessionId> bad = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean reading = new AtomicBoolean();

    Verified(SessionFiles files, Vault vault) {
        this.files = files;
        this.vault = vault;
    }

    /** @param state of its files in the vault, as their sizes tell */
    record Asked(SessionId id, String state) {}

    /** Whether it was read back as it is now. */
    boolean is(Asked asked) {
        return asked.state.equals(whole.get(asked.id));
    }

    /** Whether it was read back, and something of it cannot be read. */
    boolean isBad(SessionId id) {
        return bad.contains(id);
    }

    /** Reads them back until that time; the rest goes on in the background. */
    void read(List<Asked> asked, long untilNanos) {
        int at = 0;
        for (; at < asked.size() && System.nanoTime() - untilNanos < 0; at++) {
            read(asked.get(at));
        }
        List<Asked> rest = asked.subList(at, asked.size());
        if (!rest.isEmpty() && reading.compareAndSet(false, true)) {
            Thread.ofPlatform().daemon().name("read-back").start(() -> {
                try {
                    rest.forEach(this::read);
                } finally {
                    reading.set(false);
                }
            });
        }
    }

    private void read(Asked asked) {
        List<Held> held = files.of(asked.id);
        boolean fine = !held.isEmpty()
                && held.stream().filter(file -> file.stored() > 0).allMatch(file -> isSound(file.vaultPath()));
        if (fine) {
            whole.put(asked.id, asked.state);
            bad.remove(asked.id);
        } else {
            bad.add(asked.id);
        }
    }

    private boolean isSound(String path) {
        Condition found = vault.check(path);
        return found.there() && found.sound();
    }
}
