package io.kairoute.gateway.sets;

import io.kairoute.gateway.control.ControlRefusal;
import io.kairoute.router.store.OpenSegmentSet;
import io.kairoute.router.store.SegmentSetManifest;
import io.kairoute.router.store.SegmentSets;
import io.kairoute.router.store.StoreException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One tenant's segment sets on the disk, each pinned by count for as long as somebody reads it.
 *
 * <p>The monitor is held to count, and never while a set is opened, read or deleted. Who gives the last pin of a set back
 * closes it, and has it deleted where newer ones took its place meanwhile. Thread-safe.
 */
final class KeptSets {
    private final SegmentSets sets;
    private final Consumer<String> notes;
    private final ReentrantLock pruning = new ReentrantLock();
    private final Map<HeldSet, Integer> pins = new HashMap<>();
    private final Map<Integer, HeldSet> held = new HashMap<>();
    private final Set<Integer> doomed = new HashSet<>();
    private volatile @Nullable List<Integer> servedBefore;

    /**
     * Looks after a tenant's sets.
     *
     * @param notes takes what is found, in sentences for a person
     */
    KeptSets(final SegmentSets sets, final Consumer<String> notes) {
        this.sets = sets;
        this.notes = notes;
    }

    /** What every kept set says of itself, the newest first. */
    List<SegmentSetManifest> manifests() {
        return sets.manifests();
    }

    /**
     * What every kept set says of itself, the newest first.
     *
     * @throws StoreException when one cannot be read as a whole
     */
    List<SegmentSetManifest> readManifests() {
        return sets.readManifests();
    }

    /** What a kept set says of itself; null when there is none of that number. */
    @Nullable
    SegmentSetManifest manifest(final int number) {
        return sets.manifest(number);
    }

    /** Whether a set was ever activated, readable or not. */
    boolean isOneActive() {
        return sets.isOneActive();
    }

    /** The number of the active set; 0 for none. */
    int activeNumber() {
        final Integer active = sets.activeNumber();
        return active == null ? 0 : active;
    }

    /**
     * Takes note of what was served before the active set. Until then no set is deleted.
     *
     * @param numbers each once, the latest last
     */
    void servedBefore(final List<Integer> numbers) {
        servedBefore = List.copyOf(numbers);
    }

    /** The number of the kept set that was served before the active one; 0 for none. */
    int numberBefore() {
        final List<Integer> before = servedBefore;
        return before == null ? 0 : numberBefore(before);
    }

    private int numberBefore(final List<Integer> before) {
        final int active = activeNumber();
        for (int i = before.size() - 1; i >= 0; i--) {
            final int number = before.get(i);
            if (number != active && sets.manifest(number) != null) {
                return number;
            }
        }
        return 0;
    }

    /** Pins a set; null when none of that number is kept. */
    synchronized @Nullable SetPin pin(final int number) {
        if (doomed.contains(number) || sets.manifest(number) == null) {
            return null;
        }
        return pin(held.computeIfAbsent(number, key -> new HeldSet(sets, key, notes)));
    }

    /** Pins a set; refuses a number of which none is kept. */
    SetPin need(final int number) {
        final SetPin pin = pin(number);
        if (pin == null) {
            throw ControlRefusal.notFound(
                    "NO_SUCH_SET",
                    "No segment set " + number
                            + " is kept; kairoute segments list, or ListSegmentSets, names those that are.");
        }
        return pin;
    }

    /** Pins a set that was opened for lookups at the start. */
    SetPin adopt(final OpenSegmentSet opened) {
        final HeldSet set;
        final SetPin pin;
        synchronized (this) {
            set = held.computeIfAbsent(opened.manifest().number(), key -> new HeldSet(sets, key, notes));
            pin = pin(set);
        }
        set.adopt(opened);
        return pin;
    }

    private SetPin pin(final HeldSet set) {
        final int unused = pins.merge(set, 1, Integer::sum);
        return new SetPin(this, set);
    }

    /** Gives a pin back. */
    void unpin(final HeldSet set) {
        synchronized (this) {
            if (pins.merge(set, -1, Integer::sum) > 0) {
                return;
            }
            pins.remove(set);
            held.remove(set.number());
        }
        try {
            set.close();
        } catch (final RuntimeException e) {
            notes.accept("segment set " + set.number() + " could not be closed: " + e.getMessage());
        } finally {
            synchronized (this) {
                notifyAll();
            }
        }
        prune();
    }

    /** Deletes old sets that nobody needs, nor would go back to; what cannot be deleted now goes the next time. */
    void prune() {
        final List<Integer> before = servedBefore;
        if (before == null || !pruning.tryLock()) {
            return;
        }
        try {
            final int back = numberBefore(before);
            sets.prune(number -> number == back || isNeededOrDoomed(number));
        } catch (final StoreException e) {
            notes.accept("old segment sets are still there: " + e.getMessage());
        } finally {
            synchronized (this) {
                doomed.clear();
            }
            pruning.unlock();
        }
    }

    // Nobody pins a set from the moment in which it is found to be needed by nobody.
    private synchronized boolean isNeededOrDoomed(final int number) {
        return held.containsKey(number) || !doomed.add(number);
    }

    /** Waits until no set is pinned any more, for so long at most; returns whether that came. */
    synchronized boolean awaitUnpinned(final long longestMs) {
        final long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(longestMs);
        try {
            while (!pins.isEmpty()) {
                final long leftMs = TimeUnit.NANOSECONDS.toMillis(deadlineNs - System.nanoTime());
                if (leftMs <= 0) {
                    return false;
                }
                wait(leftMs);
            }
            return true;
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
