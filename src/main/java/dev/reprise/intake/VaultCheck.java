package dev.reprise.intake;

import dev.reprise.catalogue.Home;
import dev.reprise.catalogue.LogRow;
import dev.reprise.catalogue.LogRow.Kept;
import dev.reprise.catalogue.LogRow.Looked;
import dev.reprise.catalogue.TrackedFile;
import dev.reprise.catalogue.VaultLook;
import dev.reprise.problem.Problem;
import dev.reprise.vault.Condition;
import dev.reprise.vault.FileState;
import dev.reprise.vault.StoredFile;
import dev.reprise.vault.Vault;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks whether the vault still holds what the catalogue says. At a start by size and time of each file; slowly, later, by
 * reading all of it back. What is not as it was is made again from its source; where that is gone, it is said to be damaged.
 */
final class VaultCheck {

    private static final Logger log = LoggerFactory.getLogger(VaultCheck.class);

    private final Vault vault;
    private final Homes homes;
    private final Clock clock;

    VaultCheck(Vault vault, Homes homes, Clock clock) {
        this.vault = vault;
        this.homes = homes;
        this.clock = clock;
    }

    /**
     * What a look found to do.
     *
     * @param toRead logs that must be imported: the vault has more than the catalogue, or less than it should and the source
     *     is there
     * @param looked logs of which only what is known of their file in the vault has changed
     */
    record Found(List<TrackedFile> toRead, List<VaultLook> looked) {
        Found() {
            this(new ArrayList<>(), new ArrayList<>());
        }
    }

    /** One look at every file. */
    Found look(FileIndex census) {
        Found found = new Found();
        Set<TrackedFile> there = new HashSet<>();
        vault.states(state -> {
            TrackedFile known = census.find(state.path());
            if (known == null) {
                alone(state, census, found);
            } else {
                there.add(known);
                if (differs(known, state)) {
                    check(known, found);
                } else if (known.isStored() && known.row().kept().at() == 0) {
                    // from a catalogue that did not note the time yet: the first one seen counts
                    Kept kept = known.row().kept();
                    Kept now = new Kept(kept.bytes(), kept.stored(), state.modified(), kept.versions());
                    found.looked.add(new VaultLook(known, now, known.row().looked()));
                }
            }
        });
        for (TrackedFile known : census.all()) {
            if (known.isStored() && known.row().kept().at() > 0 && !there.contains(known)) {
                check(known, found);
            }
        }
        return found;
    }

    private static boolean differs(TrackedFile known, FileState state) {
        LogRow row = known.row();
        Kept kept = row.kept();
        return Math.max(0, state.stored()) != kept.stored()
                || state.stored() >= 0 && kept.at() != 0 && state.modified() != kept.at()
                || state.versions() != kept.versions() - 1
                || row.looked().damagedAt() > 0 && known.source().there();
    }

    /** A file that the catalogue does not know: it was lost, or made anew. */
    private void alone(FileState state, FileIndex census, Found found) {
        for (Home home : homes.all()) {
            String prefix = home.vaultRoot() + "/";
            if (state.path().startsWith(prefix)) {
                home.agent()
                        .sources()
                        .classify(state.path().substring(prefix.length()))
                        .ifPresent(file -> vault.find(state.path())
                                .ifPresent(holding -> found.toRead.add(census.addAlone(home, file, holding.size()))));
            }
        }
    }

    /** Reads all of a log in the vault back, and does what can be done where it is not as it was. */
    void check(TrackedFile known, Found found) {
        try {
            Condition condition = vault.check(known.vaultPath());
            StoredFile holding = vault.find(known.vaultPath()).orElse(null);
            int versions = holding == null ? 1 : holding.versions() + 1;
            boolean whole = condition.there()
                    && condition.sound()
                    && condition.size() >= known.row().kept().bytes();
            if (whole && versions == known.row().kept().versions()) {
                sound(known, condition, holding, found);
            } else if (known.source().there()) {
                again(known, condition, found);
            } else {
                lost(known, condition, found);
            }
        } catch (Problem e) {
            log.warn("{}", e.sentence());
        }
    }

    private void sound(TrackedFile known, Condition condition, @Nullable StoredFile holding, Found found) {
        Kept kept = known.row().kept();
        if (condition.size() > kept.bytes()) {
            // a process that was killed had kept more than it noted
            readMore(known, condition, found);
            return;
        }
        if (holding != null) {
            kept = new Kept(kept.bytes(), holding.stored(), holding.modified(), kept.versions());
        }
        found.looked.add(new VaultLook(known, kept, new Looked(clock.millis(), 0, 0)));
    }

    private static void readMore(TrackedFile known, Condition condition, Found found) {
        if (!known.source().there()) {
            known.seen(known.source().gone(condition.size()));
        }
        found.toRead.add(known);
    }

    /** The source is there: it is kept again from its beginning. */
    private void again(TrackedFile known, Condition condition, Found found) {
        if (condition.there() && !condition.sound()) {
            try (FileChannel source =
                    FileChannel.open(known.home().source(known.file().path()), StandardOpenOption.READ)) {
                vault.giveUpDamaged(known.vaultPath(), source);
                log.warn("{} It is made again from the log itself.", condition.what());
            } catch (NoSuchFileException e) {
                // it went since it was listed; the next scan tells
                return;
            } catch (IOException e) {
                log.warn("{} Its source cannot be read now: {}", condition.what(), e.toString());
                return;
            }
        } else if (!condition.there()) {
            log.warn("The vault's copy of {} is gone. It is made again from the log itself.", known.vaultPath());
        }
        found.toRead.add(known);
    }

    private void lost(TrackedFile known, Condition condition, Found found) {
        LogRow row = known.row();
        if (condition.sound() && condition.size() >= row.kept().bytes()) {
            // only older versions are others than the catalogue knows
            readMore(known, condition, found);
            return;
        }
        long since = row.looked().damagedAt();
        if (since == 0) {
            since = clock.millis();
            log.warn(
                    "{} Its log is gone too: {} of {} bytes can be read.",
                    condition.there() ? condition.what() : "The vault's copy of " + known.vaultPath() + " is gone.",
                    condition.readable(),
                    row.kept().bytes());
        }
        Looked looked = new Looked(row.looked().verifiedAt(), since, condition.readable());
        found.looked.add(new VaultLook(known, row.kept(), looked));
    }
}
