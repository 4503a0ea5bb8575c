package dev.reprise.bench;

/** Clients that wrote logs of different make. */
enum Era {
    /** Up to 2.1.81: progress records, big twins of tool results. */
    PROGRESS("2.1.29", Shape.TWIN),
    /** 2.1.98 and later: attachments and repeated metadata. */
    ATTACHMENTS("2.1.209", Shape.TWIN_NEW),
    /** 2.1.330: also prompt snapshots and API requests, most of the bytes of a short session. */
    REQUESTS("2.1.330", Shape.TWIN_NEW);

    final String version;
    final Quantiles twin;

    Era(String version, Quantiles twin) {
        this.version = version;
        this.twin = twin;
    }
}
