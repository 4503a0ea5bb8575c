package dev.reprise.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.reprise.session.Session;
import dev.reprise.session.SessionId;
import dev.reprise.session.Troubles;
import org.jspecify.annotations.Nullable;

/** A session in a list, as {@code docs/api.md} describes it. */
record SessionJson(
        String id,
        String agent,
        @JsonUnwrapped Session.Words words,
        @JsonUnwrapped Session.Place place,
        @JsonUnwrapped Standing standing,
        @JsonUnwrapped Session.Activity activity,
        @JsonUnwrapped Session.Client client,
        @JsonUnwrapped Session.Period period,
        @JsonUnwrapped Session.Counts counts,
        @JsonUnwrapped Session.Changes changes,
        @JsonUnwrapped Session.Marks marks,
        @JsonUnwrapped Session.Held held,
        @JsonUnwrapped Troubles troubles,
        @JsonUnwrapped Kin kin,
        Session.@Nullable PullRequest pullRequest,
        boolean imported) {

    /** What it is, in slugs. */
    record Standing(String kind, String state, String protection) {}

    /** Ids of other sessions. */
    record Kin(
            @Nullable String forkedFrom,
            @Nullable String continuedIn,
            @Nullable String team,
            @Nullable String task,
            int runs) {}

    static SessionJson of(Session s) {
        return new SessionJson(
                s.id().toString(),
                s.id().agent(),
                s.words(),
                s.place(),
                new Standing(s.kind().slug(), s.state().slug(), s.protection().slug()),
                s.activity(),
                s.client(),
                s.period(),
                s.counts(),
                s.changes(),
                s.marks(),
                s.held(),
                s.troubles(),
                new Kin(
                        id(s.kin().forkedFrom()),
                        id(s.kin().continuedIn()),
                        s.kin().team(),
                        s.kin().task(),
                        s.kin().runs()),
                s.pullRequest(),
                s.imported());
    }

    private static @Nullable String id(@Nullable SessionId id) {
        return id == null ? null : id.toString();
    }
}
