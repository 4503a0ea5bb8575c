package dev.reprise.label;

import org.springframework.data.repository.CrudRepository;

/** The rows of {@code item}. */
interface ItemRows extends CrudRepository<ItemRow, ItemRow.Key> {}
