package dev.reprise.retention;

import dev.reprise.data.DataDirectory;
import dev.reprise.data.OwnerOnly;
import dev.reprise.data.WholeFile;
import dev.reprise.problem.Problem;
import dev.reprise.problem.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Purges that are being done: {@code journal/purge-ID.json}, written before the first file goes; a start finishes what it finds. */
@Component
class PurgeJournal {

    private static final Logger log = LoggerFactory.getLogger(PurgeJournal.class);
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final String BEGINNING = "purge-";

    private final Path folder;
    private boolean looked;

    PurgeJournal(DataDirectory data) {
        this.folder = data.journal();
    }

    /**
     * All that goes.
     *
     * @param receipt id that it will have
     * @param plans names of its plans
     * @param own files and directories of the CLI; {@code shared} its files that are written without the lines of this session
     * @param vault paths in the vault; {@code histories} those that are written anew
     * @param dirs private directories whose lines go from the histories too
     * @param done what was done before a crash
     */
    record Run(
            String receipt,
            String who,
            String session,
            List<String> plans,
            boolean everywhere,
            List<String> own,
            List<String> shared,
            List<String> vault,
            List<String> histories,
            List<String> homes,
            List<String> dirs,
            List<Receipt.Item> done) {

        Run(
                String receipt,
                String who,
                String session,
                List<String> plans,
                boolean everywhere,
                List<String> own,
                List<String> shared,
                List<String> vault,
                List<String> histories,
                List<String> homes) {
            this(receipt, who, session, plans, everywhere, own, shared, vault, histories, homes, List.of(), List.of());
        }

        /** With what is of a private directory and of no session that is known. */
        Run in(Collection<String> directories, Collection<String> more) {
            Set<String> all = new LinkedHashSet<>(vault);
            all.addAll(more);
            return new Run(
                    receipt,
                    who,
                    session,
                    plans,
                    everywhere,
                    own,
                    shared,
                    List.copyOf(all),
                    histories,
                    homes,
                    List.copyOf(directories),
                    done);
        }

        Run with(List<Receipt.Item> items) {
            return new Run(
                    receipt,
                    who,
                    session,
                    plans,
                    everywhere,
                    own,
                    shared,
                    vault,
                    histories,
                    homes,
                    dirs,
                    List.copyOf(items));
        }
    }

    private Path file(Run run) {
        return folder.resolve(BEGINNING + run.receipt + ".json");
    }

    void begin(Run run) {
        progress(run);
    }

    void progress(Run run) {
        try {
            OwnerOnly.directories(folder);
            WholeFile.write(file(run), MAPPER.writeValueAsBytes(run));
        } catch (IOException e) {
            throw new Problem(Reason.STORAGE, folder + " cannot be written: " + e.getMessage() + ". Make it writable.");
        }
    }

    boolean isThere(Run run) {
        return Files.exists(file(run));
    }

    void end(Run run) {
        try {
            Files.deleteIfExists(file(run));
        } catch (IOException e) {
            log.warn("{} cannot be deleted: {}", file(run), e.toString());
        }
    }

    /** What a crash left; told once. */
    synchronized List<Run> left() {
        List<Run> left = new ArrayList<>();
        if (looked || !Files.isDirectory(folder)) {
            looked = true;
            return left;
        }
        looked = true;
        try (Stream<Path> found = Files.list(folder)) {
            for (Path file : found.filter(
                            one -> String.valueOf(one.getFileName()).matches(BEGINNING + ".*\\.json"))
                    .toList()) {
                left.add(MAPPER.readValue(Files.readAllBytes(file), Run.class));
            }
        } catch (IOException | JacksonException e) {
            log.warn("{} cannot be read: {}", folder, e.toString());
        }
        return left;
    }
}
