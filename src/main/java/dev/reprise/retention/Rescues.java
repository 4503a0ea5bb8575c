package dev.reprise.retention;

import dev.reprise.agent.CodingAgents;
import dev.reprise.agent.SourceFile;
import dev.reprise.agent.SourceFile.Role;
import dev.reprise.agent.Uuid;
import dev.reprise.catalogue.LogHomes;
import dev.reprise.catalogue.SessionFiles;
import dev.reprise.catalogue.SessionFiles.Held;
import dev.reprise.catalogue.Sessions;
import dev.reprise.intake.Imports;
import dev.reprise.label.Act;
import dev.reprise.label.Labels;
import dev.reprise.problem.Problem;
import dev.reprise.problem.Reason;
import dev.reprise.session.Session;
import dev.reprise.session.SessionId;
import dev.reprise.vault.Vault;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Takes in what a person exported ({@code /export FILE}) from a window that saved nothing: a text of that session, kept in the vault as
 * every file of it, shown on its page, purged with it. Never written into the CLI's home.
 */
@Service
public class Rescues {

    /** Also the name of the folder that it lies in. */
    private static final String KIND = SourceFile.RESCUED;

    /** Bytes of a text at most. */
    public static final int LARGEST = 32 << 20;

    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Sessions sessions;
    private final SessionFiles files;
    private final LogHomes homes;
    private final CodingAgents agents;
    private final Vault vault;
    private final Labels labels;
    private final Imports imports;
    private final Clock clock;

    Rescues(
            Sessions sessions,
            SessionFiles files,
            LogHomes homes,
            CodingAgents agents,
            Vault vault,
            Labels labels,
            Imports imports,
            Clock clock) {
        this.sessions = sessions;
        this.files = files;
        this.homes = homes;
        this.agents = agents;
        this.vault = vault;
        this.labels = labels;
        this.imports = imports;
        this.clock = clock;
    }

    /**
     * Keeps the text.
     *
     * @param session its id, as the window says it ({@code /status}), or as the page has it; null or empty: a new one stands for it
     * @return the session that has it now
     * @throws Problem BAD_INPUT for no text, too much of it, or what is no id
     */
    public synchronized SessionId rescue(String who, @Nullable String session, String text) {
        if (text.isBlank()) {
            throw new Problem(
                    Reason.BAD_INPUT,
                    "There is no text in it. Export the conversation with /export FILE, and give that file.");
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > LARGEST) {
            throw new Problem(Reason.BAD_INPUT, "It is larger than 32 MB. Is it the exported conversation?");
        }
        Session known = session == null || session.isBlank()
                ? null
                : sessions.find(session.strip()).orElse(null);
        SessionId id = known == null ? fresh(session) : known.id();
        String path = folder(id) + "/" + id.value() + "/" + KIND + "/" + NAME.format(clock.instant()) + ".txt";
        vault.replace(path, bytes);
        vault.force(List.of(path));
        if (known == null) {
            // a name is one session's alone, and two may be given in one second
            String name = KIND + "-" + NAME.format(clock.instant()) + "-" + id.brief();
            labels.change(List.of(id), Act.of(who, "took in an exported text as " + id), label -> label.named(name));
        } else {
            labels.note(Act.of(who, "took in an exported text of " + id), 1);
        }
        imports.lookAgain();
        return id;
    }

    private SessionId fresh(@Nullable String session) {
        String agent = agents.all().getFirst().id();
        if (session == null || session.isBlank()) {
            return new SessionId(agent, UUID.randomUUID().toString());
        }
        String given = session.strip();
        String id = Uuid.lower(given.startsWith(agent + ":") ? given.substring(agent.length() + 1) : given);
        if (id == null) {
            throw new Problem(
                    Reason.BAD_INPUT, given + " is no session id. The window tells it when you type /status.");
        }
        return new SessionId(agent, id);
    }

    /** Where the vault keeps files of this session. */
    private String folder(SessionId id) {
        return files.of(id).stream()
                .filter(file -> file.file().role() == Role.TRANSCRIPT)
                .map(Held::vaultPath)
                .findFirst()
                .map(path -> path.substring(0, path.lastIndexOf('/')))
                .orElseGet(() -> root(id.agent()) + "/projects/-" + KIND);
    }

    private String root(String agent) {
        return homes.roots().entrySet().stream()
                .filter(home -> home.getKey().startsWith(agent + ":"))
                .map(java.util.Map.Entry::getValue)
                .findFirst()
                .orElseThrow(() -> new Problem(Reason.CONFLICT, "No log home is known yet. Import first."));
    }
}
