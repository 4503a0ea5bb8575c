package dev.reprise.criteria;

import dev.reprise.criteria.Criterion.Compares;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads comparisons as people write them: {@code >20}, {@code 5MB}, {@code <=1.5k}. */
final class Numbers {

    private static final Pattern COMPARED = Pattern.compile(
            "(<=|>=|=<|=>|[<>=])?\\s*(\\d{1,15}(?:[.,]\\d{1,6})?)\\s*(k|m|g|t)?i?b?", Pattern.CASE_INSENSITIVE);

    private Numbers() {}

    /** Empty for what is no comparison. Without a sign a size or count of tokens is at least, any other number exactly that. */
    static Optional<Compares> compares(NumberField field, String text) {
        Matcher matcher = COMPARED.matcher(text.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        boolean rough = field == NumberField.SIZE || field == NumberField.TOKENS;
        String sign = matcher.group(1) == null ? "" : matcher.group(1);
        Comparison comparison = switch (sign) {
            case "<" -> Comparison.LESS;
            case "<=", "=<" -> Comparison.AT_MOST;
            case ">" -> Comparison.MORE;
            case ">=", "=>" -> Comparison.AT_LEAST;
            case "=" -> Comparison.EQUAL;
            default -> rough ? Comparison.AT_LEAST : Comparison.EQUAL;
        };
        BigDecimal value = new BigDecimal(matcher.group(2).replace(',', '.')).multiply(unit(matcher.group(3)));
        return Optional.of(new Compares(
                field,
                comparison,
                value.setScale(0, RoundingMode.FLOOR)
                        .min(BigDecimal.valueOf(Long.MAX_VALUE))
                        .longValueExact()));
    }

    private static BigDecimal unit(@org.jspecify.annotations.Nullable String unit) {
        return BigDecimal.valueOf(
                unit == null
                        ? 1
                        : switch (unit.toLowerCase(Locale.ROOT)) {
                            case "k" -> 1_000L;
                            case "m" -> 1_000_000L;
                            case "g" -> 1_000_000_000L;
                            default -> 1_000_000_000_000L;
                        });
    }
}
