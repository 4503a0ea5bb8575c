package dev.reprise.agent.claude.fold;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** All that reading a log has to remember from one line to the next; bounded, and kept as JSON between two readings. */
final class FoldState {
    static final int MAX_CALLS = 200;
    static final int MAX_NAMES = 60;
    private static final int MAX_EARLY = 20;
    private static final int MAX_AWAITED = 16;
    private static final int MAX_LATELY = 24;

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .changeDefaultVisibility(v -> v.withVisibility(PropertyAccessor.FIELD, JsonAutoDetect.Visibility.ANY)
                    .withVisibility(PropertyAccessor.GETTER, JsonAutoDetect.Visibility.NONE)
                    .withVisibility(PropertyAccessor.IS_GETTER, JsonAutoDetect.Visibility.NONE)
                    .withVisibility(PropertyAccessor.SETTER, JsonAutoDetect.Visibility.NONE))
            .changeDefaultPropertyInclusion(
                    v -> v.withValueInclusion(com.fasterxml.jackson.annotation.JsonInclude.Include.NON_DEFAULT))
            .build();

    /** What the last message of the conversation was. */
    enum Last {
        NONE,
        PROMPT,
        CALL,
        RESULT,
        ANSWER
    }

    int seq;
    int entries;
    int prompts;
    int toolCalls;
    int failures;
    int compactions;
    int images;
    int unreadable;
    int turns;
    long activeMillis;
    long messageBytes;
    long resultBytes;
    long imageBytes;
    long signatureBytes;
    long progressBytes;
    /** The last result was one that ends a run: of a schema, of a team mate that shut down. */
    boolean ended;

    /** The call at hand has its result already. */
    boolean answeredBefore;

    boolean turnOpen;
    boolean chainSeen;
    boolean sidechain;
    boolean exitWritten;
    boolean exits;
    Last last = Last.NONE;

    @Nullable
    String innerSession;

    @Nullable
    String forkedFrom;

    @Nullable
    String continuedIn;

    @Nullable
    Instant startedAt;

    @Nullable
    Instant lastAt;

    @Nullable
    Instant ownSince;

    @Nullable
    String customTitle;

    @Nullable
    String aiTitle;

    @Nullable
    String firstReal;

    @Nullable
    String firstAny;

    @Nullable
    String firstCommand;

    /** First words of a person that say something; of the text a compacted session begins with, what was asked before. */
    @Nullable
    String topic;

    @Nullable
    String askedBefore;

    @Nullable
    String topicCommand;

    @Nullable
    String topicReply;

    @Nullable
    String topicReport;

    boolean beginsWithPicture;

    @Nullable
    String lastReal;

    @Nullable
    String lastAny;

    @Nullable
    String lastCommand;

    @Nullable
    String writtenLastPrompt;

    @Nullable
    String lastReply;

    @Nullable
    String firstCwd;

    @Nullable
    String cwd;

    @Nullable
    String firstBranch;

    @Nullable
    String branch;

    @Nullable
    String entrypoint;

    /** The team that it works in, and its name there; a member has them from its first message on. */
    @Nullable
    String team;

    @Nullable
    String member;

    /** It was begun by the background daemon. */
    boolean background;

    /** The scheduled task whose run it is. */
    @Nullable
    String task;

    /** A person said something in it. */
    boolean person;

    @Nullable
    String permissionMode;

    @Nullable
    String agentSetting;

    List<String> directories = new ArrayList<>();

    int prNumber;

    @Nullable
    String prUrl;

    @Nullable
    String usageKey;

    long usageOutput;
    List<String> clients = new ArrayList<>();
    List<String> models = new ArrayList<>();
    /** The model waits for the person: what is queued now is delivered at once. */
    boolean idle;

    /** What was queued while nobody worked, and is not delivered yet. */
    @Nullable
    String wish;

    /** What was typed and waits for its delivery, on one line each. */
    List<String> waiting = new ArrayList<>();

    /** The last good answer, and the one before the turn at hand; how that went. */
    StuckTracker.@Nullable Good lastGood;

    StuckTracker.@Nullable Good turnBefore;
    String turnWords = "";
    boolean turnFailed;
    boolean turnGood;
    StuckTracker.@Nullable Streak streak;

    LinkedHashMap<String, Call> calls = new LinkedHashMap<>();
    /** Results that were written before their calls. */
    List<String> early = new ArrayList<>();

    /** Hashes of uuids: of records that earlier lines name as their parents, and of those that were read last. */
    List<Integer> awaited = new ArrayList<>();

    List<Integer> lately = new ArrayList<>();

    /** A tool call that waits for its result. */
    static final class Call {
        int seq;
        int prompt;
        String tool = "";

        @Nullable
        String path;

        int added;
        int removed;
        boolean sidechain;
        /** It says that a team mate shuts down. */
        boolean ends;
    }

    static FoldState of(@Nullable String json) {
        return json == null || json.isEmpty() ? new FoldState() : MAPPER.readValue(json, FoldState.class);
    }

    String json() {
        return MAPPER.writeValueAsString(this);
    }

    /** Takes note of a record; answers whether one that goes on from it stood before it in the log. */
    boolean comesLate(@Nullable String uuid, @Nullable String parent) {
        if (uuid == null) {
            return false;
        }
        Integer from = parent == null ? null : Integer.valueOf(parent.hashCode());
        if (from != null && !lately.contains(from) && !awaited.contains(from)) {
            awaited.add(from);
            if (awaited.size() > MAX_AWAITED) {
                awaited.removeFirst();
            }
        }
        Integer own = Integer.valueOf(uuid.hashCode());
        lately.add(own);
        if (lately.size() > MAX_LATELY) {
            lately.removeFirst();
        }
        return awaited.remove((Object) own);
    }

    void open(String id, Call call) {
        answeredBefore = early.remove(id);
        if (answeredBefore) {
            return;
        }
        calls.put(id, call);
        if (calls.size() > MAX_CALLS) {
            calls.remove(calls.keySet().iterator().next());
        }
    }

    /** A result came whose call is not known. */
    void early(String id) {
        early.add(id);
        if (early.size() > MAX_EARLY) {
            early.removeFirst();
        }
    }

    /** The context was compacted: calls that are open now get no result any more, and nobody waits for one. */
    void compacted() {
        calls.values().forEach(call -> call.prompt = -1);
    }

    /** Whether a call of the last turn has no result. */
    boolean callsOpen() {
        return calls.values().stream().anyMatch(call -> call.prompt == prompts && !call.sidechain);
    }

    static void remember(List<String> names, @Nullable String name) {
        if (name != null && !name.isEmpty() && names.size() < MAX_NAMES && !names.contains(name)) {
            names.add(name);
        }
    }
}
