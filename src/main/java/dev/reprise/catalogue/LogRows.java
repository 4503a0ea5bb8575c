package dev.reprise.catalogue;

import dev.reprise.agent.LogFacts;
import dev.reprise.agent.SourceFile;
import dev.reprise.agent.SourceFile.Role;
import dev.reprise.agent.Volume;
import dev.reprise.catalogue.LogRow.Checkpoint;
import dev.reprise.catalogue.LogRow.Kept;
import dev.reprise.catalogue.LogRow.Looked;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes and reads the rows of {@code log}: one a file in a log home. */
final class LogRows {

    private static final String INSERT = NamedStatement.insert(
            "log",
            "home_id",
            "path",
            "role",
            "kind",
            "agent_id",
            "internal",
            "source_there",
            "source_size",
            "source_mtime",
            "source_key");

    private static final String UPDATE =
            "update log set home_id = :home_id, path = :path, session_id = :session_id, source_there = :source_there,"
                    + " source_size = :source_size, source_mtime = :source_mtime, source_key = :source_key, kept = :kept,"
                    + " stored = :stored, read_to = :read_to, newlines = :newlines, seqs = :seqs, entries = :entries,"
                    + " tool_calls = :tool_calls, unreadable = :unreadable, versions = :versions, generation = :generation,"
                    + " recovered = :recovered, lacking = :lacking, reader = :reader, vault_at = :vault_at, verified_at = :verified_at, damaged_at = :damaged_at,"
                    + " readable = :readable where id = :id";

    private static final String VOLUME =
            "merge into log_volume (log_id, messages, results, images, signatures, progress) key (log_id)"
                    + " values (:id, :messages, :results, :images, :signatures, :progress)";

    private static final String FACTS =
            "update log set state = :state, started_at = :started_at, last_at = :last_at, own_since = :own_since,"
                    + " active_millis = :active_millis, title = coalesce(description, :title), watermark = :watermark"
                    + " where id = :id";

    private final Statements statements;
    private final Map<Integer, Home> homes = new HashMap<>();
    private final Map<String, TrackedFile> files = new HashMap<>();

    LogRows(Statements statements) {
        this.statements = statements;
    }

    /** Every log of these homes, as the last run left it. */
    List<TrackedFile> known(List<Home> all) throws SQLException {
        all.forEach(home -> homes.put(home.id(), home));
        files.clear();
        try (ResultSet r = statements.of("select * from log l").query()) {
            while (r.next()) {
                read(r).ifPresent(this::remember);
            }
        }
        return new ArrayList<>(files.values());
    }

    /** From now on this is the file at its path. */
    void remember(TrackedFile file) {
        files.put(file.vaultPath(), file);
    }

    /** Makes the row of this file; answers its id. */
    long insert(TrackedFile file, Source source) throws SQLException {
        SourceFile what = file.file();
        remember(file);
        NamedStatement row = statements
                .keyed(INSERT)
                .set("home_id", file.home().id())
                .set("path", what.path())
                .set("role", what.role().code())
                .set("kind", what.kind())
                .set("agent_id", what.agentId(), 200)
                .set(
                        "internal",
                        what.agentId() != null && file.home().agent().reader().isInternal(what.agentId()));
        return source(row, source).insert();
    }

    /** Where its source is, how far it was read, what the vault has. */
    void update(TrackedFile file, LogRow row, Source source) throws SQLException {
        Checkpoint read = row.read();
        Looked looked = row.looked();
        NamedStatement update = statements
                .of(UPDATE)
                .set("id", row.id())
                .set("home_id", file.home().id())
                .set("path", file.file().path())
                .setNumber("session_id", row.session())
                .set("kept", row.kept().bytes())
                .set("stored", row.kept().stored())
                .setNumber("vault_at", positive(row.kept().at()))
                .set("versions", row.kept().versions())
                .set("read_to", read.to())
                .set("newlines", read.newlines())
                .set("seqs", read.seqs())
                .set("entries", read.entries())
                .set("tool_calls", read.toolCalls())
                .set("unreadable", read.unreadable())
                .set("generation", read.generation())
                .set("recovered", read.recovered())
                .set("lacking", read.lacking())
                .set("reader", read.reader())
                .setNumber("verified_at", positive(looked.verifiedAt()))
                .setNumber("damaged_at", positive(looked.damagedAt()))
                .setNumber("readable", looked.damagedAt() > 0 ? looked.readable() : null);
        source(update, source).execute();
    }

    private static NamedStatement source(NamedStatement row, Source source) throws SQLException {
        return row.set("source_there", source.there())
                .set("source_size", source.size())
                .set("source_mtime", source.mtime())
                .set("source_key", source.key());
    }

    private static @Nullable Long positive(long millis) {
        return millis > 0 ? millis : null;
    }

    /** What its records say, and the fold to go on with. */
    void facts(long id, LogFacts facts, String state, long watermark) throws SQLException {
        statements
                .of(FACTS)
                .set("id", id)
                .set("state", state)
                .set("started_at", facts.period().startedAt())
                .set("last_at", facts.period().lastAt())
                .set("own_since", facts.period().ownSince())
                .set("active_millis", facts.period().activeMillis())
                .set("title", facts.words().firstPrompt(), 400)
                .set("watermark", watermark)
                .execute();
        Volume volume = facts.volume();
        statements
                .of(VOLUME)
                .set("id", id)
                .set("messages", volume.messages())
                .set("results", volume.results())
                .set("images", volume.images())
                .set("signatures", volume.signatures())
                .set("progress", volume.progress())
                .execute();
    }

    /** Why it is not read; null if it is. */
    void skipped(long id, @Nullable String why) throws SQLException {
        statements
                .of("update log set skipped = :why where id = :id")
                .set("id", id)
                .set("why", why, 400)
                .execute();
    }

    /** The highest there is. */
    long watermark() throws SQLException {
        return Statements.first(statements.of("select coalesce(max(watermark), 0) from log"), r -> r.getLong(1))
                .orElse(0L);
    }

    /** The saved fold of a log, if it has one. */
    Optional<String> state(long id) throws SQLException {
        return Statements.first(
                statements.of("select state from log where id = :id").set("id", id), r -> r.getString(1));
    }

    /** The primary log of a session. */
    Optional<TrackedFile> primary(long session) throws SQLException {
        return first(session, "l.role = '" + Role.TRANSCRIPT.code() + "'", Primary.FIRST);
    }

    /** The log with this row. */
    Optional<TrackedFile> file(long id) throws SQLException {
        NamedStatement query = statements
                .of("select l.home_id, l.path from log l where l.id = :id")
                .set("id", id);
        return Statements.first(query, r -> {
            Home home = homes.get(r.getInt(1));
            return home == null ? null : files.get(home.vaultPath(r.getString(2)));
        });
    }

    /** The home that a session is counted to. */
    Optional<Home> home(long session) throws SQLException {
        return Statements.first(
                statements.of("select home_id from session where id = :session").set("session", session),
                r -> homes.get(r.getInt(1)));
    }

    /** The first sub-agent of a session. */
    Optional<TrackedFile> subagent(long session) throws SQLException {
        return first(
                session,
                "l.role = '" + Role.SUBAGENT.code() + "' and l.state is not null",
                "l.internal, l.started_at, l.path");
    }

    private Optional<TrackedFile> first(long session, String which, String order) throws SQLException {
        NamedStatement query = statements
                .of("select l.home_id, l.path from log l where l.session_id = :session and " + which + " order by "
                        + order + " limit 1")
                .set("session", session);
        return Statements.first(query, r -> {
            Home home = homes.get(r.getInt(1));
            return home == null ? null : files.get(home.vaultPath(r.getString(2)));
        });
    }

    /** What the catalogue has of this file now. */
    LogRow row(TrackedFile file) throws SQLException {
        NamedStatement query = statements
                .of("select * from log l where l.home_id = :home and l.path = :path")
                .set("home", file.home().id())
                .set("path", file.file().path());
        return Statements.first(query, LogRows::row).orElse(LogRow.NONE);
    }

    private Optional<TrackedFile> read(ResultSet r) throws SQLException {
        Home home = homes.get(r.getInt("home_id"));
        SourceFile file = home == null
                ? null
                : home.agent().sources().classify(r.getString("path")).orElse(null);
        if (home == null || file == null) {
            return Optional.empty();
        }
        Source source = new Source(
                r.getBoolean("source_there"),
                r.getLong("source_size"),
                r.getLong("source_mtime"),
                r.getString("source_key"));
        return Optional.of(new TrackedFile(home, file, source, row(r)));
    }

    private static LogRow row(ResultSet r) throws SQLException {
        long since = r.getObject("own_since") == null ? r.getLong("last_at") : r.getLong("own_since");
        return new LogRow(
                r.getLong("id"),
                r.getObject("session_id", Long.class),
                new Checkpoint(
                        r.getLong("read_to"),
                        r.getInt("newlines"),
                        r.getInt("seqs"),
                        r.getInt("entries"),
                        r.getInt("tool_calls"),
                        r.getInt("unreadable"),
                        r.getInt("generation"),
                        r.getInt("recovered"),
                        r.getInt("lacking"),
                        since,
                        r.getString("reader")),
                new Kept(r.getLong("kept"), r.getLong("stored"), r.getLong("vault_at"), r.getInt("versions")),
                new Looked(r.getLong("verified_at"), r.getLong("damaged_at"), r.getLong("readable")),
                r.getString("skipped") != null);
    }
}
