package dev.reprise.intake;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** What other threads want of the import's thread, and how it waits for that. Thread-safe. */
final class Requests {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private long requested;
    private long completed;
    private boolean hinted;
    private volatile boolean paused;
    private volatile boolean closed;
    private volatile boolean vaultChanged;

    /** Asks for a scan; answers the ticket to {@link #await} it. */
    long request() {
        paused = false;
        lock.lock();
        try {
            moved.signalAll();
            return ++requested;
        } finally {
            lock.unlock();
        }
    }

    /** As {@link #request}; the vault was changed by somebody else than the import. */
    void requestAll() {
        vaultChanged = true;
        request();
    }

    /** Whether that was said since this was asked last. */
    boolean takeVaultChanged() {
        boolean changed = vaultChanged;
        vaultChanged = false;
        return changed;
    }

    /** Something happened in a folder that is watched. */
    void hint() {
        lock.lock();
        try {
            hinted = true;
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Until the scan with this ticket is done. */
    void await(long ticket) {
        lock.lock();
        try {
            while (completed < ticket && !closed) {
                moved.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    /** The ticket of what is wanted; 0 if nothing is after this time, or as soon as there is a hint. */
    long next(Duration patience) throws InterruptedException {
        return next(patience, true);
    }

    /** Sleeps so long, whatever is hinted; the ticket of what is wanted, then at once. */
    long rest(Duration time) throws InterruptedException {
        return next(time, false);
    }

    private long next(Duration patience, boolean hintWakes) throws InterruptedException {
        lock.lock();
        try {
            long left = patience.toNanos();
            while (requested == completed && !closed && !(hintWakes && hinted) && left > 0) {
                left = moved.awaitNanos(left);
            }
            hinted &= !hintWakes;
            return requested > completed ? requested : 0;
        } finally {
            lock.unlock();
        }
    }

    boolean anyWaits() {
        lock.lock();
        try {
            return requested > completed;
        } finally {
            lock.unlock();
        }
    }

    void complete(long ticket) {
        lock.lock();
        try {
            completed = Math.max(completed, ticket);
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void pause() {
        paused = true;
    }

    boolean isPaused() {
        return paused;
    }

    /** Nothing is done any more; whoever waits goes on. */
    void close() {
        lock.lock();
        try {
            closed = true;
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean isClosed() {
        return closed;
    }

    /** Whether the work at hand should stop. */
    boolean stops() {
        return paused || closed;
    }
}
