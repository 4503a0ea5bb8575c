package dev.reprise.web.session;

/** What the panel of a session says first, to be shown in its row. */
record RowVerdict(String id, ResumePanel.Verdict verdict) {

    /** Verdicts in one answer. */
    static final int MOST = 62;

    /** In a word or two. */
    public String label() {
        if (verdict.title().contains(", but stuck")) {
            return "ready, but stuck";
        }
        int partly = verdict.title().indexOf("brings back ");
        if (partly >= 0) {
            return verdict.title().substring(partly + "brings back ".length());
        }
        return switch (verdict.slug()) {
            case "ready" -> "ready";
            case "fork" -> "as a fork";
            case "unknown" -> "can't be checked";
            default ->
                verdict.title().endsWith(" first")
                        ? verdict.title().substring(verdict.title().indexOf(": ") + 2)
                        : "will not work";
        };
    }
}
