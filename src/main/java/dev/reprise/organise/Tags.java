package dev.reprise.organise;

import dev.reprise.catalogue.Sessions;
import dev.reprise.label.Act;
import dev.reprise.label.Arranging;
import dev.reprise.label.Colour;
import dev.reprise.label.Label;
import dev.reprise.label.Labels;
import dev.reprise.label.TagInfo;
import dev.reprise.label.TagRule;
import dev.reprise.session.SessionId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Tags as such: their colours and groups, renamed, merged, deleted. */
@Service
public class Tags {

    private final Labels labels;
    private final Sessions sessions;

    Tags(Labels labels, Sessions sessions) {
        this.labels = labels;
        this.sessions = sessions;
    }

    /** A tag, and how many sessions have it. */
    public record Tag(TagInfo info, long sessions) {}

    /** The most used first, then those that no session has. */
    public List<Tag> all() {
        Map<String, Long> counts = new LinkedHashMap<>();
        sessions.tags().forEach(count -> counts.put(count.tag(), count.sessions()));
        labels.arrangement().tags().forEach(known -> counts.putIfAbsent(known.key(), 0L));
        return counts.entrySet().stream()
                .map(count -> new Tag(labels.arrangement().tag(count.getKey()), count.getValue()))
                .toList();
    }

    /** Gives a tag a colour and a group; null: none. */
    public Labels.Done describe(String who, String tag, @Nullable Colour colour, @Nullable String group) {
        TagInfo info = new TagInfo(tag, colour, group);
        return labels.arrange(Act.of(who, "changed the tag " + info.key()), work -> {
            put(work, info);
            return List.of();
        });
    }

    private static void put(Arranging work, TagInfo info) {
        if (info.colour() != null || info.group() != null) {
            work.put(info);
        } else if (work.now().tags().stream().anyMatch(known -> known.key().equals(info.key()))) {
            work.remove(work.now().tag(info.key()));
        }
    }

    /** Calls a tag otherwise, wherever it is; one that there is already takes it in. */
    public Labels.Done rename(String who, String tag, String to) {
        String name = new TagInfo(to, null, null).key();
        return labels.arrange(Act.of(who, "renamed the tag " + tag + " to " + name), work -> {
            TagInfo known = work.now().tag(tag);
            boolean merged = !tag.equalsIgnoreCase(name) && !work.tagged(name).isEmpty();
            List<SessionId> sessions = work.tagged(tag);
            List<TagRule> rules = rules(work, tag);
            rules.forEach(work::remove);
            put(work, new TagInfo(tag, null, null));
            if (!merged) {
                put(work, new TagInfo(name, known.colour(), known.group()));
            }
            // first off everywhere: a tag is spelled as it is spelled elsewhere
            sessions.forEach(session -> work.change(session, label -> label.untagged(tag)));
            List<Label> now = new ArrayList<>();
            sessions.forEach(session -> now.add(work.change(session, label -> label.tagged(name))));
            rules.forEach(rule -> work.put(new TagRule(rule.key(), rule.filter(), name)));
            return now;
        });
    }

    /** Takes it off all sessions, with what is known of it and the rules that give it. */
    public Labels.Done delete(String who, String tag) {
        return labels.arrange(Act.of(who, "deleted the tag " + tag), work -> {
            rules(work, tag).forEach(work::remove);
            put(work, new TagInfo(tag, null, null));
            List<Label> now = new ArrayList<>();
            work.tagged(tag).forEach(session -> now.add(work.change(session, label -> label.untagged(tag))));
            return now;
        });
    }

    private static List<TagRule> rules(Arranging work, String tag) {
        return work.now().rules().stream()
                .filter(rule -> Objects.equals(rule.tag(), tag))
                .toList();
    }
}
