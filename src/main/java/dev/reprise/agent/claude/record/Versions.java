package dev.reprise.agent.claude.record;

/** Versions of the client: {@code 2.1.330}, perhaps with more behind. */
public final class Versions {
    private Versions() {}

    public static boolean atLeast(String version, int... wanted) {
        String[] parts = version.split("[.+ -]", -1);
        for (int i = 0; i < wanted.length; i++) {
            int part = i < parts.length ? number(parts[i]) : 0;
            if (part != wanted[i]) {
                return part > wanted[i];
            }
        }
        return true;
    }

    private static int number(String text) {
        return text.matches("\\d{1,6}") ? Integer.parseInt(text) : 0;
    }
}
