package dev.reprise.resume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.RunningClient;
import dev.reprise.agent.Brought;
import dev.reprise.agent.CodingAgents;
import dev.reprise.agent.claude.ClaudeCode;
import dev.reprise.problem.Problem;
import dev.reprise.resume.ResumeCommands.Check;
import dev.reprise.resume.ResumeCommands.Resume;
import dev.reprise.session.Protection;
import dev.reprise.session.Session;
import dev.reprise.session.SessionDetail.CopyOfLog;
import dev.reprise.session.SessionId;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the checks say about real files and directories. */
class PreflightTest {

    private static final String ID = "0b9c41d2-77e0-4a3b-9a44-3f1a0c5d9e21";
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final String TALK = """
            {"type":"mode","mode":"default"}
            {"type":"user","uuid":"1","message":{"role":"user","content":"hello"}}
            {"type":"assistant","uuid":"2","message":{"role":"assistant","content":[]}}
            """;

    @TempDir
    Path temp;

    private final ClaudeCode agent = new ClaudeCode();
    private final Map<String, String> environment = new HashMap<>();
    private Optional<ResumeContext.InVault> inVault = Optional.empty();
    private Optional<WhereItWent.Place> went = Optional.empty();
    private Path user;
    private Path home;
    private Path project;

    @BeforeEach
    void makeAHomeWithOneSession() throws IOException {
        temp = temp.toRealPath();
        user = Files.createDirectory(temp.resolve("user"));
        home = Files.createDirectory(user.resolve(".claude"));
        project = Files.createDirectory(temp.resolve("my project"));
        Path claude =
                Files.writeString(Files.createDirectory(temp.resolve("bin")).resolve("claude"), "#!/bin/sh\n");
        assertThat(claude.toFile().setExecutable(true)).isTrue();
        environment.put("PATH", "/nowhere" + File.pathSeparator + temp.resolve("bin"));
        trust("true");
    }

    private void trust(String accepted) throws IOException {
        Files.writeString(user.resolve(".claude.json"), """
                {"numStartups":3,"projects":{"/other":{},"%s":{"allowedTools":["x"],"hasTrustDialogAccepted":%s}},"x":[]}
                """.formatted(temp, accepted));
    }

    private Path log(String folder, String content) throws IOException {
        Path log = Files.createDirectories(home.resolve("projects").resolve(folder))
                .resolve(ID + ".jsonl");
        return Files.writeString(log, content);
    }

    private Path ownLog(String content) throws IOException {
        return log(agent.sources().folderOf(project.toString()).orElseThrow(), content);
    }

    private SampleSession sample() {
        return SampleSession.of(ID, home, project.toString());
    }

    private Resumer commands(boolean elsewhere) {
        return on(new Ground(elsewhere, null));
    }

    private Resumer on(Ground ground) {
        return new Resumer(
                new CodingAgents(List.of(agent)),
                Clock.fixed(NOW, ZoneOffset.UTC),
                ground,
                user,
                environment::get,
                session -> inVault,
                new LogReading(session -> Optional.empty()),
                dir -> went);
    }

    private Resume resume(SampleSession sample, CopyOfLog... known) {
        return commands(false).resume(sample.session(), List.of(known), Shell.BASH, false, List.of());
    }

    private Resume forked(SampleSession sample) {
        return commands(false).resume(sample.session(), List.of(), Shell.BASH, true, List.of());
    }

    private static Check check(Resume resume, String id) {
        return resume.checks().stream()
                .filter(check -> check.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void saysYesToAnOrdinarySession() throws IOException {
        ownLog(TALK);
        Resume resume = resume(sample());
        assertThat(resume.command()).isEqualTo("cd '" + project + "' && claude --resume " + ID);
        assertThat(resume.works()).isTrue();
        assertThat(resume.shell()).isEqualTo("bash");
        assertThat(resume.checks()).allMatch(Check::ok).allMatch(check -> check.fix() == null);
        assertThat(resume.checks()).allMatch(check -> check.answer().equals("yes"));
        assertThat(resume.verdict()).isEqualTo("ready");
        assertThat(resume.checks())
                .extracting(Check::id)
                .containsExactly(
                        "file-name",
                        "transcript",
                        "one-copy",
                        "messages",
                        "writable",
                        "directory",
                        "trusted",
                        "program",
                        "running",
                        "home");
    }

    @Test
    void addsForkAndFlagsAsWords() throws IOException {
        ownLog(TALK);
        Resume resume =
                commands(false).resume(sample().session(), List.of(), Shell.FISH, true, List.of("--add-dir", "/it's"));
        assertThat(resume.command())
                .isEqualTo("cd '" + project + "' && claude --resume " + ID + " --fork-session --add-dir '/it\\'s'");
    }

    @Test
    void wantsALogThatOnlyTheVaultHasRestoredFirst() throws IOException {
        Files.createDirectories(home.resolve("projects"));
        CopyOfLog was = new CopyOfLog("projects/-acme/" + ID + ".jsonl", false, null, 10);
        Resume resume = resume(sample().with(Protection.ONLY_IN_VAULT), was);
        assertThat(resume.works()).isFalse();
        assertThat(check(resume, "transcript").sentence()).contains("only the vault");
        assertThat(check(resume, "transcript").fix())
                .contains(
                        "Restore it first",
                        "/api/sessions/claude:" + ID + "/raw",
                        home.resolve(was.path()).toString());
        assertThat(check(resume(sample().with(Protection.LOST)), "transcript").sentence())
                .contains("only its prompts");
    }

    @Test
    void saysSoWhenTheWholeHomeIsNotThere() {
        Resume resume = resume(SampleSession.of(ID, temp.resolve("unmounted"), null));
        assertThat(resume.works()).isFalse();
        assertThat(check(resume, "transcript").sentence()).contains("unmounted");
    }

    @Test
    void findsALogOnlyWhereTheClientLooks() throws IOException {
        Files.createDirectories(home.resolve("projects/-a/deep"));
        Files.writeString(home.resolve("projects/" + ID + ".jsonl"), TALK);
        Files.writeString(home.resolve("projects/-a/deep/" + ID + ".jsonl"), TALK);
        Files.writeString(home.resolve("projects/-a/" + ID + ".jsonl.bak"), TALK);
        assertThat(resume(sample()).works()).isFalse();
        Files.writeString(home.resolve("projects/-a/" + ID + ".jsonl"), TALK);
        assertThat(resume(sample()).works()).isTrue();
    }

    @Test
    void followsLinkedLogsAndProjects() throws IOException {
        Path real = Files.createDirectory(temp.resolve("real"));
        Files.writeString(real.resolve(ID + ".jsonl"), TALK);
        Files.createDirectories(home.resolve("projects"));
        Files.createSymbolicLink(home.resolve("projects/-linked"), real);
        Files.createSymbolicLink(home.resolve("projects/-loop"), home);
        assertThat(resume(sample()).works()).isTrue();
    }

    @Test
    void namesBothCopiesAndWhichToMoveAway() throws IOException {
        Path own = ownLog(TALK);
        Path other = log("-somewhere-else", TALK);
        Resume fromItsOwnPlace = resume(sample());
        assertThat(fromItsOwnPlace.works()).isTrue();
        assertThat(check(fromItsOwnPlace, "one-copy").ok()).isFalse();
        assertThat(check(fromItsOwnPlace, "one-copy").sentence()).contains(own.toString(), other.toString());
        assertThat(check(fromItsOwnPlace, "one-copy").command()).isEqualTo("mv -n " + other + " " + other + ".bak");

        Files.setLastModifiedTime(own, FileTime.from(NOW.minus(Duration.ofDays(3))));
        Files.delete(project);
        Resume fromAnywhere = resume(sample());
        assertThat(fromAnywhere.works()).isFalse();
        // both say the same: the newer one stays
        assertThat(check(fromAnywhere, "one-copy").command()).startsWith("mv -n " + own + " ");
    }

    private static String message(int n) {
        return "{\"type\":\"user\",\"uuid\":\"" + new UUID(7, n)
                + "\",\"message\":{\"role\":\"user\",\"content\":\"words " + n + "\"}}\n";
    }

    @Test
    void keepsTheCopyWithMoreInItWhateverItsTime() throws IOException {
        Path own = ownLog(message(1));
        Path other = log("-other", message(1) + message(2) + message(3));
        Files.setLastModifiedTime(other, FileTime.from(NOW.minus(Duration.ofDays(3))));
        Resume shorter = resume(sample());
        assertThat(shorter.verdict()).isEqualTo("blocked");
        assertThat(check(shorter, "one-copy").sentence()).contains("1 of 3", own.toString());
        assertThat(check(shorter, "one-copy").command()).startsWith("mv -n " + own + " ");

        ownLog(message(1) + message(2) + message(3));
        log("-other", message(1));
        assertThat(resume(sample()).works()).isTrue();
        assertThat(check(resume(sample()), "one-copy").command()).startsWith("mv -n " + other + " ");
    }

    @Test
    void movesNoHalfAway() throws IOException {
        ownLog(message(1) + message(2));
        log("-other", message(2) + message(3));
        Resume halves = resume(sample());
        assertThat(halves.verdict()).isEqualTo("blocked");
        assertThat(check(halves, "one-copy").sentence()).contains("parts of one conversation", "2 of 3");
        // all of them go into one, and each stays beside it
        assertThat(check(halves, "one-copy").command()).startsWith("cat ").contains(".jsonl.bak", ".jsonl.whole");
        assertThat(check(halves, "one-copy").fix()).doesNotContainIgnoringCase("move");
    }

    @Test
    void countsNeitherEmptyLogsNorLinksAsCopies() throws IOException {
        Path own = ownLog(TALK);
        log("-empty", "");
        Files.createDirectories(home.resolve("projects/-hard"));
        Files.createLink(home.resolve("projects/-hard/" + ID + ".jsonl"), own);
        Files.createSymbolicLink(home.resolve("projects/-soft"), own.getParent());
        assertThat(check(resume(sample()), "one-copy").ok()).isTrue();
        Files.delete(project);
        assertThat(resume(sample()).works()).isTrue();
    }

    @Test
    void saysThatTheClientWillAskForTrust() throws IOException {
        ownLog(TALK);
        trust("false");
        Resume resume = resume(sample());
        assertThat(check(resume, "trusted").ok()).isFalse();
        assertThat(check(resume, "trusted").sentence()).contains("asks first");
        assertThat(resume.works()).isTrue();
        Files.writeString(user.resolve(".claude.json"), "no json");
        assertThat(resume(sample()).checks()).extracting(Check::id).doesNotContain("trusted");
        Files.delete(user.resolve(".claude.json"));
        assertThat(check(resume(sample()), "trusted").ok()).isFalse();
    }

    @Test
    void aFlagThatTheClientMayNotKnowIsNoPass() throws IOException {
        ownLog(TALK);
        Resume known = commands(false)
                .resume(sample().session(), List.of(), Shell.BASH, false, List.of("--model=opus", "--add-dir", "/a b"));
        assertThat(known.verdict()).isEqualTo("ready");
        Resume strange =
                commands(false).resume(sample().session(), List.of(), Shell.BASH, false, List.of("--modle", "opus"));
        assertThat(strange.verdict()).isEqualTo("unknown");
        assertThat(check(strange, "flags").sentence()).contains("--modle");
        assertThat(check(strange, "flags").command()).isEqualTo("claude --help");
    }

    @Test
    void makesNoDirectoryOfAnotherMachine() throws IOException {
        ownLog(TALK);
        Resume resume = resume(SampleSession.of(ID, home, "/no-such-root/app"));
        assertThat(check(resume, "directory").command()).isNull();
        assertThat(check(resume, "directory").fix()).contains("container");
    }

    @Test
    void saysHowMuchAResumeReaches() throws IOException {
        ownLog(TALK);
        assertThat(resume(sample()).checks()).extracting(Check::id).doesNotContain("reach");
        MadeLog whole =
                new MadeLog(ID, project.toString()).at(0).prompt(1, null).reply(2, 1);
        ownLog(whole.at(60).prompt(3, 2).reply(4, 3).text());
        assertThat(check(resume(sample()), "reach").sentence()).isEqualTo("A resume brings back all 2 turns.");
        assertThat(check(resume(sample()), "reach").ok()).isTrue();
        // what it goes on from was never written
        ownLog(whole.at(120).prompt(5, 99).reply(6, 5).text());
        Check broken = check(resume(sample()), "reach");
        assertThat(broken.ok()).isFalse();
        assertThat(broken.sentence())
                .startsWith(
                        "A resume brings back 1 of 3 turns, up to “Question 0005 about the ledger.”. The way back breaks"
                                + " before “Question 0005");
        assertThat(Objects.requireNonNull(resume(sample()).brought()).parts())
                .singleElement()
                .satisfies(part -> {
                    assertThat(part.why()).isEqualTo(Brought.Why.BROKEN);
                    assertThat(part.turns()).isEqualTo(3);
                });
    }

    @Test
    void saysWhichOfTwoBranchesAResumeTakes() throws IOException {
        MadeLog log = new MadeLog(ID, project.toString()).at(0).prompt(1, null).reply(2, 1);
        log.at(10).prompt(3, 2).at(11).prompt(5, 2).at(12).reply(4, 3).at(13).reply(6, 5);
        ownLog(log.lastPrompt(4, false).text());
        Check check = check(resume(sample()), "reach");
        assertThat(check.ok()).isFalse();
        assertThat(check.sentence())
                .contains("2 of 3 turns, up to “Question 0003")
                .contains("another branch");
    }

    @Test
    void goingBackIsNoSurprise() throws IOException {
        MadeLog log = new MadeLog(ID, project.toString()).at(0).prompt(1, null).reply(2, 1);
        ownLog(log.at(10)
                .prompt(3, 2)
                .reply(4, 3)
                .at(20)
                .prompt(5, 2)
                .reply(6, 5)
                .text());
        Check check = check(resume(sample()), "reach");
        assertThat(check.ok()).isTrue();
        assertThat(check.sentence()).contains("2 of 3 turns").contains("left by going back");
    }

    @Test
    void flagsKeepTheirQuotes() {
        assertThat(ResumeCommands.words("  --add-dir \"/a b\" --x='it\"s' \\'q\\ r \"\" ", Shell.BASH))
                .containsExactly("--add-dir", "/a b", "--x=it\"s", "'q r", "");
        assertThat(ResumeCommands.words("--add-dir \"C:\\my dir\"", Shell.CMD))
                .containsExactly("--add-dir", "C:\\my dir");
        assertThat(ResumeCommands.words("\"a\\\"b\\c\"", Shell.FISH)).containsExactly("a\"b\\c");
        assertThatThrownBy(() -> ResumeCommands.words("--name 'half", Shell.BASH))
                .isInstanceOf(Problem.class);
    }

    @Test
    void restoresFromTheVaultByOneCommand() throws IOException, InterruptedException {
        String folder =
                "projects/" + agent.sources().folderOf(project.toString()).orElseThrow();
        Path vault = temp.resolve("it's the vault/claude");
        zstd(vault.resolve(folder + "/" + ID + ".jsonl.zst"), TALK);
        zstd(vault.resolve(folder + "/" + ID + ".jsonl~1.zst"), "an older version");
        zstd(vault.resolve(folder + "/" + ID + "/subagents/agent-a1.jsonl.zst"), "an agent");
        zstd(vault.resolve("file-history/" + ID + "/a@v1.zst"), "a file");
        inVault = Optional.of(new ResumeContext.InVault(
                vault,
                folder + "/" + ID + ".jsonl",
                List.of(folder + "/" + ID + ".jsonl.zst", folder + "/" + ID, "file-history/" + ID),
                vault.resolve(folder + "/" + ID + ".jsonl~1.zst")));
        SampleSession swept = sample().with(Protection.ONLY_IN_VAULT);
        Resume gone = resume(swept);
        assertThat(gone.verdict()).isEqualTo("blocked");
        run(String.valueOf(check(gone, "transcript").command()));
        assertThat(home.resolve(folder + "/" + ID + ".jsonl")).hasContent(TALK);
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(home.resolve(folder + "/" + ID + ".jsonl"))))
                .isEqualTo("rw-------");
        assertThat(home.resolve(folder + "/" + ID + "/subagents/agent-a1.jsonl"))
                .hasContent("an agent");
        assertThat(home.resolve("file-history/" + ID + "/a@v1")).hasContent("a file");
        assertThat(resume(swept).works()).isTrue();

        ownLog("");
        Resume emptied = resume(sample().cutDown());
        run(String.valueOf(check(emptied, "messages").command()));
        assertThat(home.resolve(folder + "/" + ID + ".jsonl")).hasContent("an older version");
        assertThat(home.resolve(folder + "/" + ID + ".jsonl.bak")).isEmptyFile();
    }

    private static void zstd(Path file, String content) throws IOException {
        Files.createDirectories(file.getParent());
        try (OutputStream out = new com.github.luben.zstd.ZstdOutputStream(Files.newOutputStream(file))) {
            out.write(content.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void run(String command) throws IOException, InterruptedException {
        org.junit.jupiter.api.Assumptions.assumeTrue(
                Files.isExecutable(Path.of("/usr/bin/zstd")), "there is no zstd here");
        Process bash = new ProcessBuilder("bash", "-c", command)
                .redirectErrorStream(true)
                .start();
        String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(bash.waitFor()).as(said).isZero();
    }

    @Test
    void seesThatThereIsNothingToResume() throws IOException {
        ownLog("");
        assertThat(check(resume(sample()), "messages").sentence()).contains("empty file");
        ownLog("{\"type\":\"mode\"}\n\u0000\u0000\u0000\n{\"type\":\"cost-state\"}");
        assertThat(check(resume(sample()), "messages").sentence()).contains("no message");
        assertThat(resume(sample()).works()).isFalse();
        ownLog("{\"type\":\"user\",\"isSidechain\":true,\"message\":{\"role\":\"user\",\"content\":\"x\"}}\n");
        assertThat(check(resume(sample()), "messages").sentence()).contains("sub-agent");
        assertThat(check(resume(sample().cutDown()), "messages").ok()).isFalse();
        ownLog("garbage\n\n{\"type\":\"user\",\"message\":{\"role\":\"user\",\"content\":\"x\"}}");
        assertThat(resume(sample()).works()).isTrue();
        ownLog("{\"type\":\"mode\"}\n".repeat(700_000)
                + "{\"type\":\"user\",\"message\":{\"role\":\"user\",\"content\":\"x\"}}");
        assertThat(resume(sample()).works()).isTrue();
    }

    @Test
    void warnsOfALogThatTheClientWouldNotWrite() throws IOException {
        Path log = ownLog(TALK);
        Files.setPosixFilePermissions(log, PosixFilePermissions.fromString("r--------"));
        Resume resume = resume(sample());
        assertThat(resume.works()).isTrue();
        assertThat(check(resume, "writable").ok()).isFalse();
        assertThat(check(resume, "writable").command()).isEqualTo("chmod 600 " + log);
        assertThat(check(forked(sample()), "writable").ok()).isTrue();
    }

    @Test
    void takesOnlyFullLowerCaseIdsForNames() throws IOException {
        Path folder = Files.createDirectories(home.resolve("projects/-x"));
        Files.writeString(folder.resolve("my-notes.jsonl"), TALK);
        Resume notes = resume(SampleSession.of("my-notes", home, project.toString()));
        assertThat(notes.works()).isFalse();
        assertThat(notes.command()).isEmpty();
        assertThat(check(notes, "file-name").sentence()).contains("my-notes");

        Files.writeString(folder.resolve(ID.toUpperCase(Locale.ROOT) + ".jsonl"), TALK);
        assertThat(check(resume(sample()), "file-name").ok()).isFalse();
        assertThat(check(resume(sample()), "file-name").command()).endsWith("/" + ID + ".jsonl");

        Resume agentLog = resume(SampleSession.of("agent-a1b2c3d4", home, project.toString()));
        assertThat(check(agentLog, "file-name").sentence()).contains("sub-agent");
        assertThat(agentLog.works()).isFalse();
    }

    @Test
    void leavesTheCdOutWhereTheDirectoryIsGone() throws IOException {
        ownLog(TALK);
        String gone = temp.resolve("old/it's gone").toString();
        Resume resume = resume(SampleSession.of(ID, home, gone));
        assertThat(resume.command()).isEqualTo("claude --resume " + ID);
        assertThat(resume.works()).isTrue();
        assertThat(check(resume, "directory").ok()).isFalse();
        assertThat(check(resume, "directory").sentence()).contains(gone, temp + " is there");
        assertThat(check(resume, "directory").command()).isEqualTo("mkdir -p '" + gone.replace("'", "'\\''") + "'");

        Path file = Files.writeString(temp.resolve("a file"), "");
        assertThat(check(resume(SampleSession.of(ID, home, file.toString())), "directory")
                        .ok())
                .isFalse();
        assertThat(resume(SampleSession.of(ID, home, null)).command()).isEqualTo("claude --resume " + ID);
        assertThat(resume(SampleSession.of(ID, home, "relative")).command()).isEqualTo("claude --resume " + ID);
        assertThat(resume(SampleSession.of(ID, home, "/a\u0000b")).command()).isEqualTo("claude --resume " + ID);
    }

    @Test
    void keepsTheCdWhereThisMachineCannotLook() throws IOException {
        ownLog(TALK);
        Resume windows = resume(SampleSession.of(ID, home, "C:\\work\\it's"));
        assertThat(windows.command()).startsWith("cd 'C:\\work\\it'\\''s' && claude");
        assertThat(check(windows, "directory").answer()).isEqualTo("unknown");
        assertThat(windows.verdict()).isEqualTo("unknown");
        assertThat(windows.works()).isTrue();
        Resume contained = commands(true)
                .resume(SampleSession.of(ID, home, "/gone").session(), List.of(), Shell.BASH, false, List.of());
        assertThat(contained.command()).isEqualTo("cd '/gone' && claude --resume " + ID);
        assertThat(check(contained, "directory").sentence()).contains("not to be seen from here");
    }

    @Test
    void looksAtTheDiskOfAnotherMachineWhereItIsMounted() throws IOException {
        Path root = Files.createDirectories(temp.resolve("mnt"));
        Files.createDirectories(root.resolve("srv/shop"));
        environment.put("PATH", "/nowhere");
        log(agent.sources().folderOf("/srv/shop").orElseThrow(), TALK);
        SampleSession there = SampleSession.of(ID, home, "/srv/shop");
        Resume found = on(new Ground(false, root)).resume(there.session(), List.of(), Shell.BASH, false, List.of());
        assertThat(found.command()).isEqualTo("cd '/srv/shop' && claude --resume " + ID);
        assertThat(check(found, "directory").answer()).isEqualTo("yes");
        assertThat(check(found, "trusted").ok()).isFalse();
        assertThat(check(found, "program").answer()).isEqualTo("unknown");
        Path claude = Files.writeString(
                Files.createDirectories(root.resolve("usr/local/bin")).resolve("claude"), "");
        assertThat(claude.toFile().setExecutable(true)).isTrue();
        found = on(new Ground(false, root)).resume(there.session(), List.of(), Shell.BASH, false, List.of());
        assertThat(found.verdict()).isEqualTo("ready");
        SampleSession gone = SampleSession.of(ID, home, project.toString());
        found = on(new Ground(false, root)).resume(gone.session(), List.of(), Shell.BASH, false, List.of());
        assertThat(check(found, "directory").sentence()).contains(" is gone");
    }

    @Test
    void whatIsNotToBeSeenIsNeverAPass() throws IOException {
        ownLog(TALK);
        Resume resume = commands(true).resume(sample().session(), List.of(), Shell.BASH, false, List.of());
        assertThat(resume.verdict()).isEqualTo("unknown");
        assertThat(resume.checks())
                .filteredOn(check -> check.answer().equals("unknown"))
                .extracting(Check::id)
                .containsExactly("writable", "program", "running");
        environment.put("PATH", "/nowhere");
        assertThat(check(resume(sample()), "program").answer()).isEqualTo("unknown");
        assertThat(resume(sample()).verdict()).isEqualTo("unknown");
    }

    @Test
    void goesToTheNearestDirectoryOfTheProjectThatIsThere() throws IOException {
        ownLog(TALK);
        Path there = Files.createDirectories(project.resolve("src"));
        String gone = there.resolve("gone/deeper").toString();
        Session session = SampleSession.of(ID, home, gone).of(project.toString());
        Resume resume = commands(false).resume(session, List.of(), Shell.BASH, false, List.of());
        assertThat(resume.command()).isEqualTo("cd '" + there + "' && claude --resume " + ID);
        assertThat(check(resume, "directory").sentence()).contains("is gone", there.toString());
        // never above the project
        Session elsewhere = SampleSession.of(ID, home, temp.resolve("lost/x").toString())
                .of(temp.resolve("lost").toString());
        assertThat(commands(false)
                        .resume(elsewhere, List.of(), Shell.BASH, false, List.of())
                        .command())
                .isEqualTo("claude --resume " + ID);
    }

    @Test
    void aBlockedSessionIsBlockedWhateverIsUnknown() throws IOException {
        ownLog("");
        assertThat(commands(true)
                        .resume(sample().session(), List.of(), Shell.BASH, false, List.of())
                        .verdict())
                .isEqualTo("blocked");
        ownLog(TALK);
        assertThat(forked(sample()).verdict()).isEqualTo("fork");
    }

    @Test
    void refusesADirectoryThatTheShellCannotExpress() throws IOException {
        ownLog(TALK);
        Path odd = Files.createDirectory(temp.resolve("two\nlines"));
        SampleSession sample = SampleSession.of(ID, home, odd.toString());
        assertThat(resume(sample).command()).startsWith("cd $'" + temp + "/two\\nlines' && claude");
        assertThat(check(resume(sample), "directory").sentence()).contains("two<U+000A>lines");
        assertThatThrownBy(() -> commands(false).resume(sample.session(), List.of(), Shell.CMD, false, List.of()))
                .isInstanceOf(Problem.class);
        Files.delete(odd);
        assertThat(commands(false)
                        .resume(sample.session(), List.of(), Shell.CMD, false, List.of())
                        .command())
                .isEqualTo("claude --resume " + ID);
    }

    @Test
    void forksWhatRunsInAnotherTerminal() throws IOException {
        ownLog(TALK);
        RunningClient.register(home, ID, true, null);
        Resume resume = resume(sample());
        assertThat(resume.command()).endsWith("claude --resume " + ID + " --fork-session");
        assertThat(check(resume, "running").ok()).isFalse();
        assertThat(check(resume, "running").sentence()).contains("" + RunningClient.PID, "busy", "/over/there");
        assertThat(check(forked(sample()), "running").ok()).isTrue();
        RunningClient.register(home, ID, false, null);
        assertThat(check(resume(sample()), "running").ok()).isTrue();
        assertThat(resume(sample()).command()).doesNotContain("--fork-session");
    }

    @Test
    void neverSaysThatNothingRunsWhereItCannotLook() throws IOException {
        ownLog(TALK);
        RunningClient.register(
                home, ID, true, null, ",\"pidDomain\":\"linux:00000000000000000000000000000000:pid:[7]\"");
        Resume resume = resume(sample());
        assertThat(resume.verdict()).isEqualTo("unknown");
        assertThat(check(resume, "running").answer()).isEqualTo("unknown");
        assertThat(check(resume, "running").fix()).contains("fork");
        assertThat(forked(sample()).verdict()).isEqualTo("fork");
    }

    @Test
    void forksWhatIsBeingWritten() throws IOException {
        ownLog(TALK);
        Resume resume = resume(sample().beingWritten());
        assertThat(resume.verdict()).isEqualTo("fork");
        assertThat(resume.command()).endsWith("--fork-session");
        assertThat(check(resume, "running").sentence()).contains("no process is seen");
    }

    @Test
    void attachesToWhatRunsInTheBackground() throws IOException {
        ownLog(TALK);
        RunningClient.register(home, ID, true, "0b9c41d2");
        assertThat(resume(sample()).command()).isEqualTo("claude attach 0b9c41d2");
        assertThat(check(resume(sample()), "running").ok()).isTrue();
        assertThat(forked(sample()).command()).endsWith("--fork-session");
        RunningClient.register(home, ID, true, "--evil");
        assertThat(resume(sample()).works()).isFalse();
        assertThat(check(resume(sample()), "running").fix()).contains("fork");
    }

    @Test
    void namesTheHomeOnlyWhereTheClientWouldLookElsewhere() throws IOException {
        ownLog(TALK);
        String plain = "cd '" + project + "' && claude --resume " + ID;
        environment.put("CLAUDE_CONFIG_DIR", home.toString());
        assertThat(resume(sample()).command()).isEqualTo(plain);
        environment.put("CLAUDE_CONFIG_DIR", temp.toString());
        assertThat(resume(sample()).command())
                .isEqualTo("cd '" + project + "' && (unset CLAUDE_CONFIG_DIR; claude --resume " + ID + ")");
        environment.clear();
        Path other = Files.move(home, temp.resolve("other home"));
        Resume resume = resume(SampleSession.of(ID, other, project.toString()));
        assertThat(resume.command())
                .isEqualTo("cd '" + project + "' && CLAUDE_CONFIG_DIR='" + other + "' claude --resume " + ID);
        assertThat(check(resume, "home").sentence()).contains(other.toString());
        Files.createSymbolicLink(home, other);
        assertThat(resume(SampleSession.of(ID, other, project.toString())).command())
                .isEqualTo(plain);
    }

    @Test
    void tellsWhatElseIsWorthKnowing() throws IOException {
        ownLog(TALK);
        Resume soon = resume(sample().expiring(NOW.plus(Duration.ofDays(2))));
        assertThat(check(soon, "clean-up").ok()).isTrue();
        assertThat(check(soon, "clean-up").sentence()).contains("in 2 days");
        assertThat(check(soon, "clean-up").command()).startsWith("touch ");
        Resume overdue = resume(sample().expiring(NOW.minusSeconds(1)));
        assertThat(check(overdue, "clean-up").sentence()).contains("at its next start");
        assertThat(check(overdue, "clean-up").ok()).isFalse();
        assertThat(resume(sample().expiring(NOW.plus(Duration.ofDays(20)))).checks())
                .noneMatch(check -> check.id().equals("clean-up"));
        Resume moved = resume(sample().goingOnIn(new SessionId("claude", "aaaaaaaa-77e0-4a3b-9a44-3f1a0c5d9e21")));
        assertThat(check(moved, "continued").sentence()).contains("aaaaaaaa");
        assertThat(check(resume(sample().cutDown()), "whole").ok()).isFalse();
    }
}
