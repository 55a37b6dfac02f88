package io.kairoute.router.segment;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The heap that read indexes may take, all of a process together: of what is served, of what is opened next beside it, of every
 * tenant.
 *
 * <p>A set that finds no room is looked up in its file. Thread-safe.
 */
public final class IndexBudget {
    /** Set to true, this system property leaves no room at all: less heap, an earlier opening, slower lookups. */
    public static final String NO_INDEX = "kairoute.segments.no_index";

    /** One of so many parts of the heap may be read indexes. */
    public static final long HEAP_SHARE = 4;

    private static final IndexBudget OF_PROCESS = new IndexBudget(
            Boolean.getBoolean(NO_INDEX) ? 0 : Runtime.getRuntime().maxMemory() / HEAP_SHARE);

    private final long bytes;
    private final AtomicLong taken = new AtomicLong();

    /** Makes a budget of so many bytes. */
    public IndexBudget(final long bytes) {
        this.bytes = bytes;
    }

    /** The one of this process: a quarter of its heap. */
    public static IndexBudget ofProcess() {
        return OF_PROCESS;
    }

    /** The bytes that there are in all. */
    public long bytes() {
        return bytes;
    }

    /** The bytes that are taken now. */
    public long taken() {
        return taken.get();
    }

    /** Takes so many bytes, all or none; returns whether there was room. */
    boolean take(final long wanted) {
        for (long before = taken.get(); wanted <= bytes - before; before = taken.get()) {
            if (taken.compareAndSet(before, before + wanted)) {
                return true;
            }
        }
        return false;
    }

    /** Gives bytes back that were taken. */
    void giveBack(final long unneeded) {
        taken.addAndGet(-unneeded);
    }
}
