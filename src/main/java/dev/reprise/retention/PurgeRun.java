package dev.reprise.retention;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

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
record PurgeRun(
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

    PurgeRun(
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
    PurgeRun in(Collection<String> directories, Collection<String> more) {
        Set<String> all = new LinkedHashSet<>(vault);
        all.addAll(more);
        return new PurgeRun(
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

    PurgeRun with(List<Receipt.Item> items) {
        return new PurgeRun(
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
