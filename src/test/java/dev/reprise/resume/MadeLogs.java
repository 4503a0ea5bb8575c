package dev.reprise.resume;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/** Logs whose parts hang together in every way that was reported, or that can be thought of (client/RESUME.md sections 1e to 1g). */
final class MadeLogs {

    private final Map<String, MadeLog> all = new LinkedHashMap<>();
    private final String cwd;

    private MadeLogs(String cwd) {
        this.cwd = cwd;
    }

    /** Each by what it shows; the ids are {@link #id}. */
    static Map<String, MadeLog> in(String cwd) {
        MadeLogs made = new MadeLogs(cwd);
        made.breaks();
        made.branches();
        made.orders();
        made.compactions();
        made.chance();
        return made.all;
    }

    static String id(int n) {
        return new UUID(0x29000000_0000_4000L, 0x8000_0000_0000_0000L + n).toString();
    }

    private MadeLog log(String name) {
        MadeLog log = new MadeLog(id(all.size()), cwd);
        all.put(name, log);
        return log;
    }

    /** Ten turns, the parent of each prompt missing, so far apart. */
    private void breaks() {
        for (long millis : new long[] {1_000, 4_900, 5_000, 5_001, 5_100, 60_000}) {
            MadeLog log = log("every prompt broken off, " + millis + " ms apart");
            for (int turn = 0; turn < 10; turn++) {
                log.atMillis(2L * turn * millis).prompt(2 * turn + 1, turn == 0 ? null : 5_000 + turn);
                log.atMillis((2L * turn + 1) * millis).reply(2 * turn + 2, 2 * turn + 1);
            }
        }
        for (int at : new int[] {1, 4, 9}) {
            MadeLog log = log("one break before turn " + at);
            straight(log, 0, 10, 60, at, false);
        }
        straight(log("a second beginning before turn 6"), 0, 10, 2, 6, true);
        MadeLog bridged = log("one break, a named record before it");
        straight(bridged, 0, 6, 1, 3, false);
        bridged.lastPrompt(4, false);
        MadeLog aside = log("a break, and an aside nearer to it");
        aside.at(0).prompt(1, null).at(1).reply(2, 1).at(100).sidechain(50, null);
        aside.at(102).prompt(3, 77).at(103).reply(4, 3);
        MadeLog attached = log("a break, and a system record near");
        attached.at(0).prompt(1, null).at(1).reply(2, 1).at(100).system(3, 2);
        attached.at(103).prompt(4, 77).at(104).reply(5, 4);
        MadeLog ties = log("a break, and two records at the same time");
        ties.at(0).prompt(1, null).at(1).reply(2, 1).at(10).prompt(3, 2).at(20).reply(4, 3);
        ties.at(20).prompt(5, 2).reply(6, 5).at(22).prompt(7, 77).at(23).reply(8, 7);
        MadeLog later = log("a break, and what is near stands later in the file");
        later.at(0)
                .prompt(1, null)
                .at(1)
                .reply(2, 1)
                .at(52)
                .prompt(3, 77)
                .at(53)
                .reply(4, 3);
        later.at(50).prompt(5, 2).at(51).reply(6, 5).move(2, 0);
        MadeLog early = log("a break, and what is near stands behind it");
        early.at(0).prompt(1, null).at(1).reply(2, 1).at(50).prompt(5, 2).at(51).reply(6, 5);
        early.at(52).prompt(3, 77).at(53).reply(4, 3).move(2, 2);
    }

    private static void straight(MadeLog log, int first, int turns, long seconds, int broken, boolean beginning) {
        for (int turn = first; turn < first + turns; turn++) {
            Integer parent = turn == 0 || beginning && turn == broken
                    ? null
                    : turn == broken ? 7_777 : Integer.valueOf(2 * turn);
            log.at(2L * turn * seconds).prompt(2 * turn + 1, parent);
            log.at((2L * turn + 1) * seconds).reply(2 * turn + 2, 2 * turn + 1);
        }
    }

    /** Two turns, then three on the left (5 to 10) and four on the right (11 to 18), each in its terminal, taking turns. */
    private MadeLog terminals(String name) {
        MadeLog log = log(name);
        straight(log, 0, 2, 10, -1, false);
        for (int turn = 0; turn < 4; turn++) {
            if (turn < 3) {
                log.at(100 + 20L * turn).prompt(5 + 2 * turn, turn == 0 ? 4 : 4 + 2 * turn);
                log.at(105 + 20L * turn).reply(6 + 2 * turn, 5 + 2 * turn);
            }
            log.at(110 + 20L * turn).prompt(11 + 2 * turn, turn == 0 ? 4 : 10 + 2 * turn);
            log.at(115 + 20L * turn).reply(12 + 2 * turn, 11 + 2 * turn);
        }
        return log;
    }

    private void branches() {
        terminals("two terminals, nothing named");
        terminals("two terminals, the left named").lastPrompt(10, false);
        terminals("two terminals, the right named").lastPrompt(18, false);
        terminals("two terminals, left then right named").lastPrompt(10, false).lastPrompt(18, false);
        terminals("two terminals, right then left named").lastPrompt(18, false).lastPrompt(10, false);
        terminals("two terminals, the middle of the left named").lastPrompt(8, false);
        terminals("two terminals, the middle of the right named").lastPrompt(14, false);
        terminals("two terminals, what both share named").lastPrompt(4, false);
        terminals("two terminals, a stranger named").lastPrompt(4_444, false);
        terminals("two terminals, the middle of the right named, explicitly").lastPrompt(14, true);
        terminals("two terminals, nothing at all named, explicitly")
                .lastPrompt("00000000-0000-0000-0000-000000000000", true);
        terminals("two terminals, a prompt named").lastPrompt(9, false);
        MadeLog system = terminals("two terminals, a system record on the left named");
        system.at(400).system(30, 10).lastPrompt(30, false);
        MadeLog left = terminals("two terminals, the left dated later");
        left.at(4_000).prompt(40, 10).reply(41, 40).move(2, 3);
        MadeLog named = terminals("two terminals, the left named, the right goes on");
        named.lastPrompt(10, false).at(500).prompt(42, 18).at(501).reply(43, 42);
        MadeLog rewound = log("gone back once");
        straight(rewound, 0, 4, 10, -1, false);
        rewound.at(100)
                .prompt(20, 4)
                .at(101)
                .reply(21, 20)
                .at(110)
                .prompt(22, 21)
                .at(111)
                .reply(23, 22);
        MadeLog twice = log("gone back twice");
        straight(twice, 0, 4, 10, -1, false);
        twice.at(100)
                .prompt(20, 4)
                .at(101)
                .reply(21, 20)
                .at(110)
                .prompt(22, 2)
                .at(111)
                .reply(23, 22);
        MadeLog errors = log("every prompt got the same error");
        straight(errors, 0, 2, 10, -1, false);
        for (int i = 0; i < 4; i++) {
            errors.at(100 + i).prompt(10 + 2 * i, i == 0 ? 4 : 9 + 2 * i);
            errors.error(11 + 2 * i, 10 + 2 * i, 400, "API Error: 400 invalid_request_error");
        }
    }

    private void orders() {
        MadeLog halves = log("two halves, in the right order");
        straight(halves, 0, 4, 60, -1, false);
        MadeLog wrong = log("two halves, in the wrong order");
        straight(wrong, 0, 4, 60, -1, false);
        wrong.move(4, 0);
        MadeLog second = log("only the second half");
        straight(second, 2, 3, 60, -1, false);
        MadeLog child = log("children before their parents");
        child.at(1).reply(2, 1).at(0).prompt(1, null).at(3).reply(4, 3).at(2).prompt(3, 2);
        MadeLog unanswered = log("the last prompt not answered");
        straight(unanswered, 0, 3, 10, -1, false);
        MadeLog again = log("the same record twice");
        straight(again, 0, 3, 10, -1, false);
        again.at(100).prompt(3, 2);
    }

    private void compactions() {
        MadeLog compacted = log("compacted");
        straight(compacted, 0, 3, 10, -1, false);
        compacted
                .at(100)
                .compaction(30, 6, null, null)
                .at(101)
                .prompt(40, 31)
                .at(102)
                .reply(41, 40);
        MadeLog kept = log("compacted, the last turn kept");
        straight(kept, 0, 3, 10, -1, false);
        kept.at(100).compaction(30, 6, 5, 6).at(101).prompt(40, 31).at(102).reply(41, 40);
        MadeLog twice = log("compacted twice");
        straight(twice, 0, 2, 10, -1, false);
        twice.at(100)
                .compaction(30, 4, null, null)
                .at(101)
                .prompt(40, 31)
                .at(102)
                .reply(41, 40);
        twice.at(200)
                .compaction(50, 41, null, null)
                .at(201)
                .prompt(60, 51)
                .at(202)
                .reply(61, 60);
    }

    /** Chance finds what nobody thought of; the same at every run. */
    private void chance() {
        for (int seed = 0; seed < 12; seed++) {
            Random random = new Random(seed);
            MadeLog log = log(String.format(Locale.ROOT, "by chance, %d", seed));
            long at = 0;
            int last = 0;
            for (int turn = 0; turn < 9; turn++) {
                at += 1_000L * (1 + random.nextInt(8));
                int die = random.nextInt(10);
                Integer parent = last == 0 || die == 0
                        ? null
                        : die < 3
                                ? Integer.valueOf(6_000 + turn)
                                : die == 3 ? Integer.valueOf(2 * (1 + random.nextInt(turn))) : Integer.valueOf(last);
                log.atMillis(at).prompt(2 * turn + 1, parent);
                at += 1_000L * (1 + random.nextInt(6));
                last = 2 * turn + 2;
                log.atMillis(at).reply(last, last - 1);
            }
            if (random.nextBoolean()) {
                log.lastPrompt(2 * (1 + random.nextInt(9)), random.nextInt(4) == 0);
            }
        }
    }
}
