package dev.reprise.criteria;

/** What is counted, and what the help says of it. */
public enum NumberField {
    TURNS("turns", "turns:>20", "prompts that were answered"),
    SIZE("size", "size:>5MB", "bytes of its logs"),
    TOKENS("tokens", "tokens:>1M", "tokens as billed"),
    LINES("lines", "lines:>500", "lines added and removed"),
    FILES("files", "files:>=10", "files changed"),
    FAILURES("failures", "failures:>0", "calls that failed"),
    SUBAGENTS("subagents", "subagents:>2", "sub-agents");

    private final String word;
    private final String example;
    private final String help;

    NumberField(String word, String example, String help) {
        this.word = word;
        this.example = example;
        this.help = help;
    }

    /** As it is typed before the colon. */
    public String word() {
        return word;
    }

    public String example() {
        return example;
    }

    public String help() {
        return help;
    }
}
