package dev.reprise.search;

import dev.reprise.catalogue.Searched;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a search needs of every session and log, by the ids of their rows, in memory: a few bytes each. */
final class SessionTable {

    /** A project, by its directory. */
    record Project(String dir, String label) {}

    private int[] sessions = new int[1024];
    private int[] projects = new int[1024];
    private int[] months = new int[1024];
    private long[] times = new long[1024];
    private final List<Project> names = new ArrayList<>();
    private final Map<Integer, String> agents = new HashMap<>();
    private int most;

    static SessionTable of(Searched searched, ZoneId zone) {
        SessionTable table = new SessionTable();
        searched.logs(log -> {
            int id = (int) log.id();
            if (id >= table.sessions.length) {
                table.sessions = Arrays.copyOf(table.sessions, Math.max(id + 1, 2 * table.sessions.length));
            }
            table.sessions[id] = log.first() ? (int) log.session() : -1;
            if (log.agentId() != null) {
                table.agents.put(id, log.agentId());
            }
        });
        Map<String, Integer> known = new HashMap<>();
        searched.facts((session, dir, label, at) -> {
            int id = (int) session;
            table.room(id);
            table.projects[id] = known.computeIfAbsent(dir, d -> {
                table.names.add(new Project(dir, label));
                return table.names.size() - 1;
            });
            ZonedDateTime time = Instant.ofEpochMilli(at).atZone(zone);
            table.months[id] = at == 0 ? 0 : time.getYear() * 12 + time.getMonthValue() - 1;
            table.times[id] = at;
            table.most = Math.max(table.most, id);
        });
        return table;
    }

    private void room(int id) {
        if (id >= projects.length) {
            int size = Math.max(id + 1, 2 * projects.length);
            projects = Arrays.copyOf(projects, size);
            months = Arrays.copyOf(months, size);
            times = Arrays.copyOf(times, size);
        }
    }

    /** The session of {@link Fields#LOG}; -1 for a log that is a copy of another, 0 if it is not known. */
    int session(long log) {
        if (log < 0) {
            return (int) Fields.ofSession(log);
        }
        return log < sessions.length ? sessions[(int) log] : 0;
    }

    /** Ids of sessions are at most this. */
    int most() {
        return most;
    }

    int project(int session) {
        return session < projects.length ? projects[session] : 0;
    }

    Project projectOf(int number) {
        return names.get(number);
    }

    int projects() {
        return names.size();
    }

    /** Years times twelve and the month from 0; 0 if not known. */
    int month(int session) {
        return session < months.length ? months[session] : 0;
    }

    /** Last activity, epoch milliseconds. */
    long at(int session) {
        return session < times.length ? times[session] : 0;
    }

    /** The sub-agent that wrote this log; null for a main log. */
    @Nullable
    String agent(long log) {
        return agents.get((int) log);
    }
}
