package dev.reprise.web.conversation;

import dev.reprise.agent.Entry;
import dev.reprise.web.shell.Format;
import dev.reprise.web.shell.Link;
import dev.reprise.web.shell.SafeText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One entry of a conversation, ready to print. Each kind has a template of its name in {@code sessions/messages}. */
sealed interface Message {

    Head head();

    /** Its template, and a class of its element. */
    default String shape() {
        return switch (this) {
            case Prompt prompt -> "prompt";
            case Typed typed -> "typed";
            case Reply reply -> "reply";
            case Fold fold -> "fold";
            case Call call -> "tool";
            case Result result -> "result";
            case Images images -> "images";
            case Divider divider -> "divider";
            case Note note -> "note";
            case Alarm alarm -> "alarm";
        };
    }

    /** Whether it says that something went wrong. */
    default boolean failed() {
        return false;
    }

    /** Id of the tool call that this is, or answers; else null. */
    default @Nullable String callId() {
        return null;
    }

    /** What its address says besides the time. */
    default String hint() {
        return "";
    }

    /**
     * Where it stands.
     *
     * @param id address on the page: {@code l12}, or {@code l12-1} for a later block of the record
     * @param kind slug of the entry's kind, a class
     * @param seam what is to be said before it: another file begins here; empty if nothing
     * @param gap what lies between it and what was before: {@code 9 h later, Sun 22 Nov}; empty if little
     */
    record Head(
            String id, int line, String kind, Format.@Nullable Moment at, boolean sidechain, String gap, String seam) {}

    /**
     * A text to be printed.
     *
     * @param plain not escaped; {@code html} is safe already, and wins over it
     * @param cut says that the text is longer than shown; empty if it is whole
     */
    record Text(String plain, @Nullable String html, String cut) {

        static Text plain(Entry.Text text) {
            return new Text(SafeText.text(text.value()), null, cut(text));
        }

        static Text markdown(Entry.Text text) {
            return new Text("", Markdown.html(text.value()), cut(text));
        }

        private static String cut(Entry.Text text) {
            return text.cut()
                    ? Format.brief(text.value().length()) + " of " + Format.brief(text.length())
                            + " characters shown; the raw log holds all."
                    : "";
        }
    }

    /**
     * An image of the log.
     *
     * @param src where its bytes come from
     * @param shown whether a browser is let show it; else it is a link that saves it
     */
    record Picture(String src, String alt, boolean shown) {}

    /** What a person wrote, with the pictures that were sent with it. */
    record Prompt(Head head, Text text, String note, List<Picture> images) implements Message {}

    /**
     * What a person typed as a command.
     *
     * @param sign {@code /compact}, or {@code !}
     */
    record Typed(Head head, String sign, String text) implements Message {}

    record Reply(Head head, Text text, String model) implements Message {
        @Override
        public String hint() {
            return model;
        }
    }

    /**
     * Anything long that is not the conversation itself.
     *
     * @param note what stands quietly at the right
     */
    record Fold(Head head, String label, String title, String note, Text text, boolean open, boolean failed)
            implements Message {}

    /**
     * A tool call with its result.
     *
     * @param card what is shown in the place of the raw input, which is folded then
     * @param result the answer, if it is in the same window
     * @param link where the conversation of the sub-agent is that it started
     */
    record Call(
            Head head,
            String callId,
            String tool,
            String title,
            Text input,
            @Nullable Card card,
            @Nullable Result result,
            @Nullable Link link)
            implements Message {
        @Override
        public boolean failed() {
            return result != null && result.failed();
        }

        /** How long it took, as far as it is known here. */
        public String note() {
            return result == null ? "no result here" : result.took();
        }
    }

    /** @param file name of the file that holds the whole output; empty if there is none */
    record Result(
            Head head,
            String callId,
            String label,
            Text text,
            String file,
            boolean failed,
            String took,
            List<Picture> images)
            implements Message {}

    record Images(Head head, List<Picture> images) implements Message {}

    record Divider(Head head, String label, String note, String title) implements Message {}

    record Note(Head head, String label, String title, String note) implements Message {}

    record Alarm(Head head, String label, String title, Text text) implements Message {
        @Override
        public boolean failed() {
            return true;
        }
    }
}
