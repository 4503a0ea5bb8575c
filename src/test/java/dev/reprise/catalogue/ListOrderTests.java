package dev.reprise.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.intake.World;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The list in every order, page by page: each session once, in the order that its own fields say. */
class ListOrderTests {

    private static final int SESSIONS = 300;

    @TempDir
    Path dir;

    private World world() {
        World world = World.of(dir.resolve("data"), dir.resolve("home"));
        Random random = new Random(11);
        for (int n = 0; n < SESSIONS; n++) {
            // few values of each, so that the rest of the order matters
            world.jdbc()
                    .sql(
                            "insert into session (agent, native_id, home_id, ai_title, project_dir, project, kind, ending, protection,"
                                    + " last_at, started_at, turns, bytes, tokens_in, lines_added, imported)"
                                    + " values ('claude', ?, 1, ?, ?, ?, ?, 'clean', 'kept', ?, ?, ?, ?, ?, ?, true)")
                    .params(
                            "%08x-0000-4000-8000-%012d".formatted(random.nextInt(), n),
                            "Title " + (char) ('a' + random.nextInt(5)),
                            "/p" + random.nextInt(3),
                            "p" + random.nextInt(2),
                            random.nextInt(10) == 0 ? "headless" : "interactive",
                            1_770_000_000_000L + random.nextInt(20) * 1000L,
                            1_760_000_000_000L + random.nextInt(20) * 1000L,
                            random.nextInt(5),
                            random.nextInt(5),
                            random.nextInt(5),
                            random.nextInt(5))
                    .update();
        }
        world.jdbc()
                .sql("update session set expires_at = last_at + 1000 * mod(id, 3) where mod(id, 5) > 0")
                .update();
        world.jdbc()
                .sql("update session set started_at = null where mod(id, 4) = 0")
                .update();
        world.jdbc().sql(ListRows.LIST).update();
        world.jdbc().sql(ListRows.WORDS).update();
        return world;
    }

    private static List<JsonNode> all(World world, String query) {
        List<JsonNode> all = new ArrayList<>();
        String cursor = "";
        while (true) {
            JsonNode page = JsonMapper.shared().readTree(world.api("/api/sessions?limit=7" + query + cursor));
            page.at("/sessions").forEach(all::add);
            if (page.at("/next").isNull()) {
                assertThat(all).hasSize(page.at("/total").asInt());
                return all;
            }
            cursor = "&cursor=" + page.at("/next").asString();
        }
    }

    private static Comparator<JsonNode> by(String sort) {
        Comparator<JsonNode> activity = Comparator.comparing(
                        (JsonNode s) -> s.at("/lastActivityAt").asString())
                .reversed();
        Comparator<JsonNode> id =
                Comparator.comparing((JsonNode s) -> s.at("/id").asString()).reversed();
        return switch (sort) {
            case "activity" -> activity.thenComparing(id);
            case "started" ->
                Comparator.comparing((JsonNode s) -> s.at("/startedAt").asString(""))
                        .reversed()
                        .thenComparing(id);
            case "title" ->
                Comparator.comparing((JsonNode s) -> s.at("/title").asString().toLowerCase(Locale.ROOT))
                        .thenComparing(id);
            case "project" ->
                Comparator.comparing((JsonNode s) -> s.at("/project").asString())
                        .thenComparing(s -> s.at("/projectDir").asString())
                        .thenComparing(activity)
                        .thenComparing(id);
            case "turns" -> largest("/turns").thenComparing(activity).thenComparing(id);
            case "size" -> largest("/bytes").thenComparing(activity).thenComparing(id);
            case "tokens" -> largest("/tokens/input").thenComparing(activity).thenComparing(id);
            case "lines" -> largest("/linesAdded").thenComparing(activity).thenComparing(id);
            default ->
                Comparator.comparing((JsonNode s) -> s.at("/expiresAt").asString("9"))
                        .thenComparing(activity)
                        .thenComparing(id);
        };
    }

    private static Comparator<JsonNode> largest(String field) {
        return Comparator.comparingLong((JsonNode s) -> s.at(field).asLong()).reversed();
    }

    @ParameterizedTest
    @ValueSource(strings = {"activity", "started", "title", "project", "turns", "size", "tokens", "lines", "expires"})
    void everySessionOnceInOrder(String sort) {
        try (World world = world()) {
            for (String filter : List.of("", "&kind=all", "&q=title%20b", "&state=ended", "&kind=headless")) {
                List<JsonNode> all = all(world, "&sort=" + sort + filter.replace("%20", " "));
                assertThat(new HashSet<>(all)).as(filter).hasSameSizeAs(all);
                assertThat(all).as(sort + filter).isSortedAccordingTo(by(sort)).isNotEmpty();
            }
        }
    }

    private static boolean has(JsonNode s, String word) {
        return (s.at("/title").asString() + "\n" + s.at("/projectDir").asString() + "\n"
                        + s.at("/id").asString())
                .toLowerCase(Locale.ROOT)
                .contains(word);
    }

    private static Map<String, Predicate<JsonNode>> queries() {
        Map<String, Predicate<JsonNode>> queries = new LinkedHashMap<>();
        queries.put("title b", s -> has(s, "title") && has(s, "b"));
        queries.put("\"title b\"", s -> has(s, "title b"));
        queries.put("-\"title b\"", s -> !has(s, "title b"));
        queries.put("\"title a\" OR \"title b\" /p1", s -> (has(s, "title a") || has(s, "title b")) && has(s, "/p1"));
        queries.put("project:P1", s -> s.at("/project").asString().contains("p1") || has(s, "/p1"));
        queries.put("turns:>2", s -> s.at("/turns").asInt() > 2);
        queries.put(
                "-turns:<=2 size:3",
                s -> s.at("/turns").asInt() > 2 && s.at("/bytes").asInt() >= 3);
        queries.put("is:ended is:kept", s -> true);
        queries.put("is:live OR is:interrupted", s -> false);
        queries.put("after:2026-02-02", s -> false);
        queries.put("on:2026-02", s -> true);
        queries.put("-has:pr", s -> true);
        queries.put("-branch:main", s -> true);
        queries.put("is:unnamed", s -> s.at("/customTitle").isNull());
        queries.put("tag:x", s -> false);
        queries.put("file:x OR tool:Bash", s -> false);
        queries.put("100%", s -> false);
        queries.put("title_", s -> false);
        queries.put("id:0", s -> s.at("/id").asString().startsWith("claude:0"));
        queries.put("is:expiring", s -> !s.at("/expiresAt").isNull());
        return queries;
    }

    @Test
    void theCatalogueFindsWhatTheCriteriaSay() {
        try (World world = world()) {
            List<JsonNode> interactive = all(world, "");
            List<JsonNode> headless = all(world, "&q=is:headless");
            queries().forEach((query, predicate) -> {
                assertThat(all(world, "&q=" + query))
                        .as(query)
                        .isEqualTo(interactive.stream().filter(predicate).toList());
                assertThat(all(world, "&q=is:headless (" + query + ")"))
                        .as("headless " + query)
                        .isEqualTo(headless.stream().filter(predicate).toList());
            });
        }
    }

    @Test
    void pagesAndCountsReadAnIndex() {
        try (World world = world()) {
            String page = world.jdbc()
                    .sql(
                            "explain select s.id from session_list s where s.listed = true and s.hidden = false and s.last_at <= 5 and (s.last_at < 5)"
                                    + " order by s.listed, s.hidden, s.last_at desc, s.native_id desc limit 61")
                    .query(String.class)
                    .single();
            assertThat(page)
                    .contains("SESSION_LIST_BY_LISTED")
                    .contains("index sorted")
                    .doesNotContain("tableScan");
            assertThat(world.jdbc()
                            .sql("explain select * from session where native_id = 'x'")
                            .query(String.class)
                            .single())
                    .doesNotContain("tableScan");
        }
    }

    @Test
    void reconciliationLooksIntoIndexesAndNeverAtAllRows() {
        try (World world = world()) {
            assertThat(world.jdbc()
                            .sql("explain " + Copies.RANK.replace(":messages", "array[1, 2]"))
                            .query(String.class)
                            .single())
                    .contains("API_MESSAGE_BY_MSG")
                    .doesNotContain("tableScan");
        }
    }
}
