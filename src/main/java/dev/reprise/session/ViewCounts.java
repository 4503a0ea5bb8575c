package dev.reprise.session;

/** Sessions in each built-in view; headless, internal and empty ones count only in {@code hidden}. */
public record ViewCounts(
        long sessions,
        long live,
        long interrupted,
        long expiring,
        long onlyInVault,
        long lost,
        long unnamed,
        long hidden) {}
