package dev.reprise.web.retention;

import dev.reprise.secondcopy.SecondCopies;
import dev.reprise.web.shell.Format;
import dev.reprise.web.shell.SafeText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The second copy, as the page shows it.
 *
 * @param place null: nobody chose one
 * @param tone {@code yes}, {@code no} or {@code unknown}, as a badge has it
 * @param word of the badge; {@code sum} what is there
 * @param notes sentences
 * @param only files that only the second has or has sound; the button that brings them back, empty if there is none
 */
record CopyView(@Nullable String place, String tone, String word, String sum, List<String> notes, String only) {

    /** @param damaged sessions of which the vault cannot read everything */
    static CopyView of(SecondCopies.State state, Optional<Boolean> sameDisk, long damaged, Format format) {
        if (state.place() == null) {
            return new CopyView(null, "", "", "", List.of(), "");
        }
        String word = switch (state.is()) {
            case OFF, LOOKING -> "not looked at yet";
            case COPYING -> "copying";
            case CURRENT -> "up to date";
            case BEHIND -> "lags";
            case UNREACHABLE -> "not reachable";
        };
        String tone = switch (state.is()) {
            case OFF, LOOKING, COPYING -> "unknown";
            case CURRENT -> "yes";
            case BEHIND, UNREACHABLE -> "no";
        };
        List<String> notes = new ArrayList<>();
        state.trouble().forEach(sentence -> notes.add(SafeText.line(sentence, 400)));
        if (state.waiting() > 0) {
            notes.add(Format.count(state.waiting(), "file") + " wait to be copied.");
        }
        if (sameDisk.orElse(false)) {
            notes.add("It is on the same disk as the first: it helps against deleting, not against a broken disk.");
        }
        if (state.aside() > 0) {
            notes.add("Of " + Format.count(state.aside(), "file")
                    + " it had more than the vault: that is kept there in the directory aside.");
        }
        Format.Moment at = format.moment(state.completeAt());
        String complete = at == null ? "never complete yet" : "complete " + at.text();
        return new CopyView(
                SafeText.line(state.place().toString(), 300),
                tone,
                word,
                Format.count(state.files(), "file") + ", " + Format.bytes(state.bytes()) + " · " + complete,
                notes,
                state.onlyThere() > 0
                        ? "Bring back " + Format.count(state.onlyThere(), "file") + " that only it has"
                        : damaged > 0 ? "Bring back what the vault cannot read" : "");
    }
}
