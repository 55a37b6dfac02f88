package io.kairoute.gateway.sets;

import io.kairoute.gateway.control.ControlRefusal;
import io.kairoute.gateway.imports.ImportProgress;
import io.kairoute.gateway.imports.ImportRequest;
import io.kairoute.gateway.imports.ImportSummary;
import io.kairoute.gateway.imports.SegmentImporter;
import io.kairoute.gateway.work.LongWork;
import io.kairoute.router.key.KeyHash;
import io.kairoute.router.key.KeyHasher;
import io.kairoute.router.store.ErasedCustomer;
import io.kairoute.router.store.SegmentSetManifest;
import io.kairoute.router.store.SegmentSets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Imports segment sets of one tenant, one at a time.
 *
 * <p>A customer who is erased while an import runs may be in its file. The import is told, and erases the customer from the set
 * that it made. Thread-safe.
 */
final class SetImports {
    private final SetsState state;
    private final SegmentSets sets;
    private final KeptSets kept;
    private final KeyHasher hasher;
    private final Consumer<String> notes;
    private final Semaphore importing = new Semaphore(1);
    private final Map<ErasedCustomer, Set<KeyHash>> erasedMeanwhile = new LinkedHashMap<>();
    private @Nullable Runnable abandon;
    private volatile boolean isShut;

    /**
     * Imports into a tenant's sets.
     *
     * @param hasher what keys are hashed with
     * @param notes takes what is found, in sentences for a person
     */
    SetImports(
            final SetsState state,
            final SegmentSets sets,
            final KeptSets kept,
            final KeyHasher hasher,
            final Consumer<String> notes) {
        this.state = state;
        this.sets = sets;
        this.kept = kept;
        this.hasher = hasher;
        this.notes = notes;
    }

    /**
     * Begins an import, the only one until what this returns is run.
     *
     * @param ifStopped run where the node stops meanwhile: the import must end soon
     */
    Runnable begin(final Runnable ifStopped) {
        state.needOpen();
        if (!importing.tryAcquire()) {
            throw ControlRefusal.precondition(
                    "IMPORT_RUNNING", "Another import of this tenant is running; wait for its end, or end it.");
        }
        synchronized (this) {
            abandon = ifStopped;
            erasedMeanwhile.clear();
        }
        return this::end;
    }

    private void end() {
        synchronized (this) {
            abandon = null;
            erasedMeanwhile.clear();
        }
        importing.release();
    }

    /** Whether one runs. */
    synchronized boolean isRunning() {
        return abandon != null;
    }

    /** Loads a new set beside those that are kept; to be called within an import that was begun. */
    ImportSummary load(final ImportRequest request, final ImportProgress progress, final LongWork work) {
        checkVersionIsNew(SegmentImporter.versionOf(request));
        final ImportSummary summary = new SegmentImporter(sets, hasher).load(request, progress);
        // Who is erased from here on is found in the set itself.
        erasedMeanwhile().forEach((erased, keys) -> eraseFrom(summary.number(), erased, keys, work));
        kept.prune();
        return summary;
    }

    private void eraseFrom(
            final int number, final ErasedCustomer erased, final Set<KeyHash> keys, final LongWork work) {
        try (SetPin pin = kept.need(number)) {
            final int unused = pin.set().erase(erased, keys, work);
        } catch (final RuntimeException e) {
            notes.accept("customers who were erased while segment set " + number
                    + " was imported may still be in it; erase them again");
            throw e;
        }
    }

    /** Refuses the version of a kept set: decisions name versions, and one name must not mean two sets. */
    void checkVersionIsNew(final String version) {
        for (final SegmentSetManifest set : kept.manifests()) {
            if (set.header().version().equals(version)) {
                throw ControlRefusal.exists(
                        "VERSION_EXISTS",
                        "A kept segment set has this version already, number " + set.number()
                                + ", and a decision must name one set only; activate that one, or give another version.");
            }
        }
    }

    /** Has an import that runs, if one does, leave a customer of these keys out of its set. */
    synchronized void eraseToo(final ErasedCustomer erased, final Set<KeyHash> keys) {
        if (abandon != null) {
            erasedMeanwhile.put(erased, keys);
        }
    }

    private synchronized Map<ErasedCustomer, Set<KeyHash>> erasedMeanwhile() {
        return new LinkedHashMap<>(erasedMeanwhile);
    }

    /** Has the import that runs, if one does, give up, and lets none in any more; returns whether none was left in time. */
    boolean close(final long longestS) {
        final Runnable running;
        synchronized (this) {
            running = abandon;
        }
        if (running != null) {
            running.run();
        }
        try {
            isShut = isShut || importing.tryAcquire(longestS, TimeUnit.SECONDS);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return isShut;
    }
}
