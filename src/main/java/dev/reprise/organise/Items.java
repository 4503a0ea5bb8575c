package dev.reprise.organise;

import dev.reprise.label.Item;
import dev.reprise.problem.Problem;
import dev.reprise.problem.Reason;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What all that is arranged has in common. */
final class Items {

    private static final int LENGTH = 8;

    private Items() {}

    /** For a new one. */
    static String key() {
        return UUID.randomUUID().toString().substring(0, LENGTH);
    }

    /**
     * @param seen the etag of what the one who asks saw; null: whatever it is
     * @throws Problem CONFLICT if it is another now
     */
    static void unchanged(Item item, @Nullable String seen) {
        if (seen != null && !seen.replace("\"", "").equals(item.etag())) {
            throw new Problem(
                    Reason.CONFLICT,
                    "It was changed in another window meanwhile. Look again; what you typed is not saved.");
        }
    }
}
