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

    /** All of it. */
    String all(Known known, @Nullable Label label) {
        String exported = exported(known);
        return exported.isEmpty() ? called(known, label) : called(known, label) + "\n" + exported;
    }

    /** What it is called, a line each: what a person wrote of it first. */
    static String called(Known known, @Nullable Label label) {
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
        return String.join("\n", all);
    }

    /** The texts of it that a person exported; empty for most. */
    String exported(Known known) {
        return known.rescued() ? String.join("\n", rescued.of(known.publicId())) : "";
    }
}
