package dev.reprise.criteria;

/** What holds a text, and what the help says of it. */
public enum TextField {
    PROJECT("project:api", "label or directory of the project"),
    DIR("dir:/srv/shop", "directory it worked in"),
    BRANCH("branch:feat/", "git branch, at the start or end"),
    FILE("file:auth.ts", "a file that it changed"),
    TOOL("tool:WebSearch", "a tool that it called"),
    MODEL("model:opus", "a model that answered"),
    AGENT("agent:claude", "the CLI"),
    NAME("name:refactor", "the name that you or the CLI gave it"),
    TITLE("title:login", "its title"),
    TAG("tag:client-x", "a tag, whole"),
    STREAM("stream:billing", "a work stream, with those in it"),
    ID("id:0b9c41d2", "its id, from the beginning");

    private final Language.Term term;

    TextField(String example, String help) {
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
