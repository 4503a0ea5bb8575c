package dev.reprise.catalogue;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of {@code log_home}: which home has which folder of the vault. */
@Repository
public class LogHomes {

    private final JdbcClient jdbc;

    LogHomes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Folder of the vault by home ({@code agent:path}), oldest first. */
    public Map<String, String> roots() {
        Map<String, String> roots = new LinkedHashMap<>();
        jdbc.sql("select agent || ':' || path, vault_root from log_home order by id")
                .query((r, n) -> roots.put(r.getString(1), r.getString(2)))
                .list();
        return roots;
    }

    /** The id of the row of this home; makes or corrects the row. */
    public int row(String agent, Path path, String vaultRoot) {
        jdbc.sql("merge into log_home (agent, path, vault_root) key (vault_root) values (?, ?, ?)")
                .params(agent, path.toString(), vaultRoot)
                .update();
        return jdbc.sql("select id from log_home where vault_root = ?")
                .param(vaultRoot)
                .query(Integer.class)
                .single();
    }
}
