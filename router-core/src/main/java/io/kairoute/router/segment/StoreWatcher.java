package io.kairoute.router.segment;

import org.jspecify.annotations.Nullable;

/** Hears when a store stops answering, and when it answers again; on a thread that no contact waits for. */
@FunctionalInterface
public interface StoreWatcher {
    /** Nobody. */
    StoreWatcher NONE = (answers, cause) -> {};

    /**
     * Hears of a turn.
     *
     * @param answers whether it answers now
     * @param cause why it does not; null where it does
     */
    void turned(boolean answers, @Nullable Throwable cause);
}
