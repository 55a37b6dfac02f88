package io.kairoute.gateway.sets;

import io.kairoute.gateway.work.LongWork;
import io.kairoute.router.key.KeyHash;
import io.kairoute.router.store.CustomerTraces;
import io.kairoute.router.store.ErasedCustomer;
import io.kairoute.router.store.OpenSegmentSet;
import io.kairoute.router.store.SegmentSets;
import io.kairoute.router.store.SetErasure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One kept set while somebody needs it: opened once for all who scan it, once for lookups where it is served.
 *
 * <p>Opening the files takes turns with writing an erasure to them; reading them takes none. Thread-safe.
 */
final class HeldSet {
    // An erasure reads all of a set before it writes; a set that was not closed well is read as a whole, too.
    private static final long LONGEST_WAIT_S = 600;

    private final SegmentSets sets;
    private final int number;
    private final Consumer<String> notes;
    private final Turn files = new Turn(LONGEST_WAIT_S);
    private final Turn erasures = new Turn(LONGEST_WAIT_S);
    private @Nullable OpenSegmentSet forScans;
    private @Nullable OpenSegmentSet forLookups;

    /**
     * Opens nothing yet.
     *
     * @param notes takes what is found, in sentences for a person
     */
    HeldSet(final SegmentSets sets, final int number, final Consumer<String> notes) {
        this.sets = sets;
        this.number = number;
        this.notes = notes;
    }

    /** Takes a set that was opened for lookups elsewhere. */
    void adopt(final OpenSegmentSet opened) {
        files.run(() -> forLookups = watched(opened));
    }

    /** The set's number. */
    int number() {
        return number;
    }

    /** The set, opened to read every entry; no read index is built for that. */
    OpenSegmentSet openForScans() {
        return files.take(() -> {
            OpenSegmentSet open = forLookups == null ? forScans : forLookups;
            if (open == null) {
                open = sets.openForScans(number);
                forScans = open;
            }
            return open;
        });
    }

    /** The set, opened to look customers up in. */
    OpenSegmentSet openForLookups() {
        return files.take(() -> {
            OpenSegmentSet open = forLookups;
            if (open == null) {
                open = watched(sets.open(number, notes));
                forLookups = open;
            }
            return open;
        });
    }

    private OpenSegmentSet watched(final OpenSegmentSet opened) {
        opened.store()
                .watchedBy((answers, cause) -> notes.accept(
                        answers
                                ? "segment set " + number + " answers again"
                                : "segment set " + number
                                        + " does not answer, so its customers are routed by the default tier; it is"
                                        + " looked at every 2 seconds until it does: " + cause));
        return opened;
    }

    /** Has lookups go through a read index, where there is room for it now and was none when the set was opened. */
    void indexIfRoom() {
        final boolean isIndexed = files.take(() -> {
            final OpenSegmentSet open = forLookups;
            return open != null && !open.store().hasIndex() && isIndexed(open);
        });
        if (isIndexed) {
            notes.accept("segment set " + number + " has its read index now");
        }
    }

    private static boolean isIndexed(final OpenSegmentSet open) {
        try {
            return open.store().indexIfRoom();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where hashes of customers' keys stand in it. */
    CustomerTraces traces(final ErasedCustomer erased, final Collection<KeyHash> keys, final LongWork work) {
        final boolean unused = work.aside(() -> files.take(() -> {
            sets.file(number).finishErasure();
            return true;
        }));
        return sets.file(number).traces(erased, keys, work.blocks());
    }

    /** Erases a customer; returns how many entries that were. */
    int erase(final ErasedCustomer erased, final Collection<KeyHash> keys, final LongWork work) {
        return work.aside(() -> erasures.take(() -> work.inSlices(() -> eraseInTurn(erased, keys, work))));
    }

    private int eraseInTurn(final ErasedCustomer erased, final Collection<KeyHash> keys, final LongWork work) {
        final CustomerTraces traces = traces(erased, keys, work);
        final SetErasure erasure = sets.file(number).erasure(traces, work.blocks());
        final boolean unused = work.aside(() -> files.take(() -> {
            erasure.run(forLookups);
            return true;
        }));
        return traces.entries();
    }

    /** Closes it; nobody needs it any more. */
    void close() {
        files.run(() -> {
            try {
                close(forScans);
            } finally {
                close(forLookups);
            }
        });
    }

    private static void close(final @Nullable OpenSegmentSet open) {
        if (open != null) {
            open.close();
        }
    }
}
