package dev.reprise.label;

import dev.reprise.session.SessionId;
import java.util.Collection;
import java.util.List;
import java.util.function.UnaryOperator;

/** What one act may change, in one transaction. */
public interface Arranging {

    /** As it is at this point of the act. */
    Arrangement now();

    /**
     * Writes a new one, or another state of one that is there.
     *
     * @throws dev.reprise.problem.Problem if it cannot stand beside what is there
     */
    void put(Item item);

    void remove(Item item);

    /** Reads what is written of these in a few statements: each by itself costs most of a change of many. */
    void expect(Collection<SessionId> sessions);

    /** Changes what is written of a session, and answers it. */
    Label change(SessionId session, UnaryOperator<Label> change);

    /** Sessions with this tag, whatever its case. */
    List<SessionId> tagged(String tag);

    /** Sessions in this stream itself. */
    List<SessionId> in(Stream stream);
}
