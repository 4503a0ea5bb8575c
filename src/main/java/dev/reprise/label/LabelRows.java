package dev.reprise.label;

import org.springframework.data.repository.CrudRepository;

/** The rows of {@code label}. */
interface LabelRows extends CrudRepository<LabelRow, LabelRow.Key> {

    /** Whether another session than this one has the name. */
    boolean existsByNameAndIdNot(String name, LabelRow.Key id);
}
