package dev.reprise.label;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.data.repository.CrudRepository;

/** The rows of {@code activity}. */
interface ActivityRows extends CrudRepository<ActivityRow, Long> {

    /** Without what was changed, which may be megabytes of each. */
    interface Brief {
        long getId();

        long getAt();

        String getWho();

        String getWhat();

        int getSessions();

        @Nullable
        Long getUndoes();

        boolean isUndoable();
    }

    List<Brief> findTop200ByOrderByIdDesc();

    List<Brief> findTop2000ByOrderByIdDesc();

    List<ActivityRow> findByIdInAndSessionsLessThanEqual(Collection<Long> ids, int sessions);

    Optional<ActivityRow> findByRequest(String request);

    boolean existsByUndoes(Long undoes);
}
