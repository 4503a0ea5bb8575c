package dev.reprise.retention;

import dev.reprise.data.DataDirectory;
import dev.reprise.data.WholeFile;
import dev.reprise.label.KeepRule;
import dev.reprise.label.KeepSettings;
import dev.reprise.problem.Problem;
import dev.reprise.problem.Reason;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** {@code rules.yaml} in the data directory: the rules as people read and edit them. A mark in it tells whether somebody did. */
@Component
class RulesFile {

    private static final long LARGEST = 1 << 20;
    private static final String MARK = "# unchanged: ";
    private static final String HEAD = """
            # How long Reprise keeps sessions. From the top, the first rule that matches decides; what none matches is kept forever.
            # Pinned and held sessions are kept whatever stands here. Saving this file deletes nothing: a sweep does, after a preview.
            # keep:  forever | 180 days (after the last activity) | newest 25 per project | newest 5 per routine | at most 2 GB
            # from:  vault | vault and home (Claude Code's own copy goes too)
            # When rules are changed on the page, comments of yours are not kept; rules.yaml.bak is the file before.
            """;

    private final Path file;

    RulesFile(DataDirectory data) {
        this.file = data.path().resolve("rules.yaml");
    }

    /** What the file says, or what is wrong with it. Keys of rules are empty. */
    record Content(KeepSettings settings, List<KeepRule> rules) {}

    /**
     * It cannot be used.
     *
     * @param line from 1; 0 if no line can be named
     */
    record Broken(int line, String why) {
        String sentence() {
            return "rules.yaml" + (line > 0 ? ", line " + line : "") + ": " + why
                    + " Nothing is swept until that is mended.";
        }
    }

    /** What somebody wrote into it; empty if it is as it was written last, or is not there. */
    Optional<String> edited() {
        try {
            if (Files.size(file) > LARGEST) {
                return Optional.of("# too large\n- ");
            }
            String text = Files.readString(file);
            return isUnchanged(text) ? Optional.empty() : Optional.of(text);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("# cannot be read\n- ");
        }
    }

    private static boolean isUnchanged(String text) {
        int mark = text.indexOf(MARK);
        if (mark < 0) {
            return false;
        }
        int end = text.indexOf('\n', mark);
        return end > 0
                && text.substring(mark + MARK.length(), end)
                        .equals(Restoring.hash(text.substring(0, mark) + text.substring(end + 1)));
    }

    boolean isThere() {
        return Files.exists(file);
    }

    /** Puts this in its place; what somebody edited is kept beside it. */
    void write(Content content) {
        String text = text(content);
        try {
            if (isThere() && Files.readString(file).equals(text)) {
                return;
            }
            if (edited().isPresent()) {
                Files.copy(file, file.resolveSibling("rules.yaml.bak"), StandardCopyOption.REPLACE_EXISTING);
            }
            WholeFile.write(file, text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new Problem(Reason.STORAGE, file + " cannot be written: " + e.getMessage());
        }
    }

    private static String text(Content content) {
        KeepSettings settings = content.settings;
        StringBuilder body = new StringBuilder();
        body.append("trash: ").append(settings.trashDays()).append(settings.trashDays() == 1 ? " day\n" : " days\n");
        body.append("sweep: ").append(settings.daily() ? "daily\n" : "by hand\n");
        Long ceiling = settings.ceiling();
        if (ceiling != null) {
            body.append("ceiling: ")
                    .append(new dev.reprise.label.Keep.Most(ceiling).text().substring("at most ".length()))
                    .append('\n');
        }
        body.append(content.rules.isEmpty() ? "rules: []\n" : "rules:\n");
        for (KeepRule rule : content.rules) {
            body.append("  - match: '").append(rule.match().replace("'", "''")).append("'\n");
            body.append("    keep: ").append(rule.keep()).append('\n');
            if (rule.source()) {
                body.append("    from: vault and home\n");
            }
        }
        return HEAD + MARK + Restoring.hash(HEAD + body) + "\n" + body;
    }

    /** @throws BrokenException where it cannot be read as rules */
    static Content parse(String text) throws BrokenException {
        Node root;
        try {
            LoaderOptions options = new LoaderOptions();
            options.setMaxAliasesForCollections(10);
            root = new Yaml(new SafeConstructor(options)).compose(new StringReader(text));
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1;
            throw new BrokenException(line, "this is no YAML: " + e.getProblem() + ".");
        } catch (YAMLException e) {
            throw new BrokenException(0, "this is no YAML.");
        }
        if (root == null) {
            return new Content(KeepSettings.DEFAULT, List.of());
        }
        KeepSettings settings = KeepSettings.DEFAULT;
        List<KeepRule> rules = new ArrayList<>();
        for (NodeTuple field :
                mapping(root, "it begins with trash:, sweep: or rules:.").getValue()) {
            Node value = field.getValueNode();
            String name = scalar(field.getKeyNode());
            try {
                switch (name) {
                    case "trash" ->
                        settings = new KeepSettings(days(scalar(value)), settings.daily(), settings.ceiling());
                    case "sweep" ->
                        settings = new KeepSettings(settings.trashDays(), daily(scalar(value)), settings.ceiling());
                    case "ceiling" ->
                        settings = new KeepSettings(settings.trashDays(), settings.daily(), size(scalar(value)));
                    case "rules" -> rules(value, rules);
                    default -> throw new Problem(Reason.BAD_INPUT, "there is no " + name + ": here.");
                }
            } catch (Problem e) {
                throw new BrokenException(line(value), e.sentence());
            }
        }
        return new Content(settings, rules);
    }

    private static int days(String text) {
        if (dev.reprise.label.Keep.of(text) instanceof dev.reprise.label.Keep.Days(int days)) {
            return days;
        }
        throw new Problem(Reason.BAD_INPUT, "trash: takes days, as in 30 days.");
    }

    private static boolean daily(String text) {
        return switch (text) {
            case "daily" -> true;
            case "by hand" -> false;
            default -> throw new Problem(Reason.BAD_INPUT, "sweep: is by hand, or daily.");
        };
    }

    private static @Nullable Long size(String text) {
        if (text.equals("none")) {
            return null;
        }
        return dev.reprise.label.Keep.of("at most " + text) instanceof dev.reprise.label.Keep.Most(long bytes)
                ? bytes
                : null;
    }

    private static void rules(Node node, List<KeepRule> rules) throws BrokenException {
        if (node instanceof ScalarNode scalar && scalar.getValue().isBlank()) {
            return;
        }
        if (!(node instanceof SequenceNode sequence)) {
            throw new BrokenException(line(node), "rules: is a list, each with match: and keep:.");
        }
        for (Node one : sequence.getValue()) {
            String match = null;
            String keep = null;
            boolean source = false;
            for (NodeTuple field : mapping(one, "a rule has match: and keep:.").getValue()) {
                String value = scalar(field.getValueNode());
                switch (scalar(field.getKeyNode())) {
                    case "match" -> match = value;
                    case "keep" -> keep = value;
                    case "from" -> source = source(value, field.getValueNode());
                    default ->
                        throw new BrokenException(line(field.getKeyNode()), "a rule has match:, keep: and from: only.");
                }
            }
            if (match == null || keep == null) {
                throw new BrokenException(line(one), "a rule needs both match: and keep:.");
            }
            try {
                rules.add(KeepRules.checked(new KeepRule("", match, keep, source, rules.size())));
            } catch (Problem e) {
                throw new BrokenException(line(one), e.sentence());
            }
        }
    }

    private static boolean source(String value, Node node) throws BrokenException {
        return switch (value) {
            case "vault" -> false;
            case "vault and home" -> true;
            default -> throw new BrokenException(line(node), "from: is vault, or vault and home.");
        };
    }

    private static MappingNode mapping(Node node, String why) throws BrokenException {
        if (node instanceof MappingNode mapping) {
            return mapping;
        }
        throw new BrokenException(line(node), why);
    }

    private static String scalar(Node node) throws BrokenException {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        throw new BrokenException(line(node), "a word or a text is expected here.");
    }

    private static int line(Node node) {
        return node.getStartMark() == null ? 0 : node.getStartMark().getLine() + 1;
    }

    /** What is wrong with it. */
    static final class BrokenException extends Exception {

        private static final long serialVersionUID = 1;

        private final transient Broken broken;

        BrokenException(int line, String why) {
            super(why);
            this.broken = new Broken(line, why.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + why.substring(1));
        }

        Broken broken() {
            return broken;
        }
    }
}
