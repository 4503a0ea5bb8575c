package dev.reprise.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a conversation, ready to print.
 *
 * @param id address on the page: {@code l12}, or {@code l12-1} for a later block of the record
 * @param shape how it looks: {@code prompt}, {@code typed}, {@code reply}, {@code fold}, {@code tool}, {@code result},
 *     {@code images}, {@code divider}, {@code note}, {@code alarm}
 * @param kind slug of the entry's kind, a class
 * @param text plain; {@code html} already safe, wins over it
 * @param note what stands quietly at the right
 * @param cut says that the text is longer than shown; empty if it is whole
 * @param open whether a fold starts open
 * @param call id of the tool call, for calls and results
 * @param result the answer to this call, if it is in the same window
 * @param link where a call's own conversation is
 * @param turn one line about what followed a prompt
 * @param card what a call shows in the place of its raw input, which is folded then
 */
record Message(
        String id,
        int line,
        String shape,
        String kind,
        String label,
        String title,
        Format.@Nullable Moment at,
        String text,
        @Nullable String html,
        String note,
        String cut,
        boolean failed,
        boolean open,
        boolean sidechain,
        List<Picture> images,
        @Nullable String call,
        @Nullable Message result,
        SessionRow.@Nullable Link link,
        @Nullable String turn,
        @Nullable Card card) {

    /**
     * An image of the log.
     *
     * @param src where its bytes come from
     * @param shown whether a browser is let show it; else it is a link that saves it
     */
    record Picture(String src, String alt, boolean shown) {}

    /** Collects the parts of a message. */
    static final class Draft {
        private final String id;
        private final int line;
        private final String shape;
        private final String kind;
        private String label = "";
        private String title = "";
        private Format.@Nullable Moment at;
        private String text = "";
        private @Nullable String html;
        private String note = "";
        private String cut = "";
        private boolean failed;
        private boolean open;
        private boolean sidechain;
        private List<Picture> images = List.of();
        private @Nullable String call;
        private @Nullable Message result;
        private SessionRow.@Nullable Link link;
        private @Nullable String turn;
        private @Nullable Card card;

        Draft(String id, int line, String shape, String kind) {
            this.id = id;
            this.line = line;
            this.shape = shape;
            this.kind = kind;
        }

        Draft label(String value) {
            label = value;
            return this;
        }

        Draft title(@Nullable String value) {
            title = SafeText.line(value, 400);
            return this;
        }

        Draft at(Format.@Nullable Moment value, boolean isSidechain) {
            at = value;
            sidechain = isSidechain;
            return this;
        }

        Draft text(dev.reprise.agent.Entry.Text value) {
            text = SafeText.text(value.value());
            cut = cut(value);
            return this;
        }

        Draft plain(String value) {
            text = SafeText.text(value);
            return this;
        }

        Draft markdown(dev.reprise.agent.Entry.Text value) {
            html = Markdown.html(value.value());
            cut = cut(value);
            return this;
        }

        Draft note(@Nullable String value) {
            note = SafeText.line(value, 120);
            return this;
        }

        Draft failed(boolean value) {
            failed = value;
            return this;
        }

        Draft open(boolean value) {
            open = value;
            return this;
        }

        Draft images(List<Picture> value) {
            images = value;
            return this;
        }

        Draft call(@Nullable String id) {
            call = id;
            return this;
        }

        Draft result(@Nullable Message value) {
            result = value;
            return this;
        }

        Draft link(SessionRow.@Nullable Link value) {
            link = value;
            return this;
        }

        Draft turn(@Nullable String value) {
            turn = value;
            return this;
        }

        Draft card(@Nullable Card value) {
            card = value;
            return this;
        }

        Message done() {
            return new Message(
                    id, line, shape, kind, label, title, at, text, html, note, cut, failed, open, sidechain, images,
                    call, result, link, turn, card);
        }

        private static String cut(dev.reprise.agent.Entry.Text text) {
            return text.cut()
                    ? Format.brief(text.value().length()) + " of " + Format.brief(text.length())
                            + " characters shown; the raw log holds all."
                    : "";
        }
    }
}
