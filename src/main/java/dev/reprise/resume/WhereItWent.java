package dev.reprise.resume;

import java.util.Optional;

/** Where the directory of a project that is gone may be now. */
public interface WhereItWent {

    /** A directory that is there, and why it may be the same project: one sentence. */
    record Place(String directory, String why) {}

    /** @param dir of the project, as its sessions name it */
    Optional<Place> of(String dir);
}
