package dev.reprise.criteria;

/** What is counted, and what the help says of it. */
public enum NumberField {
    TURNS("turns:>20", "prompts that were answered"),
    SIZE("size:>5MB", "bytes of its logs"),
    TOKENS("tokens:>1M", "tokens as billed"),
    LINES("lines:>500", "lines added and removed"),
    FILES("files:>=10", "files changed"),
    FAILURES("failures:>0", "calls that failed"),
    SUBAGENTS("subagents:>2", "sub-agents");

    private final Language.Term term;

    NumberField(String example, String help) {
        this.term = new Language.Term(example, help);
    }

    /** An example, and what it finds. */
    public Language.Term term() {
        return term;
    }

    /** As it is typed before the colon. */
    public String word() {
        return term.field();
    }
}
