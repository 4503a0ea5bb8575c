package dev.reprise.web.search;

import dev.reprise.search.Pieces;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/** A query as it is typed, with parts put in or taken out. */
record Typed(String q, boolean newest) {

    /** The same with one field asking for this; without the field if it does so already. */
    String toggled(String field, String value, boolean chosen) {
        String rest = Pieces.of(q).stream()
                .filter(piece -> !piece.toLowerCase(java.util.Locale.ROOT).startsWith(field + ":"))
                .collect(Collectors.joining(" "));
        String clean = value.replace("\"", "");
        boolean plain = clean.matches("[^\\s()\"]+");
        String wanted = field + ":" + (plain ? clean : "\"" + clean + "\"");
        return href((chosen ? rest : rest + " " + wanted).strip(), newest);
    }

    String href() {
        return href(q, newest);
    }

    /** The address of a search. */
    static String href(String q, boolean newest) {
        return "/search?q=" + URLEncoder.encode(q, StandardCharsets.UTF_8) + (newest ? "&sort=newest" : "");
    }
}
