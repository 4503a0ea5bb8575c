package dev.reprise.label;

import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** What is written, as JSON. */
final class Json {

    private static final JsonMapper MAPPER = new JsonMapper();

    private Json() {}

    /** The file of a backup. */
    record Backup(int format, String writtenAt, List<LabelJson> labels) {}

    private record Changed(LabelJson before, LabelJson after) {}

    private record AllChanged(List<Changed> changes) {}

    static byte[] backup(Backup backup) {
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(backup);
    }

    /** @throws tools.jackson.core.JacksonException if it is none */
    static Backup backup(byte[] json) {
        return MAPPER.readValue(json, Backup.class);
    }

    static String changes(List<Activity.Change> changes) {
        return MAPPER.writeValueAsString(new AllChanged(changes.stream()
                .map(change -> new Changed(LabelJson.of(change.before()), LabelJson.of(change.after())))
                .toList()));
    }

    static List<Activity.Change> changes(String json) {
        return MAPPER.readValue(json, AllChanged.class).changes().stream()
                .map(change -> new Activity.Change(
                        change.before().label(), change.after().label()))
                .toList();
    }
}
