package dev.reprise.transcript;

import dev.reprise.agent.SourceFile;
import dev.reprise.catalogue.SessionFiles;
import dev.reprise.problem.Problem;
import dev.reprise.session.SessionId;
import dev.reprise.vault.Vault;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/** Texts of sessions that saved nothing, exported by a person: what of them can be searched for. */
@Service
public class RescuedTexts {

    private static final Logger log = LoggerFactory.getLogger(RescuedTexts.class);

    /** Bytes of one text; what stands behind is kept and shown, not searched. */
    private static final int SEARCHED = 8 << 20;

    private static final Pattern COLOURS = Pattern.compile("\u001b\\[[0-?]*[ -/]*[@-~]");

    private final SessionFiles files;
    private final Vault vault;

    RescuedTexts(SessionFiles files, Vault vault) {
        this.files = files;
        this.vault = vault;
    }

    /** Those of a session, without terminal colours; none for most sessions. */
    public List<String> of(SessionId session) {
        return files.of(session).stream()
                .filter(file -> file.file().kind().equals(SourceFile.RESCUED))
                .map(SessionFiles.Held::vaultPath)
                .map(this::text)
                .toList();
    }

    private String text(String path) {
        try {
            byte[] bytes = vault.read(path, 0, 0, SEARCHED);
            return COLOURS.matcher(new String(bytes, StandardCharsets.UTF_8)).replaceAll("");
        } catch (Problem e) {
            log.debug("{} is not in the search index: {}", path, e.getMessage());
            return "";
        }
    }
}
