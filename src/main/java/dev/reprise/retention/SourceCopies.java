package dev.reprise.retention;

import dev.reprise.agent.SourceFile.Role;
import dev.reprise.catalogue.SessionFiles;
import dev.reprise.catalogue.SessionFiles.Held;
import dev.reprise.data.DataDirectory;
import dev.reprise.data.Journal;
import dev.reprise.intake.CleanupsSeen;
import dev.reprise.label.Labels;
import dev.reprise.problem.Problem;
import dev.reprise.session.SessionId;
import dev.reprise.vault.Vault;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Deletes the CLI's own copies of sessions that are in the trash: a file only if the vault has every byte of it at this moment. What
 * is to be done is written down before; a start that finds that finishes it.
 */
@Component
class SourceCopies {

    private final Journal<Written> journal;
    private final SessionFiles files;
    private final Restoring restoring;
    private final Ledger ledger;
    private final Labels labels;
    private final Receipts receipts;
    private final Clock clock;

    SourceCopies(
            DataDirectory data,
            SessionFiles files,
            Vault vault,
            Ledger ledger,
            Labels labels,
            Receipts receipts,
            Clock clock) {
        this.journal = new Journal<>(data, "trash", Written.class);
        this.files = files;
        this.restoring = new Restoring(vault);
        this.ledger = ledger;
        this.labels = labels;
        this.receipts = receipts;
        this.clock = clock;
    }

    private record Written(List<String> sessions) {}

    /** These are to go. */
    void begin(String receipt, List<SessionId> ids) {
        if (!ids.isEmpty()) {
            journal.write(
                    receipt, new Written(ids.stream().map(SessionId::toString).toList()));
        }
    }

    void end(String receipt) {
        journal.end(receipt);
    }

    /** Deletes what the vault has; answers each file that went or was left, and says in {@code notes} why. */
    List<Receipt.Item> delete(String receipt, List<SessionId> ids, List<String> notes) {
        List<Receipt.Item> items = new ArrayList<>();
        for (SessionId id : ids) {
            List<Held> all = files.of(id);
            // the transcript first: without it nothing resumes half a session
            for (Held held : all) {
                Path source = held.source();
                settleAside(held, notes);
                if (held.file().role() != Role.HISTORY && Files.isRegularFile(source, LinkOption.NOFOLLOW_LINKS)) {
                    items.add(delete(id, held, notes));
                }
            }
            removeEmpty(all);
        }
        return items;
    }

    private Receipt.Item delete(SessionId id, Held held, List<String> notes) {
        Path source = held.source();
        long bytes = held.size();
        try {
            bytes = Files.size(source);
            if (!restoring.isSame(source, held.vaultPath(), 0, false)) {
                notes.add(source + " is not what the vault has; it was left.");
                return new Receipt.Item(id.toString(), source.toString(), "left", bytes, null);
            }
            String sum = Restoring.hash(source);
            ledger.expect(List.of(source));
            if (!deleteUnchanged(source, held.home(), bytes)) {
                notes.add(source + " was written to just now; it was left.");
                return new Receipt.Item(id.toString(), source.toString(), "left", bytes, null);
            }
            return new Receipt.Item(id.toString(), source.toString(), "deleted", bytes, sum);
        } catch (IOException | Problem e) {
            notes.add(source + " could not be deleted: " + e.getMessage());
            return new Receipt.Item(id.toString(), source.toString(), "left", bytes, null);
        }
    }

    /** Takes it away first: what is written meanwhile goes to another file, and is not lost. */
    private static boolean deleteUnchanged(Path source, Path home, long bytes) throws IOException {
        Path aside = aside(source, home);
        try {
            Files.move(source, aside, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            // another disk behind a link
            Files.delete(source);
            return true;
        }
        if (Files.size(aside) == bytes) {
            Files.delete(aside);
            return true;
        }
        putBack(aside, source);
        return false;
    }

    private static Path aside(Path source, Path home) {
        return home.resolve(".reprise-" + source.hashCode() + ".gone");
    }

    /** Never over what was written in its place meanwhile: then both stay. */
    private static void putBack(Path aside, Path source) throws IOException {
        if (!Files.exists(source, LinkOption.NOFOLLOW_LINKS)) {
            Files.createLink(source, aside);
            Files.delete(aside);
        }
    }

    /** What a crash left aside goes if the vault has it, else back to its place. */
    private void settleAside(Held held, List<String> notes) {
        Path aside = aside(held.source(), held.home());
        if (!Files.exists(aside, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try {
            if (restoring.isSame(aside, held.vaultPath(), 0, false)) {
                Files.delete(aside);
            } else {
                putBack(aside, held.source());
                notes.add(held.source() + " was written to while it was deleted; nothing of it is lost"
                        + (Files.exists(aside) ? ", see " + aside + "." : "."));
            }
        } catch (IOException | Problem e) {
            notes.add(aside + " could not be looked at: " + e.getMessage());
        }
    }

    /** Folders that belong to this session alone. */
    static void removeEmpty(List<Held> all) {
        all.stream()
                .flatMap(held -> {
                    Path folder = held.source().getParent();
                    List<Path> up = new ArrayList<>();
                    while (folder != null
                            && folder.startsWith(held.home())
                            && folder.toString()
                                    .contains(String.valueOf(held.file().session()))) {
                        up.add(folder);
                        folder = folder.getParent();
                    }
                    return up.stream();
                })
                .distinct()
                .sorted(java.util.Comparator.reverseOrder())
                .forEach(RestoreJournal::removeIfEmpty);
    }

    @EventListener
    synchronized void on(CleanupsSeen event) {
        journal.left().forEach(this::recover);
    }

    /** Those that came into the trash before the crash; the others stay as they are. */
    private void recover(String receipt, Written written) {
        List<SessionId> ids = written.sessions().stream()
                .map(SessionId::parse)
                .filter(id -> {
                    var trash = labels.of(id).trash();
                    return trash != null && trash.source();
                })
                .toList();
        List<String> notes = new ArrayList<>(List.of("Reprise ended while this was done; the next start finished it."));
        List<Receipt.Item> items = new ArrayList<>();
        ids.forEach(id -> items.add(new Receipt.Item(id.toString(), "", "trashed", 0, null)));
        items.addAll(delete(receipt, ids, notes));
        receipts.write(new Receipt(receipt, "sweep", clock.instant(), "start", items, notes, null));
        end(receipt);
    }
}
