package dev.reprise.label;

import java.util.List;
import java.util.Optional;
import org.springframework.data.repository.CrudRepository;

/** The rows of {@code activity}. */
interface ActivityRows extends CrudRepository<ActivityRow, Long> {

    List<ActivityRow> findTop200ByOrderByIdDesc();

    Optional<ActivityRow> findByRequest(String request);

    boolean existsByUndoes(Long undoes);
}
