package dev.reprise.criteria;

import dev.reprise.criteria.Criterion.ExpiresBefore;
import dev.reprise.criteria.Criterion.Is;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/** The views that are built in: each is a query with a name. */
public enum View {
    LIVE("live", "Live", "is:live"),
    INTERRUPTED("interrupted", "Interrupted", "is:interrupted"),
    EXPIRING("expiring", "Expiring", "is:expiring"),
    ONLY_IN_VAULT("only-in-vault", "Only in vault", "is:only-in-vault"),
    UNNAMED("unnamed", "Unnamed", "is:unnamed");

    /** A log that is deleted within this time is expiring. */
    public static final Duration SOON = Duration.ofDays(7);

    private final String slug;
    private final String label;
    private final String query;

    View(String slug, String label, String query) {
        this.slug = slug;
        this.label = label;
        this.query = query;
    }

    public String slug() {
        return slug;
    }

    public String label() {
        return label;
    }

    /** What one would type for it. */
    public String query() {
        return query;
    }

    public Criterion criterion(Instant now) {
        return named(slug, now).orElseThrow();
    }

    /** What {@code is:slug} means; empty if nothing. */
    public static Optional<Criterion> named(String slug, Instant now) {
        if (slug.equals("expiring")) {
            return Optional.of(new ExpiresBefore(now.plus(SOON).toEpochMilli()));
        }
        return Trait.called(slug).map(Is::new);
    }

    /** The view with this slug. */
    public static Optional<View> called(String slug) {
        return Arrays.stream(values()).filter(view -> view.slug.equals(slug)).findFirst();
    }
}
