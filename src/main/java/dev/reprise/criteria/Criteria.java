package dev.reprise.criteria;

import dev.reprise.criteria.Criterion.Active;
import dev.reprise.criteria.Criterion.And;
import dev.reprise.criteria.Criterion.Has;
import dev.reprise.criteria.Criterion.Holds;
import dev.reprise.criteria.Criterion.Match;
import dev.reprise.criteria.Criterion.Not;
import dev.reprise.criteria.Criterion.Or;
import dev.reprise.criteria.Criterion.Words;
import dev.reprise.criteria.Tokens.Kind;
import dev.reprise.criteria.Tokens.Token;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the language of filters: words, {@code "phrases"}, {@code -not}, {@code OR} between two neighbours, brackets, and fields such as
 * {@code project:api is:live turns:>20 before:2026-05}. Whatever a person types means something: what is no field is a word.
 */
public final class Criteria {

    /** As long as the deepest nesting that is read as such. */
    private static final int MAX_DEPTH = 16;

    private final List<Token> tokens;
    private final ZonedDateTime now;
    private final List<String> notes = new ArrayList<>();
    private int at;

    private Criteria(List<Token> tokens, ZonedDateTime now) {
        this.tokens = tokens;
        this.now = now;
    }

    /** @param now for {@code 3d} and {@code "last week"}; its zone is the one of all dates */
    public static Parsed parse(String query, ZonedDateTime now) {
        Criteria criteria = new Criteria(Tokens.of(query), now);
        List<Criterion> all = new ArrayList<>();
        while (criteria.at < criteria.tokens.size()) {
            // a bracket too many is nothing
            all.addAll(criteria.sequence(0));
            criteria.at++;
        }
        return new Parsed(join(all), List.copyOf(criteria.notes));
    }

    private static Criterion join(List<Criterion> all) {
        return all.size() == 1 ? all.getFirst() : new And(List.copyOf(all));
    }

    /** Up to a closing bracket or the end. */
    private List<Criterion> sequence(int depth) {
        List<Criterion> all = new ArrayList<>();
        boolean or = false;
        for (; at < tokens.size() && tokens.get(at).kind() != Kind.CLOSE; at++) {
            if (tokens.get(at).kind() == Kind.OR) {
                or = !all.isEmpty();
                continue;
            }
            Criterion next = operand(depth);
            if (next == null) {
                continue;
            }
            if (or) {
                all.add(either(all.removeLast(), next));
            } else {
                all.add(next);
            }
            or = false;
        }
        return all;
    }

    private static Criterion either(Criterion before, Criterion next) {
        List<Criterion> any =
                new ArrayList<>(before instanceof Or(List<Criterion> earlier) ? earlier : List.of(before));
        any.add(next);
        return new Or(List.copyOf(any));
    }

    private @Nullable Criterion operand(int depth) {
        boolean not = false;
        while (at < tokens.size() && tokens.get(at).kind() == Kind.NOT) {
            not = !not;
            at++;
        }
        if (at == tokens.size()) {
            return null;
        }
        Token token = tokens.get(at);
        Criterion found = switch (token.kind()) {
            case OPEN -> bracket(depth);
            case TERM -> term(token);
            default -> null;
        };
        if (token.kind() == Kind.CLOSE) {
            at--;
        }
        return found == null ? null : not ? new Not(found) : found;
    }

    private @Nullable Criterion bracket(int depth) {
        if (depth == MAX_DEPTH) {
            return null;
        }
        at++;
        List<Criterion> inside = sequence(depth + 1);
        return inside.isEmpty() ? null : join(inside);
    }

    private Criterion term(Token token) {
        return field(token).orElseGet(() -> words(token));
    }

    private Criterion words(Token token) {
        String typed = token.typed();
        if (token.quoted() && token.field().isEmpty()) {
            return new Words(typed, Match.PHRASE);
        }
        if (Expressions.isMeant(typed)) {
            String expression = typed.substring(1, typed.length() - 1);
            Optional<String> refused = Expressions.refused(expression);
            if (refused.isEmpty()) {
                return new Words(expression, Match.REGEX);
            }
            notes.add(refused.get() + " \"" + typed + "\" is looked for as a word.");
        }
        int stars = typed.length();
        while (stars > 0 && typed.charAt(stars - 1) == '*') {
            stars--;
        }
        return stars > 0 && stars < typed.length()
                ? new Words(typed.substring(0, stars), Match.PREFIX)
                : new Words(typed, Match.WORD);
    }

    private Optional<Criterion> place(Token token) {
        String place = token.text().toLowerCase(Locale.ROOT);
        return noted(
                Language.PLACES.contains(place) ? Optional.of(new Criterion.In(place)) : Optional.empty(),
                token,
                "in: takes " + listed(Language.PLACES));
    }

    private Optional<Criterion> field(Token token) {
        String field = token.field();
        String text = token.text();
        return switch (field) {
            case "" -> Optional.empty();
            case "is", "state" -> trait(token);
            case "kind" -> kind(token);
            case "in" -> place(token);
            case "has" ->
                noted(
                        Part.called(text.toLowerCase(Locale.ROOT)).map(Has::new),
                        token,
                        "has: takes "
                                + listed(Arrays.stream(Part.values())
                                        .map(Part::slug)
                                        .toList()));
            case "before", "after", "on", "since", "until" -> time(token);
            default -> {
                Optional<TextField> holds = Arrays.stream(TextField.values())
                        .filter(known -> known.word().equals(field))
                        .findFirst();
                if (holds.isPresent()) {
                    yield Optional.of(new Holds(holds.get(), text, false));
                }
                yield Arrays.stream(NumberField.values())
                        .filter(known -> known.word().equals(field))
                        .findFirst()
                        .flatMap(known -> noted(
                                Numbers.compares(known, text),
                                token,
                                field + ": takes a number, as in "
                                        + known.term().example()));
            }
        };
    }

    private Optional<Criterion> trait(Token token) {
        return noted(
                View.named(token.text().toLowerCase(Locale.ROOT), now.toInstant()),
                token,
                token.field() + ": takes " + traits());
    }

    private static String traits() {
        List<String> slugs =
                new ArrayList<>(Arrays.stream(Trait.values()).map(Trait::slug).toList());
        slugs.add(slugs.indexOf(Trait.LOST.slug()), View.EXPIRING.slug());
        return listed(slugs);
    }

    private static String kinds() {
        return Arrays.stream(Trait.values())
                        .filter(trait -> trait.of() == Trait.Of.KIND)
                        .map(Trait::slug)
                        .collect(Collectors.joining(", "))
                + " or all";
    }

    /** What a state or kind can be, as a sentence. */
    static String takes(String field) {
        return field.equals("kind")
                ? "kind is one of " + kinds() + "; or leave it out."
                : "state is one of " + traits() + ".";
    }

    private Optional<Criterion> kind(Token token) {
        List<Trait> kinds = Arrays.stream(Trait.values())
                .filter(trait -> trait.of() == Trait.Of.KIND)
                .toList();
        List<Criterion> all = kinds.stream().<Criterion>map(Criterion.Is::new).toList();
        String slug = token.text().toLowerCase(Locale.ROOT);
        Optional<Criterion> found = slug.equals("all")
                ? Optional.of(new Or(all))
                : Trait.called(slug).filter(kinds::contains).map(Criterion.Is::new);
        return noted(found, token, "kind: takes " + kinds());
    }

    private Optional<Criterion> time(Token token) {
        Optional<Criterion> found = Times.read(token.text(), now).map(span -> switch (token.field()) {
            case "before" -> new Active(Long.MIN_VALUE, span.from());
            case "until" -> new Active(Long.MIN_VALUE, span.before());
            case "after" -> new Active(isAgo(token.text()) ? span.from() : span.before(), Long.MAX_VALUE);
            case "since" -> new Active(span.from(), Long.MAX_VALUE);
            default -> new Active(span.from(), span.before());
        });
        return noted(
                found,
                token,
                token.field() + ": takes a time, as in 2026-05, 2026-05-31, yesterday, \"last week\" or 3d");
    }

    /** {@code after:3d}: within the last three days. */
    private static boolean isAgo(String text) {
        return !text.isEmpty()
                && Character.isDigit(text.charAt(0))
                && Character.isLetter(text.charAt(text.length() - 1));
    }

    private Optional<Criterion> noted(Optional<? extends Criterion> found, Token token, String note) {
        if (found.isEmpty() && !token.quoted()) {
            notes.add(note + ". \"" + token.typed() + "\" is looked for as a word.");
        }
        return found.map(criterion -> criterion);
    }

    private static String listed(List<String> words) {
        return words.stream().collect(Collectors.joining(", "));
    }
}
