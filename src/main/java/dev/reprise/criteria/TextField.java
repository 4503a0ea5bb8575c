package dev.reprise.criteria;

/** What holds a text, and what the help says of it. */
public enum TextField {
    PROJECT("project", "project:api", "label or directory of the project"),
    DIR("dir", "dir:/srv/shop", "directory it worked in"),
    BRANCH("branch", "branch:feat/", "git branch, at the start or end"),
    FILE("file", "file:auth.ts", "a file that it changed"),
    TOOL("tool", "tool:WebSearch", "a tool that it called"),
    MODEL("model", "model:opus", "a model that answered"),
    AGENT("agent", "agent:claude", "the CLI"),
    NAME("name", "name:refactor", "the name that you or the CLI gave it"),
    TITLE("title", "title:login", "its title"),
    TAG("tag", "tag:client-x", "a tag, whole"),
    ID("id", "id:0b9c41d2", "its id, from the beginning");

    private final String word;
    private final String example;
    private final String help;

    TextField(String word, String example, String help) {
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
