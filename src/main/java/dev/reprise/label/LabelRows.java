package dev.reprise.label;

import java.util.List;
import org.springframework.data.repository.CrudRepository;

/** The rows of {@code label}. */
interface LabelRows extends CrudRepository<LabelRow, LabelRow.Key> {

    /** Whose name this is, whatever its case. */
    List<LabelRow> findByNameIgnoreCase(String name);
}
