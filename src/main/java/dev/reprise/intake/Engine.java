package dev.reprise.intake;

import dev.reprise.catalogue.Home;
import dev.reprise.catalogue.Totals;
import dev.reprise.data.Database;
import dev.reprise.data.Room;
import dev.reprise.intake.Importer.Scan;
import dev.reprise.label.Labels;
import dev.reprise.label.LabelsChanged;
import dev.reprise.session.SessionId;
import dev.reprise.vault.Vault;
import jakarta.annotation.PreDestroy;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * The thread of the import and its loop: scans when asked and now and then, looks in between at what the watcher names and at the
 * logs written to lately. Opens the catalogue again when it was lost, and keeps bytes alone until it can.
 */
@Component
@Lazy(false)
class Engine {

    private static final Logger log = LoggerFactory.getLogger(Engine.class);
    /** How long the thread sleeps where logs are not followed. */
    private static final Duration LONG = Duration.ofSeconds(5);

    private final Importer.Surroundings around;
    private final IntakeSettings settings;
    private final DataSource source;
    private final Database database;
    private final Room room;
    private final Requests requests = new Requests();
    private final Publisher publisher;
    private final KeepingAlone alone;
    private FileIndex index = new FileIndex();
    private volatile @Nullable Scan lastScan;
    private final Relabelled relabelled = new Relabelled();
    private final Forgotten forgotten = new Forgotten();
    private final Clock clock;
    private volatile @Nullable Importer importing;
    private long lookedNanos;
    private @Nullable Thread thread;

    Engine(
            IntakeSettings settings,
            Homes homes,
            Vault vault,
            DataSource source,
            Database database,
            Room room,
            Clock clock,
            Labels labels,
            Alarms alarms,
            Publisher publisher) {
        this.settings = settings;
        this.source = source;
        this.database = database;
        this.room = room;
        this.clock = clock;
        this.publisher = publisher;
        this.alone = new KeepingAlone(homes, vault, clock);
        this.around =
                new Importer.Surroundings(settings, homes, vault, room, clock, requests, labels, alarms, publisher);
    }

    @EventListener(ApplicationReadyEvent.class)
    synchronized void begin() {
        if (thread == null && !requests.isClosed()) {
            requests.request();
            thread = Thread.ofPlatform().name("import").start(this::loop);
        }
    }

    @EventListener
    void on(LabelsChanged event) {
        relabelled.add(event);
        requests.hint();
        Importer running = importing;
        if (running != null) {
            // who named a session does not wait for a scan that takes minutes
            Thread.ofVirtual().name("labels").start(() -> takeLabels(running, event));
        }
    }

    private void takeLabels(Importer importer, LabelsChanged event) {
        try {
            importer.takeLabels(event.arranged() ? null : event.sessions());
            publisher.publish(status());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            log.info("Names and tags are taken over by the next scan", e);
        }
    }

    /** Asks for a scan; answers the ticket to {@link #await} it. */
    long request() {
        return requests.request();
    }

    void await(long ticket) {
        requests.await(ticket);
    }

    /** Looks at everything again, the vault too. */
    void lookAgain() {
        requests.requestAll();
    }

    /** Takes every row of these out of the catalogue, and writes its file anew; answers when that is done. */
    void forget(Collection<SessionId> sessions, Collection<String> vaultPaths, Runnable before) {
        forgotten.ask(sessions, vaultPaths, before, requests);
    }

    void pause() {
        requests.pause();
    }

    Imports.Status status() {
        Totals.Now now = publisher.totals().now();
        ImportProgress progress = publisher.progress();
        Scan scan = lastScan;
        return new Imports.Status(
                progress.running(),
                requests.isPaused(),
                progress.files(),
                progress.filesDone(),
                progress.bytesDone(),
                progress.bytes(),
                now.sessions(),
                now.entries(),
                now.unreadable(),
                scan == null ? null : scan.at(),
                scan == null ? 0 : scan.millis(),
                progress.bytesPerSecond(),
                progress.secondsLeft(),
                alone.obstacle());
    }

    List<Scanner.Trouble> trouble() {
        Scan scan = lastScan;
        return scan == null ? List.of() : scan.trouble();
    }

    @PreDestroy
    void close() throws InterruptedException {
        requests.close();
        Thread running;
        synchronized (this) {
            running = thread;
        }
        if (running != null) {
            running.join(Duration.ofSeconds(8));
        }
    }

    private void loop() {
        try {
            while (!requests.isClosed()) {
                withCatalogue();
                forgotten.carryOut(database, clock, source);
                while (!requests.isClosed() && !reopened()) {
                    withoutCatalogue();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            requests.close();
        }
    }

    /** Until it is closed, or the catalogue is lost. */
    private void withCatalogue() throws InterruptedException {
        try (Importer importer = new Importer(around, source, this::status)) {
            importer.begin();
            index = importer.index();
            importing = importer;
            while (!requests.isClosed() && !importer.isLost() && !forgotten.isWaiting()) {
                step(importer);
            }
            importing = null;
        } catch (SQLException | IllegalStateException e) {
            log.info("The catalogue cannot be used", e);
        }
    }

    private boolean reopened() {
        return room.obstacle(0).isEmpty() && database.reopen();
    }

    private void withoutCatalogue() throws InterruptedException {
        long ticket = requests.next(settings.live() ? settings.look() : LONG);
        try {
            keepAlone(room.obstacle(0).orElse("The catalogue cannot be opened; Reprise goes on trying."));
        } finally {
            requests.complete(ticket);
        }
    }

    private void keepAlone(String why) {
        if (alone.go(why, index)) {
            publisher.publish(status());
        }
    }

    private void step(Importer importer) throws InterruptedException {
        long ticket = requests.next(patience(importer));
        if (ticket == 0 && settings.live()) {
            ticket = coalesce(importer);
        }
        try {
            Optional<String> why = room.obstacle(0);
            if (why.isPresent()) {
                keepAlone(why.get());
                return;
            }
            boolean vaultChanged = requests.takeVaultChanged();
            if (alone.isOver() || vaultChanged) {
                importer.lookAgain();
                publisher.publish(status());
            }
            if (relabelled.take(importer)) {
                publisher.publish(status());
            }
            work(importer, ticket > 0 || importer.isScanDue());
        } catch (RuntimeException e) {
            log.error("A scan failed; the next one goes on where it was", e);
        } finally {
            requests.complete(ticket);
        }
    }

    private Duration patience(Importer importer) {
        if (alone.obstacle() != null) {
            return settings.look();
        }
        return importer.hasStale() ? Duration.ZERO : settings.live() ? importer.patience() : LONG;
    }

    /** Lines that come fast are read together: between two looks at logs passes the time that is set. */
    private long coalesce(Importer importer) throws InterruptedException {
        long since = System.nanoTime() - lookedNanos;
        long left = importer.hasStale() ? 0 : settings.look().toNanos() - since;
        long ticket = left > 0 && lookedNanos != 0 ? requests.rest(Duration.ofNanos(left)) : 0;
        lookedNanos = System.nanoTime();
        return ticket;
    }

    private void work(Importer importer, boolean scan) throws InterruptedException {
        if (scan) {
            boolean first = lastScan == null;
            if (first) {
                log.info(
                        "The import begins: {}",
                        around.homes().read().stream().map(Home::path).toList());
            }
            importer.scan(done -> lastScan = done);
            if (first) {
                log.info("The import ends: {} files, {} of them done", index.size(), index.filesDone());
            }
        } else if (settings.live() && !requests.isPaused()) {
            importer.look();
        }
        if (settings.live()) {
            importer.idle();
        }
        if (importer.hasStale() && !requests.anyWaits()) {
            importer.reread();
        }
    }
}
