package dev.reprise.search;

import dev.reprise.catalogue.Searched.Known;
import dev.reprise.label.Label;
import dev.reprise.transcript.RescuedTexts;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What a session is found by beside its entries. */
@Component
final class SessionWords {

    private final RescuedTexts rescued;

    SessionWords(RescuedTexts rescued) {
        this.rescued = rescued;
    }

    /** All words of a session, a line each: what a person wrote of it first, what was exported of it last. */
    String of(Known known, @Nullable Label label) {
        List<String> all = new ArrayList<>();
        if (label != null) {
            if (label.name() != null) {
                all.add(label.name());
            }
            if (!label.tags().isEmpty()) {
                all.add(String.join(" ", label.tags()));
            }
            if (label.note() != null) {
                all.add(label.note());
            }
        }
        all.addAll(known.words());
        if (known.rescued()) {
            all.addAll(rescued.of(known.publicId()));
        }
        return String.join("\n", all);
    }
}
