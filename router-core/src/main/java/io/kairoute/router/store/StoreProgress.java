package io.kairoute.router.store;

/** Hears how far something slow has come. */
@FunctionalInterface
public interface StoreProgress {
    /** Hears nothing. */
    StoreProgress NONE = (done, total) -> {};

    /** So much is done of so much in all; called now and then, on the working thread. */
    void at(long done, long total);
}
