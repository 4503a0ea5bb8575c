package dev.reprise.retention;

import dev.reprise.agent.Brought;
import dev.reprise.agent.CodingAgent;
import dev.reprise.agent.CodingAgents;
import dev.reprise.agent.LogBytes;
import dev.reprise.agent.SourceFile.Role;
import dev.reprise.catalogue.SessionFiles;
import dev.reprise.catalogue.SessionFiles.Held;
import dev.reprise.catalogue.Sessions;
import dev.reprise.data.DataDirectory;
import dev.reprise.data.Sha256;
import dev.reprise.data.WholeFile;
import dev.reprise.problem.Problem;
import dev.reprise.problem.Reason;
import dev.reprise.retention.RestorePlan.Does;
import dev.reprise.retention.RestorePlan.Step;
import dev.reprise.session.Session;
import dev.reprise.session.SessionId;
import dev.reprise.vault.Vault;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Saves a part of a log that a resume does not reach as a session of its own: a new log beside it, of which the client brings back
 * all turns (client/RESUME.md sections 1e and 1f). It is in the vault before it is in the home; the log that it is of stays as it is.
 */
@Service
public class Extracts {

    private final Sessions sessions;
    private final SessionFiles files;
    private final CodingAgents agents;
    private final Vault vault;
    private final Restores restores;
    private final DataDirectory data;
    private final Clock clock;

    Extracts(
            Sessions sessions,
            SessionFiles files,
            CodingAgents agents,
            Vault vault,
            Restores restores,
            DataDirectory data,
            Clock clock) {
        this.sessions = sessions;
        this.files = files;
        this.agents = agents;
        this.vault = vault;
        this.restores = restores;
        this.data = data;
        this.clock = clock;
    }

    /**
     * What would be saved.
     *
     * @param of the session that it is a part of
     * @param part what it holds
     * @param plan where it would be written, as session {@link RestorePlan#session()}
     */
    public record Extract(SessionId of, Brought.Part part, RestorePlan plan) {}

    /**
     * What would be written now. Writes nothing.
     *
     * @param leaf as {@link Brought.Part#leaf()} has it
     * @throws Problem NOT_FOUND if its log has no such part (any more)
     */
    public Extract plan(SessionId of, UUID leaf) {
        Session session = sessions.get(of.toString());
        CodingAgent agent = agents.get(of.agent());
        Held main = main(of);
        LogBytes bytes = bytes(main);
        Brought.Part part = part(agent, main, bytes, leaf);
        MessageDigest digest = Sha256.digest();
        long[] size = new long[1];
        write(agent, main, bytes, leaf, new DigestOutputStream(counting(size), digest));
        String sum = Sha256.hex(digest);
        // the same part is always the same session
        SessionId made = new SessionId(
                of.agent(),
                UUID.nameUUIDFromBytes((of + " " + leaf + " " + sum).getBytes(StandardCharsets.UTF_8))
                        .toString());
        String place = main.there() ? main.file().path() : agent.sources().placeFor(main.file(), session.cwd());
        String own = place.substring(0, place.lastIndexOf('/') + 1) + made.value() + ".jsonl";
        String root = main.vaultPath().substring(0, main.vaultPath().indexOf('/') + 1);
        Path to = main.home().resolve(own);
        Instant now = clock.instant();
        Instant until = agent.sources()
                .cleanup(main.home(), null, now)
                .after()
                .map(now::plus)
                .orElse(null);
        RestorePlan plan = new RestorePlan(
                made,
                main.home(),
                Restoring.hash(made + " " + sum + " " + to),
                blocked(main.home(), to, made),
                List.of(new Step(root + own, 0, to, size[0], Does.WRITE)),
                until,
                List.of());
        return new Extract(of, part, plan);
    }

    private Held main(SessionId of) {
        return files.of(of).stream()
                .filter(file -> file.file().role() == Role.TRANSCRIPT)
                .findFirst()
                .orElseThrow(() -> new Problem(Reason.NOT_FOUND, "There is no transcript of it in the vault."));
    }

    private LogBytes bytes(Held main) {
        return () -> vault.open(main.vaultPath(), 0, 0, Long.MAX_VALUE);
    }

    private static Brought.Part part(CodingAgent agent, Held main, LogBytes bytes, UUID leaf) {
        try {
            return agent.launcher().brings(main.file(), bytes).stream()
                    .flatMap(brought -> brought.parts().stream())
                    .filter(part -> part.leaf().equals(leaf))
                    .findFirst()
                    .orElseThrow(() -> new Problem(
                            Reason.NOT_FOUND, "Its log has no such part out of reach (any more). Look again."));
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private static void write(CodingAgent agent, Held main, LogBytes bytes, UUID leaf, OutputStream to) {
        try {
            agent.launcher().takeOut(main.file(), bytes, leaf, to);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private static Problem unreadable(IOException e) {
        return new Problem(Reason.STORAGE, "The vault's copy of its log cannot be read: " + e.getMessage());
    }

    private static OutputStream counting(long[] size) {
        return new OutputStream() {
            @Override
            public void write(int octet) {
                size[0]++;
            }

            @Override
            public void write(byte[] bytes, int from, int length) {
                size[0] += length;
            }
        };
    }

    private static @Nullable String blocked(Path home, Path to, SessionId made) {
        if (Files.exists(to, LinkOption.NOFOLLOW_LINKS)) {
            return "It is saved already, as session " + made.value() + ".";
        }
        return Restores.homeTrouble(home);
    }

    /**
     * Saves it.
     *
     * @param plan id of the plan that was looked at
     * @throws Problem CONFLICT if it is another one now, or cannot be; STORAGE if a disk fails: then nothing is left of it
     */
    public synchronized Receipt save(String who, SessionId of, UUID leaf, String plan) {
        Extract now = plan(of, leaf);
        RestorePlan does = now.plan;
        if (does.blocked() != null) {
            throw new Problem(Reason.CONFLICT, does.blocked());
        }
        if (!plan.equals(does.id())) {
            throw new Problem(Reason.CONFLICT, "What would be saved is not what you saw. Look again.");
        }
        String held = does.steps().getFirst().from();
        // one that was saved before and taken back is in the vault, and stays there whatever happens
        boolean fresh = vault.find(held).isEmpty();
        keep(of, leaf, held);
        try {
            return restores.carryOut(
                    who, does, "saved " + now.part.turns() + " turns of " + of + " as " + does.session());
        } catch (Problem e) {
            if (fresh) {
                vault.erase(held);
            }
            throw e;
        }
    }

    /** Into the vault first. */
    private void keep(SessionId of, UUID leaf, String held) {
        Held main = main(of);
        Path fresh = data.path().resolve("extract.part");
        try {
            Files.deleteIfExists(fresh);
            try (OutputStream out =
                    new BufferedOutputStream(Channels.newOutputStream(WholeFile.create(fresh)), 1 << 16)) {
                write(agents.get(of.agent()), main, bytes(main), leaf, out);
            }
            try (InputStream in = Files.newInputStream(fresh)) {
                vault.replace(held, in);
            }
            vault.force(List.of(held));
        } catch (IOException e) {
            throw new Problem(Reason.STORAGE, "It cannot be written: " + e.getMessage() + ". Nothing was saved.");
        } finally {
            try {
                Files.deleteIfExists(fresh);
            } catch (IOException e) {
                // the next one deletes it
                fresh.toFile().deleteOnExit();
            }
        }
    }
}
