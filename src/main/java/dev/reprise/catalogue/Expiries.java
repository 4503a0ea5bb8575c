package dev.reprise.catalogue;

import dev.reprise.session.Protection;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What the clean-up of the CLIs will delete, and has: of all sessions, in the list or not. */
@Repository
public class Expiries {

    /** A quarter of an hour: every time zone begins its days at one. */
    private static final long SLOT = 900_000;

    private static final String SLOTS = "select expires_at / " + SLOT + ", protection, count(*) from session_list"
            + " where expires_at < ? group by expires_at / " + SLOT + ", protection order by 1";

    private static final String GONE = "select count(*) filter (where protection = 'only-in-vault'),"
            + " count(*) filter (where protection = 'lost'), count(*) filter (where protection = 'damaged') from session_list";

    private static final String PROMPTS =
            "select count(*) from typed_prompt p join log l on l.id = p.log_id join log_home h"
                    + " on h.id = l.home_id join session_list s on s.native_id = p.native_id and s.agent = h.agent"
                    + " where s.protection = 'lost'";

    private final JdbcClient jdbc;

    Expiries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Sessions whose log goes at about the same time.
     *
     * @param from start of a quarter of an hour
     * @param kept whether the vault has every byte of it
     */
    public record Slot(Instant from, boolean kept, long sessions) {}

    /** By time, those first that may go at once. */
    public List<Slot> until(Instant end) {
        return jdbc.sql(SLOTS)
                .param(end.toEpochMilli())
                .query((r, n) -> new Slot(
                        Instant.ofEpochMilli(r.getLong(1) * SLOT),
                        r.getString(2).equals(Protection.KEPT.slug()),
                        r.getLong(3)))
                .list();
    }

    /**
     * What is gone from the homes.
     *
     * @param onlyInVault sessions that can be restored
     * @param lost sessions of which only prompts survive; {@code prompts} how many these are
     * @param damaged sessions of which the vault cannot read everything
     */
    public record Gone(long onlyInVault, long lost, long prompts, long damaged) {}

    /** What is gone as of now. */
    public Gone gone() {
        long[] sessions = jdbc.sql(GONE)
                .query((r, n) -> new long[] {r.getLong(1), r.getLong(2), r.getLong(3)})
                .single();
        long prompts =
                sessions[1] == 0 ? 0 : jdbc.sql(PROMPTS).query(Long.class).single();
        return new Gone(sessions[0], sessions[1], prompts, sessions[2]);
    }

    /** How many sessions there are whose log was last written before this moment: what a sweep with that limit takes. */
    public long writtenBefore(Instant moment) {
        return jdbc.sql("select count(distinct session_id) from log where role = 'transcript' and source_there"
                        + " and source_mtime < ?")
                .param(moment.toEpochMilli())
                .query(Long.class)
                .single();
    }
}
