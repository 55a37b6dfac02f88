package io.kairoute.gateway.sets;

import java.util.concurrent.atomic.AtomicBoolean;

/** Somebody's need of one kept set: until it is closed the set stays open and on the disk. Thread-safe. */
final class SetPin implements AutoCloseable {
    private final KeptSets kept;
    private final HeldSet set;
    private final AtomicBoolean isClosed = new AtomicBoolean();

    SetPin(final KeptSets kept, final HeldSet set) {
        this.kept = kept;
        this.set = set;
    }

    /** The set. */
    HeldSet set() {
        return set;
    }

    @Override
    public void close() {
        if (isClosed.compareAndSet(false, true)) {
            kept.unpin(set);
        }
    }
}
