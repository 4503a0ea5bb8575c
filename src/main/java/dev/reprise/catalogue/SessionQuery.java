package dev.reprise.catalogue;

import dev.reprise.criteria.Criterion;
import dev.reprise.criteria.Scope;
import dev.reprise.session.Session;
import dev.reprise.session.SessionFilter;
import java.util.ArrayList;
import java.util.List;

/** SQL for one {@link SessionFilter}. */
final class SessionQuery {

    /** Looking up a row that an index names may cost a hundred times as much as reading on, and a page has 30. */
    private static final int MANY = 3_000;

    private final SessionFilter filter;
    private final ListOrder order;
    private final CriteriaSql wanted;
    private final CriteriaSql scope;
    private final boolean everything;
    private final boolean byIndex;
    private final CriteriaSql counted;

    /** @param matches how many fit at all, as {@link #counts} told */
    SessionQuery(SessionFilter filter, long matches) {
        Criterion inForce = Scope.of(filter.criterion());
        this.filter = filter;
        this.order = new ListOrder(filter.sort());
        // in the order of the index the page is found early, if many fit; where few do, nearly all would be looked up
        // one by one
        this.byIndex = matches > MANY
                && inForce.equals(Scope.of(Criterion.all()))
                && filter.sort() == SessionFilter.Sort.ACTIVITY;
        this.wanted = new CriteriaSql(filter.criterion(), byIndex);
        this.scope = new CriteriaSql(inForce, byIndex);
        this.counted = new CriteriaSql(filter.criterion(), false);
        this.everything = filter.criterion().equals(Criterion.all());
    }

    /** First the ids of the page, of narrow rows, then the whole rows. */
    String page() {
        String keyset = filter.cursor() == null ? "" : " and " + order.after();
        // what is in the list in order of activity is the order of an index: then only as many entries are read as the
        // page has
        String lead = byIndex ? "s.listed, s.hidden, " : "";
        return SessionMapper.SELECT + " join (select id, rownum() place from (select s.id from " + wanted.from()
                + " where "
                + scope.sql() + " and " + wanted.sql() + keyset + " order by " + lead + order.sql() + " limit "
                + (filter.limit() + 1) + ")) p on p.id = s.id order by p.place";
    }

    List<Object> pageParams() {
        List<Object> all = new ArrayList<>(scope.params());
        all.addAll(wanted.params());
        if (filter.cursor() != null) {
            all.addAll(order.params(filter.cursor()));
        }
        return all;
    }

    /** Those in the list, and those that match but are out of it. */
    String counts() {
        if (everything) {
            // of an index alone
            return "select coalesce(sum(n) filter (where " + scope.sql() + "), 0), coalesce(sum(n) filter (where not ("
                    + scope.sql()
                    + ")), 0) from (select listed, hidden, count(*) n from session_list group by listed, hidden) s";
        }
        return "select count(*) filter (where " + scope.sql() + "), count(*) filter (where not (" + scope.sql()
                + ")) from " + counted.from() + " where " + counted.sql();
    }

    List<Object> countParams() {
        return counted.params();
    }

    String cursor(Session last) {
        return order.cursor(last);
    }
}
