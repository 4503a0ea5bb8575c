package dev.reprise.search;

import dev.reprise.criteria.Criteria;
import dev.reprise.criteria.Criterion;
import dev.reprise.criteria.Trait;
import dev.reprise.search.Results.Tried;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** Other questions for one that found nothing. */
final class Widening {

    private static final int MOST = 8;

    /** Everything, whether it is in the list or not. */
    private static final Criterion ANYWHERE = new Criterion.And(List.of(
            new Criterion.Or(java.util.Arrays.stream(Trait.values())
                    .filter(trait -> trait.of() == Trait.Of.KIND && trait != Trait.LISTED)
                    .<Criterion>map(Criterion.Is::new)
                    .toList()),
            new Criterion.Or(
                    List.of(new Criterion.Is(Trait.HIDDEN), new Criterion.Not(new Criterion.Is(Trait.HIDDEN))))));

    private final ToLongFunction<Criterion> entries;
    private final ZonedDateTime now;

    /** @param entries how many entries a question finds; {@code now} for its times */
    Widening(ToLongFunction<Criterion> entries, ZonedDateTime now) {
        this.entries = entries;
        this.now = now;
    }

    /** @param near other words for some that nobody says */
    List<Tried> of(String typed, Criterion criterion, Map<String, String> near) {
        List<Tried> tried = new ArrayList<>();
        List<String> parts = Pieces.of(typed);
        if (!near.isEmpty()) {
            String meant = parts.stream()
                    .filter(part -> !Pieces.isField(part))
                    .map(part -> near.getOrDefault(WordScanner.fold(part), part))
                    .collect(Collectors.joining(" "));
            tried(tried, "Did you mean “" + meant + "”", meant);
        }
        List<String> fields = parts.stream().filter(Pieces::isField).toList();
        for (String field : fields.subList(0, Math.min(MOST, fields.size()))) {
            tried(
                    tried,
                    "without " + field,
                    parts.stream().filter(part -> !part.equals(field)).collect(Collectors.joining(" ")));
        }
        List<String> words = parts.stream().filter(Pieces::isWord).toList();
        if (words.size() > 1) {
            String any = String.join(" OR ", words);
            String rest = parts.stream().filter(part -> !words.contains(part)).collect(Collectors.joining(" "));
            tried(tried, "any of the words", (any + " " + rest).strip());
        }
        long anywhere = entries.applyAsLong(criterion.and(ANYWHERE));
        tried.add(new Tried("in hidden sessions and those no person started", typed + " kind:all", anywhere));
        return tried;
    }

    private void tried(List<Tried> tried, String label, String query) {
        if (!query.isBlank()) {
            Criterion other = Criteria.parse(query, now).criterion();
            tried.add(new Tried(label, query, entries.applyAsLong(other)));
        }
    }
}
