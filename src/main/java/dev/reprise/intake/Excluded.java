package dev.reprise.intake;

import dev.reprise.agent.SourceFile;
import dev.reprise.agent.Traces;
import dev.reprise.catalogue.Home;
import dev.reprise.label.Labels;
import dev.reprise.label.Purged;
import java.io.ByteArrayOutputStream;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** What is not imported: sessions that were purged. Not a byte of them reaches the vault. */
@Component
class Excluded {

    private static final Logger log = LoggerFactory.getLogger(Excluded.class);

    private final Labels labels;
    private volatile Map<String, Purged> known = Map.of();

    Excluded(Labels labels) {
        this.labels = labels;
    }

    private Map<String, Purged> purged() {
        try {
            known = labels.arrangement().purged();
        } catch (RuntimeException e) {
            // what cannot be looked up now is as it was: to keep nothing at all would be worse
            log.error("What was purged cannot be looked up", e);
        }
        return known;
    }

    /** Whether anything is left out at all. */
    boolean isAnything() {
        return !purged().isEmpty();
    }

    /** Whether a file is to be kept. */
    boolean admits(Home home, SourceFile file) {
        Map<String, Purged> purged = purged();
        if (purged.isEmpty()) {
            return true;
        }
        String session = file.session();
        if (session != null) {
            return !purged.containsKey(home.agent().id() + ":" + session);
        }
        String agent = home.agent().id() + ":";
        if (purged.keySet().stream()
                .anyMatch(id -> id.startsWith(agent) && file.path().contains(id.substring(agent.length())))) {
            // set aside by hand, say
            return false;
        }
        return !file.kind().equals("plan")
                || purged.values().stream()
                        .flatMap(one -> one.plans().stream())
                        .noneMatch(plan -> file.path().endsWith("/" + plan + ".md"));
    }

    /** Whether lines are to be left out of this file, which many sessions share. */
    boolean filters(Home home, SourceFile file) {
        return file.role() == SourceFile.Role.HISTORY
                && isAnything()
                && home.agent().sources().traces().isPresent();
    }

    /** What is kept of the content of such a file. */
    byte[] without(Home home, byte[] content) {
        Optional<Traces> traces = home.agent().sources().traces();
        if (traces.isEmpty()) {
            return content;
        }
        Map<String, Purged> purged = purged();
        ByteArrayOutputStream left = new ByteArrayOutputStream(content.length);
        for (int from = 0; from < content.length; ) {
            int end = from;
            while (end < content.length && content[end] != '\n') {
                end++;
            }
            int next = Math.min(content.length, end + 1);
            String session = traces.get().line(content, from, end).session();
            if (session.isEmpty() || !purged.containsKey(home.agent().id() + ":" + session)) {
                left.write(content, from, next - from);
            }
            from = next;
        }
        return left.toByteArray();
    }
}
