package dev.reprise.retention;

import dev.reprise.agent.Cleanup;
import dev.reprise.agent.SettingsEdit;
import dev.reprise.catalogue.Home;
import dev.reprise.data.DataDirectory;
import dev.reprise.data.OwnerOnly;
import dev.reprise.data.WholeFile;
import dev.reprise.label.Act;
import dev.reprise.label.Labels;
import dev.reprise.problem.Problem;
import dev.reprise.problem.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Writes a longer time into the user's own settings of the CLI, only on request: previewed, the file before is kept, everything else in
 * it stays, and it can be taken back.
 */
@Service
public class CleanupPeriods {

    private static final long MOST = 1_000_000;
    private static final String NONE = "none";

    private final Ledger ledger;
    private final Receipts receipts;
    private final Labels labels;
    private final Path backups;
    private final Clock clock;

    CleanupPeriods(Ledger ledger, Receipts receipts, Labels labels, DataDirectory data, Clock clock) {
        this.ledger = ledger;
        this.receipts = receipts;
        this.labels = labels;
        this.backups = data.receipts();
        this.clock = clock;
    }

    /**
     * What would be written.
     *
     * @param id changes whenever anything of it does
     * @param diff lines that go with {@code -} before them, lines that come with {@code +}
     * @param notes what to know: an administrator's setting wins, say
     */
    public record Plan(String id, Path home, Path file, List<String> diff, long days, List<String> notes) {}

    /**
     * @param home path of a log home; null: the first one
     * @throws Problem BAD_INPUT for no number of days, CONFLICT if the file cannot be changed safely
     */
    public Plan plan(@Nullable String home, long days) {
        Home wanted = home(home);
        SettingsEdit edit = edit(wanted, days);
        List<String> notes = new ArrayList<>();
        Cleanup now = wanted.agent().sources().cleanup(wanted.path(), null, clock.instant());
        now.settings().stream()
                .filter(setting -> setting.level() == Cleanup.Level.MANAGED && setting.found() == Cleanup.Found.SET)
                .findFirst()
                .ifPresent(setting -> notes.add("It will have no effect: " + setting.file() + " sets " + setting.days()
                        + " days, and an administrator's setting wins."));
        return new Plan(Restoring.hash(edit.toString()), wanted.path(), edit.file(), diff(edit), days, notes);
    }

    private Home home(@Nullable String path) {
        return ledger.cleanups().keySet().stream()
                .filter(home ->
                        home.read() && (path == null || home.path().toString().equals(path)))
                .min(java.util.Comparator.comparingInt(Home::id))
                .orElseThrow(() -> new Problem(Reason.NOT_FOUND, "There is no such log home. See the page Sources."));
    }

    private static SettingsEdit edit(Home home, long days) {
        if (days < 1 || days > MOST) {
            throw new Problem(Reason.BAD_INPUT, "The days are between 1 and 1,000,000.");
        }
        return home.agent()
                .sources()
                .keepingFor(home.path(), days)
                .orElseThrow(() -> new Problem(Reason.CONFLICT, "This CLI has no such setting."));
    }

    private static List<String> diff(SettingsEdit edit) {
        String text = edit.before();
        List<String> before = text == null ? List.of() : text.lines().toList();
        List<String> after = edit.after().lines().toList();
        int head = 0;
        while (head < Math.min(before.size(), after.size()) && before.get(head).equals(after.get(head))) {
            head++;
        }
        int tail = 0;
        while (tail < Math.min(before.size(), after.size()) - head
                && before.get(before.size() - 1 - tail).equals(after.get(after.size() - 1 - tail))) {
            tail++;
        }
        List<String> diff = new ArrayList<>();
        if (head > 0) {
            diff.add("  " + before.get(head - 1));
        }
        before.subList(head, before.size() - tail).forEach(line -> diff.add("- " + line));
        after.subList(head, after.size() - tail).forEach(line -> diff.add("+ " + line));
        if (tail > 0) {
            diff.add("  " + after.get(after.size() - tail));
        }
        return diff;
    }

    /**
     * Writes it.
     *
     * @param plan id of the plan that was looked at
     * @throws Problem CONFLICT if the file is another one now
     */
    public synchronized Receipt write(String who, @Nullable String home, long days, String plan) {
        Home wanted = home(home);
        SettingsEdit edit = edit(wanted, days);
        if (!Restoring.hash(edit.toString()).equals(plan)) {
            throw new Problem(Reason.CONFLICT, "The settings changed since you looked. Look again.");
        }
        String receiptId = receipts.id();
        byte[] after = edit.after().getBytes(StandardCharsets.UTF_8);
        try {
            OwnerOnly.directories(backups);
            String before = edit.before();
            Path backup = backups.resolve(receiptId + ".before");
            WholeFile.write(backup, (before == null ? NONE : "text\n" + before).getBytes(StandardCharsets.UTF_8));
            put(edit.file(), after);
            Receipt receipt = new Receipt(
                    receiptId,
                    "settings",
                    clock.instant(),
                    who,
                    List.of(new Receipt.Item(
                            null,
                            edit.file().toString(),
                            "rewrote",
                            after.length,
                            Restoring.hash(edit.file().toRealPath()))),
                    List.of("Claude Code deletes after " + days + " days from its next start on. The file before is "
                            + backup + "."),
                    null);
            receipts.write(receipt);
            labels.note(Act.of(who, "set cleanupPeriodDays to " + days + " in " + edit.file()), 0);
            return receipt;
        } catch (IOException e) {
            throw new Problem(
                    Reason.STORAGE, edit.file() + " cannot be written: " + e.getMessage() + ". Nothing changed.");
        }
    }

    /** In the place of the file, or of what a link leads to; it is as open to others as it was. */
    private static void put(Path file, byte[] content) throws IOException {
        Path real = Files.exists(file) ? file.toRealPath() : file;
        Set<PosixFilePermission> mode = null;
        PosixFileAttributeView posix = Files.getFileAttributeView(real, PosixFileAttributeView.class);
        if (posix != null && Files.exists(real)) {
            mode = posix.readAttributes().permissions();
        }
        WholeFile.write(real, content);
        if (mode != null) {
            Files.setPosixFilePermissions(real, mode);
        }
    }

    /** Puts the file before back, if it is still as this wrote it. */
    public synchronized Receipt undo(String who, Receipt receipt) {
        if (!receipt.what().equals("settings") || receipt.undoneAt() != null) {
            throw new Problem(Reason.CONFLICT, "That cannot be taken back (any more).");
        }
        Receipt.Item item = receipt.files().getFirst();
        Path file = Path.of(item.path());
        try {
            if (!Restoring.hash(file.toRealPath()).equals(item.sha256())) {
                throw new Problem(
                        Reason.CONFLICT, file + " was changed since. Its content before is in " + backups + ".");
            }
            String before = Files.readString(backups.resolve(receipt.id() + ".before"));
            if (before.equals(NONE)) {
                Files.delete(file);
            } else {
                put(file, before.substring("text\n".length()).getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new Problem(Reason.STORAGE, file + " cannot be put back: " + e.getMessage());
        }
        Receipt undone = receipt.undone(clock.instant());
        receipts.write(undone);
        labels.note(Act.of(who, "took back what was written into " + file), 0);
        return undone;
    }
}
