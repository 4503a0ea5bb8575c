package dev.reprise.retention;

import dev.reprise.label.KeepRule;
import dev.reprise.session.SessionId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a sweep would move to the trash, session by session. A sweep does exactly that, or nothing.
 *
 * @param id changes whenever anything of it does
 * @param rules in order, with what each decides
 * @param exempt pinned and held ones, whatever the rules say
 * @param rest what no rule matches: kept forever
 * @param takes the ones that go, the least recently active first
 * @param left what a rule would take but nothing may yet
 * @param trashDays for which it can be taken out again
 * @param refused why nothing can be swept now; null if it can
 */
public record Preview(
        String id,
        Instant at,
        List<Decides> rules,
        Sum exempt,
        Sum rest,
        List<Take> takes,
        List<Left> left,
        int trashDays,
        @Nullable String refused) {

    /** Sessions and their raw bytes. */
    public record Sum(long sessions, long bytes) {
        Sum plus(long more) {
            return new Sum(sessions + 1, bytes + more);
        }
    }

    /**
     * A rule.
     *
     * @param of the sessions that it is in force for
     * @param takes how many of them it would take, if nothing keeps them; {@code frees} what the vault would be smaller by once these
     *     are purged, in bytes on disk
     */
    public record Decides(KeepRule rule, Sum of, long takes, long frees) {}

    /**
     * A session that goes.
     *
     * @param rule number of the rule, from 1; 0: a person chose it
     * @param why in words: {@code 26th newest of acme/web}
     * @param row of the catalogue, for its title
     * @param bytes raw
     * @param source whether the CLI's copy goes with it
     */
    public record Take(SessionId id, long row, int rule, String why, Instant lastAt, long bytes, boolean source) {}

    /** A session that would go, and why it does not yet. */
    public record Left(SessionId id, long row, int rule, String why) {}

    /** Raw bytes of what goes. */
    public long bytes() {
        return takes.stream().mapToLong(Take::bytes).sum();
    }

    /** How many go from the CLI's home too. */
    public long sources() {
        return takes.stream().filter(Take::source).count();
    }
}
