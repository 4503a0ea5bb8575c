package dev.reprise.label;

import java.util.List;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.CrudRepository;

/** The rows of {@code label}. */
interface LabelRows extends CrudRepository<LabelRow, LabelRow.Key> {

    /** Whose name this is, whatever its case. */
    List<LabelRow> findByNameIgnoreCase(String name);

    List<LabelRow> findByStream(String stream);

    /** Those with this tag, whatever its case. */
    @Query("select distinct l from LabelRow l join l.tags t where lower(t) = lower(:tag)")
    List<LabelRow> tagged(String tag);
}
