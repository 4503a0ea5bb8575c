package dev.reprise.api;

import dev.reprise.problem.Problem;
import dev.reprise.problem.Reason;
import dev.reprise.session.SessionFilter;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Parameters as they were given, read or refused with a sentence. A parameter without a value counts as left out. */
final class Given {

    static final int MAX = 500;

    private Given() {}

    static @Nullable String text(@Nullable String given) {
        return given == null || given.isBlank() ? null : given;
    }

    /** From 1; more than {@value #MAX} counts as {@value #MAX}. */
    static int limit(int given) {
        if (given < 1) {
            throw new Problem(Reason.BAD_INPUT, "limit is a number from 1 to " + MAX + ".");
        }
        return Math.min(given, MAX);
    }

    /** A position or number that counts from 0. */
    static int fromZero(String name, int given) {
        if (given < 0) {
            throw new Problem(Reason.BAD_INPUT, name + " counts from 0.");
        }
        return given;
    }

    static SessionFilter.Sort sort(String slug) {
        return Arrays.stream(SessionFilter.Sort.values())
                .filter(sort -> sort.slug().equals(slug.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new Problem(
                        Reason.BAD_INPUT,
                        "sort is one of "
                                + Arrays.stream(SessionFilter.Sort.values())
                                        .map(SessionFilter.Sort::slug)
                                        .collect(Collectors.joining(", "))
                                + "."));
    }

    static @Nullable LocalDate day(String name, @Nullable String given) {
        try {
            String text = text(given);
            return text == null ? null : LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw new Problem(Reason.BAD_INPUT, name + " is a day, written like 2026-05-31.");
        }
    }
}
