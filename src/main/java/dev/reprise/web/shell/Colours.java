package dev.reprise.web.shell;

import dev.reprise.label.Colour;
import dev.reprise.label.Labels;
import dev.reprise.label.Stream;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** The colours that people gave, for templates, which may not ask for beans: empty for none. */
@ControllerAdvice
public class Colours {

    private final Labels labels;

    Colours(Labels labels) {
        this.labels = labels;
    }

    /** Every page has them. */
    @ModelAttribute("colours")
    Colours colours() {
        return this;
    }

    public String tag(String tag) {
        return slug(labels.arrangement().tag(tag).colour());
    }

    /** @param path of a stream; one without a colour has that of the one that it is in */
    public String stream(String path) {
        List<Stream> streams = labels.arrangement().streams();
        String at = path;
        while (true) {
            String name = at;
            Colour colour = streams.stream()
                    .filter(stream -> name.equals(labels.arrangement().path(stream.key())))
                    .map(Stream::colour)
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElse(null);
            int slash = at.lastIndexOf('/');
            if (colour != null || slash < 0) {
                return slug(colour);
            }
            at = at.substring(0, slash);
        }
    }

    /** All that there are. */
    public List<String> all() {
        return Arrays.stream(Colour.values()).map(Colour::slug).toList();
    }

    /** Empty for none. */
    public static String slug(@Nullable Colour colour) {
        return colour == null ? "" : colour.slug();
    }
}
