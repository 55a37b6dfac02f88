package io.kairoute.router.snapshot;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * Where one tenant's newest snapshot is found.
 *
 * <p>Single writer: the control thread; any thread may read. The release store in {@link #publish} happens before every
 * acquire read in {@link #acquire} that sees it, and a snapshot is immutable, so a reader that keeps the reference in a
 * local for a whole request can never mix two of them.
 */
public final class SnapshotHolder {
    private static final VarHandle CURRENT;

    static {
        try {
            CURRENT = MethodHandles.lookup().findVarHandle(SnapshotHolder.class, "current", Snapshot.class);
        } catch (final ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    @SuppressWarnings("UnusedVariable") // read and written through CURRENT
    private @Nullable Snapshot current;

    /** The newest snapshot; null before the first one, and behind the last. */
    public @Nullable Snapshot acquire() {
        return (Snapshot) CURRENT.getAcquire(this);
    }

    /** Makes a snapshot the newest one. */
    public void publish(final Snapshot snapshot) {
        CURRENT.setRelease(this, snapshot);
    }

    /** Takes the newest snapshot away: there is none until the next one is published. */
    public void clear() {
        CURRENT.setRelease(this, null);
    }
}
