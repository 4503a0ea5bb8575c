package dev.reprise.agent.claude.layout;

/**
 * The folder under {@code projects/} for a directory (client/FORMAT.md section 2, tried with 2.1.330): every UTF-16 unit
 * that is not an ASCII letter or digit becomes a dash; over 200 units the rest is replaced by a hash of the whole.
 */
public final class ProjectFolder {
    private static final int LONGEST = 200;

    private ProjectFolder() {}

    static String of(String cwd) {
        StringBuilder name = new StringBuilder(cwd.length());
        for (int i = 0; i < cwd.length(); i++) {
            char c = cwd.charAt(i);
            boolean plain = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
            name.append(plain ? c : '-');
        }
        if (name.length() <= LONGEST) {
            return name.toString();
        }
        // String.hashCode is the same 31*h+c over 32 bits
        return name.substring(0, LONGEST) + "-" + Long.toString(Math.abs((long) cwd.hashCode()), 36);
    }
}
