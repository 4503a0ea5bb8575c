package dev.reprise.retention;

import dev.reprise.agent.CodingAgent;
import dev.reprise.agent.CodingAgents;
import dev.reprise.agent.SourceFile.Role;
import dev.reprise.agent.Traces;
import dev.reprise.catalogue.SessionFiles;
import dev.reprise.catalogue.SessionFiles.Held;
import dev.reprise.catalogue.Sessions;
import dev.reprise.data.DataDirectory;
import dev.reprise.data.Journal;
import dev.reprise.intake.Imports;
import dev.reprise.label.Act;
import dev.reprise.label.Labels;
import dev.reprise.label.Purged;
import dev.reprise.problem.Problem;
import dev.reprise.problem.Reason;
import dev.reprise.session.Session;
import dev.reprise.session.SessionDetail.Relative;
import dev.reprise.session.SessionId;
import dev.reprise.vault.Vault;
import dev.reprise.vault.VaultFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;

/**
 * Deletes sessions for good: everywhere, or what Reprise has of them. What is to be done is written down before, each step may be done
 * twice, and a start that finds a purge unfinished finishes it. A purged session is not imported again unless somebody asks.
 */
@Service
public class Purges {

    private static final Logger log = LoggerFactory.getLogger(Purges.class);
    private static final int NAMED = 5;

    private final Sessions sessions;
    private final SessionFiles files;
    private final CodingAgents agents;
    private final Vault vault;
    private final Labels labels;
    private final Imports imports;
    private final Journal<PurgeRun> journal;
    private final Receipts receipts;
    private final Ledger ledger;
    private final ObjectProvider<Elsewhere> elsewhere;
    private final Clock clock;

    Purges(
            Sessions sessions,
            SessionFiles files,
            CodingAgents agents,
            Vault vault,
            Labels labels,
            Imports imports,
            DataDirectory data,
            Receipts receipts,
            Ledger ledger,
            ObjectProvider<Elsewhere> elsewhere,
            Clock clock) {
        this.elsewhere = elsewhere;
        this.sessions = sessions;
        this.files = files;
        this.agents = agents;
        this.vault = vault;
        this.labels = labels;
        this.imports = imports;
        this.journal = new Journal<>(data, "purge", PurgeRun.class);
        this.receipts = receipts;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** What a purge would do now. Deletes nothing. */
    public PurgePlan plan(SessionId id, boolean everywhere) {
        Session session = sessions.get(id.toString());
        PurgeRun run = run("", "", session, everywhere);
        List<PurgePlan.Goes> goes = new ArrayList<>();
        for (String path : run.own()) {
            goes.add(new PurgePlan.Goes(path, size(Path.of(path)), "delete"));
        }
        for (String path : run.shared()) {
            goes.add(new PurgePlan.Goes(path, size(Path.of(path)), "rewrite"));
        }
        long vaultBytes = 0;
        for (Held held : files.of(session.id())) {
            vaultBytes += held.stored();
        }
        List<String> notes = new ArrayList<>();
        List<Relative> relatives = sessions.detail(session).lineage().stream()
                .filter(relative -> relative.sharedMessages() > 0)
                .toList();
        if (!relatives.isEmpty()) {
            notes.add(relatives.size() + (relatives.size() == 1 ? " other session holds" : " other sessions hold")
                    + " messages of it, copied by the CLI. They stay; purge them as well if they must go: "
                    + String.join(
                            ", ",
                            relatives.stream().limit(NAMED).map(Relative::title).toList()) + ".");
        }
        if (!everywhere) {
            notes.add("The CLI's own files stay. They are not imported again.");
        }
        agents.get(session.id().agent()).sources().traces().ifPresent(traces -> notes.addAll(traces.beyond()));
        String name = labels.of(session.id()).name();
        return new PurgePlan(
                session.id(),
                Restoring.hash(run.toString() + goes + session.period().lastActivityAt()),
                session.title(),
                name == null ? session.id().brief() : name,
                everywhere,
                blocked(session),
                goes,
                run.vault().size(),
                vaultBytes,
                notes);
    }

    private static long size(Path path) {
        try (Stream<Path> all = Files.walk(path)) {
            long sum = 0;
            for (Path one : all.toList()) {
                sum += Files.isRegularFile(one, LinkOption.NOFOLLOW_LINKS) ? Files.size(one) : 0;
            }
            return sum;
        } catch (IOException e) {
            return 0;
        }
    }

    private @Nullable String blocked(Session session) {
        if (session.state().isRunning()) {
            return "It runs now. Leave it first: its client would write it anew.";
        }
        if (labels.of(session.id()).hold()) {
            return "It is held. Lift the hold first.";
        }
        return agents.get(session.id().agent()).sources().traces().isEmpty()
                ? "What this CLI leaves of a session is not known, so that it could not be purged whole."
                : null;
    }

    /** Names that its log gives its plans; none where another session has a copy of it, and so the same ones. */
    private List<String> plans(CodingAgent agent, Session session, List<Held> held) {
        Optional<Traces> traces = agent.sources().traces();
        Held main = held.stream()
                .filter(file -> file.file().role() == Role.TRANSCRIPT)
                .findFirst()
                .orElse(null);
        boolean shared = sessions.detail(session).lineage().stream().anyMatch(one -> one.sharedMessages() > 0);
        if (traces.isEmpty() || main == null || shared) {
            return List.of();
        }
        Set<String> plans = new LinkedHashSet<>();
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(vault.open(main.vaultPath(), 0, 0, Long.MAX_VALUE), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.contains("\"slug\"")) {
                    plans.add(traces.get().plan(line.getBytes(StandardCharsets.UTF_8)));
                }
            }
        } catch (IOException e) {
            log.warn("The log of {} cannot be read for the names of its plans: {}", session.id(), e.toString());
        }
        plans.remove("");
        return List.copyOf(plans);
    }

    /** All that is to be deleted, by its place. */
    private PurgeRun run(String receipt, String who, Session session, boolean everywhere) {
        SessionId id = session.id();
        CodingAgent agent = agents.get(id.agent());
        List<Held> held = files.of(id);
        Set<Path> homes = new LinkedHashSet<>();
        homes.add(Path.of(session.place().home()));
        held.forEach(file -> homes.add(file.home()));
        List<String> plans = plans(agent, session, held);
        Set<String> own = new LinkedHashSet<>();
        Set<String> shared = new LinkedHashSet<>();
        if (everywhere) {
            for (Path home : homes) {
                agent.sources().traces().ifPresent(traces -> {
                    traces.own(home, id.value(), plans).forEach(path -> own.add(path.toString()));
                    traces.shared(home).forEach(path -> shared.add(path.toString()));
                });
                held.stream()
                        .filter(file ->
                                file.home().equals(home) && Files.exists(file.source(), LinkOption.NOFOLLOW_LINKS))
                        .filter(file ->
                                own.stream().noneMatch(path -> file.source().startsWith(path)))
                        .forEach(file -> own.add(file.source().toString()));
            }
        }
        Set<String> inVault = new LinkedHashSet<>();
        held.forEach(file -> inVault.add(file.vaultPath()));
        Set<String> histories = new LinkedHashSet<>();
        Set<String> roots = new LinkedHashSet<>();
        held.forEach(
                file -> roots.add(file.vaultPath().substring(0, file.vaultPath().indexOf('/'))));
        vault.paths(path -> {
            String root = path.substring(0, Math.max(0, path.indexOf('/')));
            boolean ours = root.equals(id.agent()) || root.startsWith(id.agent() + "-");
            if (ours && path.toLowerCase(Locale.ROOT).contains(id.value())) {
                inVault.add(path);
            } else if (ours && plans.stream().anyMatch(plan -> path.endsWith("/plans/" + plan + ".md"))) {
                inVault.add(path);
            } else if (ours && path.endsWith("/history.jsonl") && path.indexOf('/') == path.lastIndexOf('/')) {
                histories.add(path);
            }
        });
        return new PurgeRun(
                receipt,
                who,
                id.toString(),
                plans,
                everywhere,
                List.copyOf(own),
                List.copyOf(shared),
                List.copyOf(inVault),
                List.copyOf(histories),
                homes.stream().map(Path::toString).toList());
    }

    /**
     * Deletes it for good.
     *
     * @param plan id of the plan that was looked at
     * @param confirm what the plan asks to be said
     * @throws Problem CONFLICT if it cannot be, or the plan is another one now; BAD_INPUT if it is not meant
     */
    public synchronized Receipt purge(String who, SessionId id, boolean everywhere, String plan, String confirm) {
        PurgePlan now = plan(id, everywhere);
        if (now.blocked() != null) {
            throw new Problem(Reason.CONFLICT, now.blocked());
        }
        if (!now.id().equals(plan)) {
            throw new Problem(Reason.CONFLICT, "What would be purged is not what you saw. Look again.");
        }
        if (!now.confirm().equals(confirm.strip())) {
            throw new Problem(
                    Reason.BAD_INPUT, "Nothing was purged. To mean it, say " + now.confirm() + " as its confirmation.");
        }
        return purge(who, id, everywhere);
    }

    /** The same, of one that nobody needs to confirm: its days in the trash are over. */
    synchronized Receipt purge(String who, SessionId id, boolean everywhere) {
        PurgeRun run = run(receipts.id(), who, sessions.get(id.toString()), everywhere);
        // what goes is known before it goes: a crash does not lose the proof
        PurgeRun known = run.with(proofs(run));
        journal.write(known.receipt(), known);
        return carryOut(List.of(known)).getFirst();
    }

    /**
     * Many, of what Reprise has; the CLI's own files stay. One that runs is left.
     *
     * @param dirs private directories: what belongs to them and to no session goes as well
     */
    synchronized List<Receipt> purgeAll(String who, List<SessionId> ids, List<String> dirs) {
        List<PurgeRun> runs = new ArrayList<>();
        for (SessionId id : ids) {
            Session session = sessions.get(id.toString());
            if (!session.state().isRunning()) {
                PurgeRun run = run(receipts.id(), who, session, false).in(dirs, ofFolders(session.id(), dirs));
                PurgeRun known = run.with(proofs(run));
                journal.write(known.receipt(), known);
                runs.add(known);
            }
        }
        return carryOut(runs);
    }

    /** In the vault, of the folders that the CLI makes for these directories. */
    private List<String> ofFolders(SessionId id, List<String> dirs) {
        List<String> found = new ArrayList<>();
        for (String dir : dirs) {
            agents.get(id.agent())
                    .sources()
                    .folderOf(dir)
                    .ifPresent(folder -> vault.paths(path -> {
                        if (path.startsWith(id.agent()) && path.contains("/projects/" + folder + "/")) {
                            found.add(path);
                        }
                    }));
        }
        return found;
    }

    private List<Receipt.Item> proofs(PurgeRun run) {
        List<Receipt.Item> items = new ArrayList<>();
        for (String path : run.own()) {
            if (!Files.exists(Path.of(path), LinkOption.NOFOLLOW_LINKS)) {
                continue;
            }
            try (Stream<Path> walk = Files.walk(Path.of(path))) {
                for (Path one : walk.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                        .sorted()
                        .toList()) {
                    items.add(proof(run, one.toString(), one));
                }
            } catch (IOException | java.io.UncheckedIOException e) {
                throw new Problem(
                        Reason.STORAGE, path + " cannot be read: " + e.getMessage() + ". Nothing was purged.");
            }
        }
        for (String path : run.vault()) {
            for (VaultFile file : vault.files(path)) {
                String name = "vault/" + path + (file.version() == 0 ? "" : "~" + file.version());
                items.add(proof(run, name, vault.file(path, file.version())));
            }
        }
        return items;
    }

    private static Receipt.Item proof(PurgeRun run, String name, Path file) {
        try {
            return new Receipt.Item(run.session(), name, "deleted", Files.size(file), Restoring.hash(file));
        } catch (IOException e) {
            return new Receipt.Item(run.session(), name, "deleted", 0, null);
        }
    }

    /** Each step may have been done before. The databases are written anew once for all. */
    private List<Receipt> carryOut(List<PurgeRun> runs) {
        Map<PurgeRun, Receipt> done = new LinkedHashMap<>();
        Set<SessionId> ids = new LinkedHashSet<>();
        for (PurgeRun run : runs) {
            ids.add(SessionId.parse(run.session()));
            done.put(run, files(run));
        }
        Set<String> gone = new LinkedHashSet<>();
        runs.forEach(run -> gone.addAll(run.vault()));
        imports.forget(ids, gone, () -> runs.forEach(this::fromVault));
        labels.erase(ids);
        Set<String> rewritten = new LinkedHashSet<>();
        runs.forEach(run -> rewritten.addAll(run.histories()));
        List<String> notes = elsewhere.stream()
                .flatMap(place -> place.purged(gone, rewritten).stream())
                .toList();
        done.replaceAll((run, receipt) -> receipt.with(notes));
        done.forEach((run, receipt) -> {
            receipts.write(receipt);
            journal.end(run.receipt());
        });
        imports.start();
        return List.copyOf(done.values());
    }

    private void fromVault(PurgeRun run) {
        SessionId id = SessionId.parse(run.session());
        run.vault().forEach(vault::erase);
        agents.get(id.agent())
                .sources()
                .traces()
                .ifPresent(traces -> run.histories().forEach(path -> {
                    vault.rewrite(
                            path,
                            content -> Lines.without(traces, line -> goes(run, id, line), content, new ArrayList<>()));
                    // a version that is no more than the current one now
                    vault.dropCovered(path);
                }));
    }

    private Receipt files(PurgeRun run) {
        SessionId id = SessionId.parse(run.session());
        CodingAgent agent = agents.get(id.agent());
        List<Receipt.Item> items = new ArrayList<>(run.done());
        List<String> notes = new ArrayList<>();
        labels.rearrange(
                Act.of(run.who(), "purged a session"),
                work -> work.put(new Purged(id.toString(), clock.millis(), run.plans())));
        agent.sources().traces().ifPresent(traces -> {
            for (String path : run.own()) {
                delete(id, Path.of(path), items, notes);
            }
            for (String path : run.shared()) {
                withoutLines(traces, id, Path.of(path), run, items, notes);
            }
            notes.addAll(traces.beyond());
        });
        run.histories()
                .forEach(path -> items.add(new Receipt.Item(id.toString(), "vault/" + path, "rewrote", 0, null)));
        return new Receipt(run.receipt(), "purge", clock.instant(), run.who(), items, notes, null);
    }

    /** A file, or a directory with all in it; a link, not what it leads to. */
    private void delete(SessionId id, Path path, List<Receipt.Item> items, List<String> notes) {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (Stream<Path> walk = Files.walk(path)) {
            Collection<Path> all =
                    walk.sorted(java.util.Comparator.reverseOrder()).toList();
            ledger.expect(List.copyOf(all));
            for (Path one : all) {
                if (Files.isRegularFile(one, LinkOption.NOFOLLOW_LINKS)
                        && items.stream().noneMatch(item -> item.path().equals(one.toString()))) {
                    items.add(new Receipt.Item(
                            id.toString(), one.toString(), "deleted", Files.size(one), Restoring.hash(one)));
                }
                Files.delete(one);
            }
        } catch (IOException | java.io.UncheckedIOException e) {
            notes.add(path + " could not be deleted wholly: " + e.getMessage() + ". Delete it by hand.");
            items.removeIf(item -> Path.of(item.path()).startsWith(path) && Files.exists(Path.of(item.path())));
            items.add(new Receipt.Item(id.toString(), path.toString(), "left", 0, null));
        }
    }

    private static boolean goes(PurgeRun run, SessionId id, Traces.Line line) {
        return line.session().equals(id.value())
                || run.dirs().stream()
                        .anyMatch(dir -> line.project().equals(dir)
                                || line.project().startsWith(dir + "/")
                                || line.project().startsWith(dir + "\\"));
    }

    private void withoutLines(
            Traces traces, SessionId id, Path file, PurgeRun run, List<Receipt.Item> items, List<String> notes) {
        try {
            List<String> hashes = new ArrayList<>();
            Optional<Lines.Rewritten> done = Lines.rewrite(traces, line -> goes(run, id, line), file, hashes);
            done.ifPresent(rewritten -> items.add(new Receipt.Item(
                    id.toString(), file.toString(), "rewrote", rewritten.removed(), rewritten.sha256())));
            for (String home : run.homes()) {
                for (Path referred : traces.referred(Path.of(home), hashes)) {
                    delete(id, referred, items, notes);
                }
            }
        } catch (IOException e) {
            notes.add(file + " could not be written without its lines: " + e.getMessage()
                    + ". Its lines name this session; take them out by hand.");
            items.add(new Receipt.Item(id.toString(), file.toString(), "left", 0, null));
        }
    }

    /** What a crash left is finished, once the import runs. */
    @EventListener
    void on(dev.reprise.intake.CleanupsSeen event) {
        Collection<PurgeRun> left = journal.left().values();
        if (!left.isEmpty()) {
            // the import's own thread must be free for it
            Thread.ofPlatform().name("purge").start(() -> left.forEach(this::finish));
        }
    }

    private synchronized void finish(PurgeRun run) {
        try {
            if (journal.isThere(run.receipt())) {
                carryOut(List.of(run));
                log.info("A purge that was cut off was finished");
            }
        } catch (RuntimeException e) {
            log.error("A purge that was cut off could not be finished; the next start tries again", e);
        }
    }

    /** Sessions that are not imported again, by public id. */
    public Set<String> purged() {
        return labels.arrangement().purged().keySet();
    }

    /**
     * Lets a purged session be imported again, if the CLI still has it.
     *
     * @throws Problem NOT_FOUND if it was not purged
     */
    public long readmit(String who, String id) {
        Purged purged = labels.arrangement().purged().get(id);
        if (purged == null) {
            throw new Problem(Reason.NOT_FOUND, "No session with this id was purged.");
        }
        long activity =
                labels.rearrange(Act.of(who, "let a purged session be imported again"), work -> work.remove(purged));
        imports.start();
        return activity;
    }
}
