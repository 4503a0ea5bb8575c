package dev.reprise.label;

import jakarta.persistence.Column;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Lob;
import jakarta.persistence.Table;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** An {@link Item} as the database keeps it. */
@Entity
@Table(name = "item")
class ItemRow {

    /** Kind and key. */
    record Key(String kind, @Column(name = "id") String id) implements Serializable {
        static Key of(Item item) {
            return new Key(item.kind(), item.key());
        }
    }

    @EmbeddedId
    @SuppressWarnings("UnusedVariable") // by Hibernate
    private @Nullable Key id;

    @Lob
    @Column(name = "body")
    private String body = "";

    /** For Hibernate. */
    protected ItemRow() {}

    ItemRow(Item item) {
        id = Key.of(item);
        body = Json.item(item);
    }

    Item item() {
        return Json.item(body);
    }
}
