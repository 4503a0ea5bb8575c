package dev.reprise.catalogue;

import dev.reprise.agent.SourceFile;
import java.util.Objects;

/**
 * A file of a log home, held in memory for all of them so that a rescan asks the file system alone. What was seen of its source
 * is replaced by the scan, what the catalogue says of it by the writer, after the commit.
 */
public final class TrackedFile {

    private final Home home;
    private final SourceFile file;
    private volatile Source source;
    private volatile LogRow row;
    private volatile long grewAt;
    private volatile long leftOut;

    /** A file that has no row yet. */
    public TrackedFile(Home home, SourceFile file, Source source) {
        this(home, file, source, LogRow.NONE);
    }

    /** A file with the row that the catalogue has of it. */
    public TrackedFile(Home home, SourceFile file, Source source, LogRow row) {
        this.home = home;
        this.file = file;
        this.source = source;
        this.row = row;
    }

    public Home home() {
        return home;
    }

    public SourceFile file() {
        return file;
    }

    public Source source() {
        return source;
    }

    /** What the catalogue says of it, as committed. */
    public LogRow row() {
        return row;
    }

    public String vaultPath() {
        return home.vaultPath(file.path());
    }

    /** Whether the catalogue has a row of it. */
    public boolean isStored() {
        return row.id() != 0;
    }

    /** Whether vault and catalogue have every byte that the source had when it was last looked at. */
    public boolean isDone() {
        LogRow now = row;
        return now.id() != 0 && now.kept().bytes() + leftOut >= source.size();
    }

    /** Whether what the catalogue has of it was read by another reader than today's. */
    public boolean isStale() {
        LogRow now = row;
        boolean wasRead = file.isLog() ? now.read().to() > 0 : file.saysSomething();
        return wasRead
                && now.id() != 0
                && !home.agent().reader().version().equals(now.read().reader());
    }

    /** When it was last seen to be longer than before, by its file time, epoch milliseconds; 0: never yet. */
    public long grewAt() {
        return grewAt;
    }

    /** So many bytes of its source are not to be kept. */
    public void leftOut(long bytes) {
        leftOut = bytes;
    }

    /** What a scan saw. */
    public void seen(Source now) {
        // another file in its place is no line that was written to it
        boolean same = Objects.equals(source.key(), now.key());
        if (same && source.there() && now.there() && now.size() > source.size()) {
            grewAt = now.mtime();
        }
        source = now;
    }

    /** Its source is gone. */
    public void vanished() {
        source = source.gone(row.kept().bytes());
    }

    /** It is what that one was, at another place. */
    public void takeOver(TrackedFile moved) {
        row = moved.row;
    }

    void committed(LogRow now) {
        row = now;
    }
}
