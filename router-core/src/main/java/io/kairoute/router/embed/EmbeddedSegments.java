package io.kairoute.router.embed;

import io.kairoute.router.compile.ReadableSet;
import io.kairoute.router.key.KeyHash;
import io.kairoute.router.store.CustomerErasure;
import io.kairoute.router.store.OpenSegmentSet;
import io.kairoute.router.store.RetiredSets;
import io.kairoute.router.store.SegmentOpening;
import io.kairoute.router.store.SegmentSetManifest;
import io.kairoute.router.store.SegmentSets;
import io.kairoute.router.store.StoreException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The segment sets of a host's data directory, and the one that customers are looked up in.
 *
 * <p>Single writer: the thread that opened the routing. Another one makes the read index of a set that found no room for it; erasing,
 * closing and that take turns.
 */
final class EmbeddedSegments implements AutoCloseable {
    private final SegmentSets sets;
    private final List<String> notes;
    private final RetiredSets retired;
    private final ReentrantLock files = new ReentrantLock();
    private volatile @Nullable OpenSegmentSet served;

    /**
     * Opens the active set, or the newest one before it that can be read.
     *
     * @param afterGrace runs what waits until no decision can look up any more in a set that was swapped out
     */
    EmbeddedSegments(final SegmentSets sets, final Executor afterGrace) {
        this.sets = sets;
        final SegmentOpening opening = sets.openActive();
        served = opening.set();
        notes = opening.notes();
        retired = new RetiredSets(afterGrace, this::indexIfRoom);
    }

    /** What was found on opening. */
    List<String> notes() {
        return notes;
    }

    /** The sets on the disk. */
    SegmentSets sets() {
        return sets;
    }

    /** What snapshots read; null where no set was ever activated. */
    @Nullable
    ReadableSet readable() {
        final OpenSegmentSet now = served;
        if (now == null) {
            return sets.isOneActive() ? ReadableSet.UNREADABLE : null;
        }
        return readable(now);
    }

    private static ReadableSet readable(final OpenSegmentSet set) {
        return new ReadableSet(set.store(), set.header());
    }

    /** Whether lookups are answered; also where there is no set to ask. */
    boolean isAnswering() {
        final ReadableSet now = readable();
        return now == null || now.lookup().isAvailable();
    }

    /**
     * Serves another complete set, from the next contact on and at the next opening.
     *
     * @param publish has routers look customers up in it
     * @return what was found, in sentences for a person
     */
    List<String> serve(final int number, final Consumer<ReadableSet> publish) {
        final OpenSegmentSet former = served;
        if (former != null && former.manifest().number() == number) {
            return List.of();
        }
        if (sets.manifest(number) == null) {
            throw StoreException.refused("there is no segment set " + number + " that can be read; there are "
                    + sets.manifests().stream().map(SegmentSetManifest::number).toList());
        }
        final List<String> found = new ArrayList<>();
        final OpenSegmentSet next = sets.open(number, found::add);
        boolean isServed = false;
        try {
            sets.choose(number);
            publish.accept(readable(next));
            served = next;
            isServed = true;
        } finally {
            if (!isServed) {
                next.close();
            }
        }
        if (former != null) {
            retired.add(former, former::close);
        }
        sets.prune(kept -> former != null && former.manifest().number() == kept);
        return found;
    }

    /** Erases whoever a key finds from every set; returns how many entries that were. */
    int erase(final KeyHash key) {
        files.lock();
        try {
            return new CustomerErasure(sets, served).erase(key);
        } finally {
            files.unlock();
            // Who wanted to make an index meanwhile did not wait.
            indexIfRoom();
        }
    }

    // What was swapped out has left room. Without an index the set's file is asked.
    private void indexIfRoom() {
        if (!files.tryLock()) {
            return;
        }
        try {
            final OpenSegmentSet now = served;
            if (now != null) {
                final boolean unused = now.store().indexIfRoom();
            }
        } catch (final IOException e) {
            // The next lookup that reads the file says so, too.
        } finally {
            files.unlock();
        }
    }

    /** Closes what is open; no router may be used any more. */
    @Override
    public void close() {
        files.lock();
        try {
            sets.endLoading();
            final OpenSegmentSet last = served;
            served = null;
            try {
                retired.close();
            } finally {
                if (last != null) {
                    last.close();
                }
            }
        } finally {
            files.unlock();
        }
    }
}
