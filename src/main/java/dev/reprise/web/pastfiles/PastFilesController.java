package dev.reprise.web.pastfiles;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import dev.reprise.label.Act;
import dev.reprise.pastfiles.FileWrites;
import dev.reprise.pastfiles.PastFile;
import dev.reprise.pastfiles.PastFile.There;
import dev.reprise.pastfiles.PastFiles;
import dev.reprise.pastfiles.PastFiles.Moment;
import dev.reprise.pastfiles.WritePlan;
import dev.reprise.pastfiles.WritePlan.Does;
import dev.reprise.pastfiles.WritePlan.Step;
import dev.reprise.problem.Problem;
import dev.reprise.problem.Reason;
import dev.reprise.retention.Receipt;
import dev.reprise.session.Session;
import dev.reprise.web.conversation.AgentRef;
import dev.reprise.web.pastfiles.PastFilesPage.Line;
import dev.reprise.web.pastfiles.PastFilesPage.Row;
import dev.reprise.web.pastfiles.PastFilesPage.Shown;
import dev.reprise.web.shell.Format;
import dev.reprise.web.shell.Frames;
import dev.reprise.web.shell.SafeText;
import dev.reprise.web.shell.Told;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Files as they were at a message: looked at, compared, written into a directory. */
@Controller
@RequestMapping("/sessions/{id}/files-then")
class PastFilesController {

    private static final int ROWS = 1_000;
    private static final int LINES = 3_000;
    private static final int CONTEXT = 3;
    private static final Pattern INSTANT = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z");

    private final PastFiles past;
    private final FileWrites writes;
    private final Frames frames;
    private final Format format;

    PastFilesController(PastFiles past, FileWrites writes, Frames frames, Format format) {
        this.past = past;
        this.writes = writes;
        this.frames = frames;
        this.format = format;
    }

    /** The message, as an address says it. */
    record Asked(@Nullable String line, @Nullable String agent) {

        Moment moment() {
            String number = line == null ? "" : line.strip();
            if (!number.isEmpty() && !number.matches("\\d{1,9}")) {
                throw new Problem(Reason.BAD_INPUT, "line is the number of a line of the log.");
            }
            return new Moment(
                    agent == null || agent.isBlank() ? null : agent, number.isEmpty() ? null : Integer.valueOf(number));
        }
    }

    @GetMapping
    String page(
            @PathVariable String id,
            Asked asked,
            @RequestParam(required = false) @Nullable String directory,
            Model model) {
        Moment moment = asked.moment();
        PastFiles.At at = past.at(id, moment);
        String into = directory == null ? own(at.session()) : directory.strip();
        WritePlan plan = into.isEmpty() ? null : writes.plan(at.files(), into, null);
        model.addAttribute("page", page(at, moment, into, plan));
        return "sessions/then";
    }

    /** The session's own directory, where it is on this machine. */
    private static String own(Session session) {
        String dir = session.place().shownDir();
        try {
            return !dir.isEmpty() && Files.isDirectory(Path.of(dir)) ? dir : "";
        } catch (InvalidPathException e) {
            return "";
        }
    }

    private PastFilesPage page(PastFiles.At at, Moment moment, String into, @Nullable WritePlan plan) {
        List<Step> steps = plan != null
                ? plan.steps()
                : at.files().stream()
                        .map(file -> new Step(file, null, Does.LEAVE, null))
                        .toList();
        List<Row> rows =
                steps.stream().limit(ROWS).map(step -> row(step, plan != null)).toList();
        long count = plan == null ? 0 : plan.writes();
        String id = at.session().id().toString();
        Integer line = moment.line();
        String log = moment.agentId() == null
                ? "/sessions/" + id
                : "/sessions/" + id + "/agents/" + AgentRef.of(moment.agentId());
        Instant when = line == null ? at.session().period().lastActivityAt() : at.at();
        Format.Moment told = format.moment(when);
        return new PastFilesPage(
                frames.frame("then"),
                id,
                SafeText.line(at.session().title(), 120),
                line == null ? log : log + "?at=" + line + "#l" + line,
                (line == null ? "at the end" : "at #" + line) + (told == null ? "" : ", " + told.text()),
                line == null ? "" : line.toString(),
                moment.agentId() == null ? "" : moment.agentId(),
                SafeText.line(at.base(), 300),
                into,
                plan == null ? "" : plan.id(),
                plan == null ? "Choose a directory to compare with and to write into." : blocked(plan),
                rows,
                steps.size() > ROWS || !at.complete() ? "Not all are listed." : "",
                count == 1 ? "Write 1 file" : "Write " + Format.count(count, "file"));
    }

    private static @Nullable String blocked(WritePlan plan) {
        return plan.blocked() == null ? null : SafeText.line(plan.blocked());
    }

    private Row row(Step step, boolean compared) {
        PastFile file = step.file();
        byte[] content = file.content();
        String path = String.join("/", file.below());
        int cut = path.lastIndexOf('/') + 1;
        return new Row(
                file.path(),
                SafeText.line(path.substring(cut), 200),
                SafeText.line(path.substring(0, cut), 300),
                answer(file),
                word(file),
                SafeText.line(dated(file.how()), 300),
                content == null ? "" : Format.bytes(content.length),
                step.does().name().toLowerCase(Locale.ROOT),
                compared ? says(step) : "",
                step.writes(),
                content != null);
    }

    /** With times as people read them. */
    private String dated(String sentence) {
        return INSTANT.matcher(sentence).replaceAll(found -> {
            Format.Moment at = format.moment(Instant.parse(found.group()));
            return Matcher.quoteReplacement(at == null ? found.group() : at.stamp());
        });
    }

    private static String answer(PastFile file) {
        return switch (file.basis()) {
            case EXACT, TEXT -> "yes";
            case BEFORE, NONE -> file.there() == There.NO ? "no" : "unknown";
        };
    }

    private static String word(PastFile file) {
        return switch (file.basis()) {
            case EXACT -> "exact";
            case TEXT -> "as text";
            case BEFORE -> "not sure";
            case NONE -> file.there() == There.NO ? "was not there" : "not known";
        };
    }

    private static String says(Step step) {
        return switch (step.does()) {
            case WRITE -> "not there now";
            case REPLACE -> "differs now";
            case SAME -> "the same now";
            // what is not known, or was not there, is said already
            case LEAVE -> step.why() == null || step.file().content() == null ? "" : SafeText.line(step.why(), 200);
        };
    }

    @GetMapping("/view")
    String view(@PathVariable String id, Asked asked, @RequestParam String path, Model model) {
        PastFile file = known(id, asked, path);
        byte[] content = content(file);
        List<Line> lines = new ArrayList<>();
        boolean binary = isBinary(content);
        if (!binary) {
            SafeText.text(new String(content, StandardCharsets.UTF_8))
                    .lines()
                    .limit(LINES)
                    .forEach(line -> lines.add(new Line("", line)));
        }
        boolean cut = lines.size() == LINES;
        model.addAttribute(
                "page",
                new Shown(
                        SafeText.line(file.path(), 300),
                        lines,
                        binary
                                ? Format.bytes(content.length) + " that are no text."
                                : cut ? "The first " + Format.count(LINES) + " lines; save it to see all." : "",
                        saved(id, asked, path)));
        return "sessions/then :: shown";
    }

    /** Where it can be saved from. */
    private static String saved(String id, Asked asked, String path) {
        return "/api/sessions/" + id + "/files-then/content?line=" + encoded(asked.line) + "&agent="
                + encoded(asked.agent) + "&path=" + encoded(path);
    }

    private static String encoded(@Nullable String text) {
        return text == null ? "" : URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private PastFile known(String id, Asked asked, String path) {
        return past.file(id, asked.moment(), path);
    }

    private static byte[] content(PastFile file) {
        byte[] content = file.content();
        if (content == null) {
            throw new Problem(Reason.NOT_FOUND, "What it held then is not known: " + file.how() + ".");
        }
        return content;
    }

    private static boolean isBinary(byte[] content) {
        for (int i = 0; i < Math.min(content.length, 8_000); i++) {
            if (content[i] == 0) {
                return true;
            }
        }
        return false;
    }

    @GetMapping("/diff")
    String diff(
            @PathVariable String id,
            Asked asked,
            @RequestParam String path,
            @RequestParam String directory,
            Model model) {
        WritePlan plan = writes.plan(List.of(known(id, asked, path)), directory, Set.of(path));
        if (plan.steps().isEmpty() || plan.directory() == null) {
            throw new Problem(Reason.NOT_FOUND, "There is nothing to compare. Look again.");
        }
        Step step = plan.steps().getFirst();
        byte[] content = content(step.file());
        List<Line> lines = new ArrayList<>();
        String cut = "";
        if (isBinary(content)) {
            cut = "It is no text: " + Format.bytes(content.length) + " then.";
        } else {
            List<String> now = writes.present(step).lines().toList();
            List<String> then =
                    new String(content, StandardCharsets.UTF_8).lines().toList();
            List<String> unified =
                    UnifiedDiffUtils.generateUnifiedDiff("now", "then", now, DiffUtils.diff(now, then), CONTEXT);
            unified.stream().limit(LINES).forEach(line -> lines.add(line(line)));
            cut = unified.isEmpty()
                    ? "Only line ends or the last line end differ."
                    : unified.size() > LINES ? "It goes on." : "";
        }
        model.addAttribute(
                "page",
                new Shown(
                        "from what is in " + SafeText.line(String.valueOf(step.to()), 300) + " now to what was then",
                        lines,
                        cut,
                        saved(id, asked, path)));
        return "sessions/then :: shown";
    }

    private static Line line(String unified) {
        String slug = unified.startsWith("@@") || unified.startsWith("--- ") || unified.startsWith("+++ ")
                ? "at"
                : unified.startsWith("+") ? "plus" : unified.startsWith("-") ? "minus" : "";
        return new Line(slug, SafeText.text(unified));
    }

    /** @param path of those that are written; none: all that are sure */
    @PostMapping
    String write(
            @PathVariable String id,
            Asked asked,
            @RequestParam String directory,
            @RequestParam(required = false) @Nullable String plan,
            @RequestParam(required = false) @Nullable List<String> path,
            Model model) {
        boolean some = path != null && !path.isEmpty();
        FileWrites.Wanted wanted =
                new FileWrites.Wanted(id, asked.moment(), directory, some ? new HashSet<>(path) : null);
        Receipt receipt = writes.write(Act.PAGE, wanted, some ? null : plan);
        long files =
                receipt.files().stream().filter(file -> file.sha256() != null).count();
        model.addAttribute(
                "page",
                new Told(
                        0,
                        SafeText.line(
                                "Wrote " + Format.count(files, "file") + ". " + String.join(" ", receipt.notes())
                                        + " It can be taken back under Retention, Receipts.",
                                400),
                        null));
        return "labels :: done";
    }
}
