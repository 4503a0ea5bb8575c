package dev.reprise.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.reprise.session.SessionDetail;
import java.util.List;

/**
 * One session: the fields it has in a list, and what surrounds its conversation.
 *
 * @param subagentList in the order they started ({@code subagents} is their number)
 * @param commands shell commands that tools ran, in order, at most 500
 * @param stored its log and every side file, as the vault holds them
 * @param copies main logs with this id, those that are there now first
 */
record SessionDetailJson(
        @JsonUnwrapped SessionJson session,
        List<SessionDetail.Subagent> subagentList,
        List<SessionDetail.FileTouched> files,
        List<SessionDetail.Command> commands,
        List<SessionDetail.Tool> tools,
        List<SessionDetail.TokensOfDay> tokensByDay,
        List<SessionDetail.Stored> stored,
        List<SessionDetail.BadLine> unreadable,
        List<SessionDetail.TypeCount> unknown,
        List<Relative> lineage,
        List<SessionDetail.CopyOfLog> copies) {

    /** @param how {@code forked-from}, {@code fork}, {@code continued-in}, {@code continues}, {@code shares-history} */
    record Relative(String id, String title, String how, int sharedMessages) {
        static Relative of(SessionDetail.Relative r) {
            return new Relative(r.id().toString(), r.title(), r.how(), r.sharedMessages());
        }
    }

    static SessionDetailJson of(SessionDetail d) {
        return new SessionDetailJson(
                SessionJson.of(d.session()),
                d.subagents(),
                d.files(),
                d.commands(),
                d.tools(),
                d.tokens(),
                d.stored(),
                d.unreadable(),
                d.unknown(),
                d.lineage().stream().map(Relative::of).toList(),
                d.copies());
    }
}
