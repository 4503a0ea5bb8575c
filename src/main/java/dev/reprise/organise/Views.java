package dev.reprise.organise;

import dev.reprise.criteria.Asked;
import dev.reprise.criteria.View;
import dev.reprise.label.Act;
import dev.reprise.label.HiddenView;
import dev.reprise.label.Labels;
import dev.reprise.label.SavedView;
import dev.reprise.problem.Problem;
import dev.reprise.problem.Reason;
import java.time.Clock;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Saved views: a question to the list with its order and grouping, under a name. */
@Service
public class Views {

    private static final int MOST = 100;

    private final Labels labels;
    private final Clock clock;

    Views(Labels labels, Clock clock) {
        this.labels = labels;
        this.clock = clock;
    }

    /** One that was made, and what undoes that. */
    public record Made(SavedView view, long activity) {}

    /**
     * Makes one, at the end.
     *
     * @param asks parameters of the list's address
     * @throws Problem BAD_INPUT for a question that asks nothing, or nothing that is known; CONFLICT for a name that is taken
     */
    public Made make(String who, String name, Map<String, String> asks) {
        if (labels.arrangement().views().size() >= MOST) {
            throw new Problem(Reason.BAD_INPUT, "There are 100 views already. Delete one first.");
        }
        SavedView view = checked(
                new SavedView(Items.key(), name, asks, labels.arrangement().endOfViews()));
        return new Made(view, put(Act.of(who, "saved the view " + view.name()), view));
    }

    /** @param seen see {@link Items#unchanged} */
    public Made change(String who, String key, @Nullable String seen, UnaryOperator<SavedView> change) {
        SavedView before = labels.arrangement().view(key);
        Items.unchanged(before, seen);
        SavedView after = checked(change.apply(before));
        return new Made(after, put(Act.of(who, "changed the view " + after.name()), after));
    }

    public long delete(String who, String key) {
        SavedView view = labels.arrangement().view(key);
        return labels.rearrange(Act.of(who, "deleted the view " + view.name()), work -> {
            work.remove(work.now().view(key));
        });
    }

    /** Puts these first, in this order; the others stay behind them as they are. */
    public long order(String who, List<String> keys) {
        return labels.rearrange(Act.of(who, "put the views in another order"), work -> {
            List<SavedView> all = new ArrayList<>();
            keys.stream().distinct().forEach(key -> all.add(work.now().view(key)));
            work.now().views().stream()
                    .filter(view -> !keys.contains(view.key()))
                    .forEach(all::add);
            for (int place = 0; place < all.size(); place++) {
                SavedView view = all.get(place);
                work.put(new SavedView(view.key(), view.name(), view.asks(), place + 1));
            }
        });
    }

    /** Shows a built-in view, or not. */
    public long show(String who, String slug, boolean shown) {
        View view = Arrays.stream(View.values())
                .filter(one -> one.slug().equals(slug))
                .findFirst()
                .orElseThrow(() -> new Problem(Reason.NOT_FOUND, "There is no such built-in view."));
        String what = (shown ? "showed the view " : "hid the view ") + view.label();
        return labels.rearrange(Act.of(who, what), work -> {
            if (shown && !work.now().shows(slug)) {
                work.remove(new HiddenView(slug));
            } else if (!shown) {
                work.put(new HiddenView(slug));
            }
        });
    }

    /** A built-in view, and whether the side bar shows it. */
    public record BuiltIn(String slug, String label, boolean shown) {}

    public List<BuiltIn> builtIn() {
        return Arrays.stream(View.values())
                .map(view -> new BuiltIn(
                        view.slug(), view.label(), labels.arrangement().shows(view.slug())))
                .toList();
    }

    private long put(Act act, SavedView view) {
        return labels.rearrange(act, work -> {
            work.put(view);
        });
    }

    private SavedView checked(SavedView view) {
        if (view.asks().isEmpty()) {
            throw new Problem(
                    Reason.BAD_INPUT, "A view needs a filter, an order or a grouping. Filter the list first.");
        }
        Asked.of(view.asks()).parse(ZonedDateTime.now(clock));
        return view;
    }
}
