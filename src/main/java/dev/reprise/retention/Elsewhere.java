package dev.reprise.retention;

import java.util.Collection;
import java.util.List;

/** Another place that holds what the vault holds: what is purged goes there too. */
public interface Elsewhere {

    /**
     * Deletes there what was deleted in the vault, and writes anew what was written anew.
     *
     * @param deleted paths in the vault; {@code rewritten} those of which the vault's own files were written anew
     * @return what to say of it in the receipt; empty if there is no such place
     */
    List<String> purged(Collection<String> deleted, Collection<String> rewritten);
}
