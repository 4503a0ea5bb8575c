package dev.reprise.criteria;

import dev.reprise.criteria.Criterion.ExpiresBefore;
import dev.reprise.criteria.Criterion.Is;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The views that are built in: each is a query with a name. */
public enum View {
    PINNED("pinned", "Pinned"),
    LIVE("live", "Live"),
    INTERRUPTED("interrupted", "Interrupted"),
    EXPIRING("expiring", "Expiring"),
    ONLY_IN_VAULT("only-in-vault", "Only in vault"),
    UNNAMED("unnamed", "Unnamed");

    /** A log that is deleted within this time is expiring. */
    public static final Duration SOON = Duration.ofDays(7);

    private final String slug;
    private final String label;

    View(String slug, String label) {
        this.slug = slug;
        this.label = label;
    }

    public String slug() {
        return slug;
    }

    public String label() {
        return label;
    }

    /** What one would type for it. */
    public String query() {
        return "is:" + slug;
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
}
