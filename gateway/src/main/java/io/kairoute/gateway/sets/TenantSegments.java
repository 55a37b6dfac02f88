package io.kairoute.gateway.sets;

import io.kairoute.gateway.control.SetChanges;
import io.kairoute.gateway.work.LongWork;
import io.kairoute.gateway.work.Slices;
import io.kairoute.router.compile.ReadableSet;
import io.kairoute.router.key.KeyHasher;
import io.kairoute.router.segment.SegmentSetHeader;
import io.kairoute.router.store.OpenSegmentSet;
import io.kairoute.router.store.PendingSegmentSet;
import io.kairoute.router.store.SegmentOpening;
import io.kairoute.router.store.SegmentSets;
import io.kairoute.router.store.StoreException;
import io.kairoute.router.store.TenantFolder;
import java.time.InstantSource;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One tenant's segment sets in a running node: opens the active one, and holds what works on them.
 *
 * <p>A large set that was not closed properly takes seconds to recover. Routing does not wait for that: until the set is
 * there, lookups answer that the store is unavailable.
 *
 * <p>Which set is active is told by one small file beside the sets, and by nothing else; the control log is told first, so
 * that no set is served that the audit trail does not name. A kill between the two leaves the set before active, and the next
 * start writes that into the log.
 *
 * <p>Thread-safe.
 */
public final class TenantSegments implements AutoCloseable {
    private static final long LONGEST_OPENING_S = 600;
    private static final long LONGEST_END_S = 30;

    private final String tenant;
    private final TenantFolder folder;
    private final KeyHasher hasher;
    private final SetChanges control;
    private final Slices slices;
    private final Consumer<String> notes;
    private final SetsState state = new SetsState();
    private final KeptSets kept;
    private final ServedCustomers served;
    private final SetActivation activation;
    private final SetImports imports;
    private final CustomerErasure erasure;
    private final SetStatistics statistics;
    private final AnsweredCalls answered = new AnsweredCalls();
    private final CompletableFuture<TenantSegments> opening;

    private TenantSegments(
            final String tenant,
            final TenantFolder folder,
            final KeyHasher hasher,
            final TenantLog log,
            final SetsHost host) {
        this.tenant = tenant;
        this.folder = folder;
        this.hasher = hasher;
        control = host.control();
        slices = host.slices();
        notes = note -> host.notes().accept("tenant " + tenant + ": " + note);
        final InstantSource clock = InstantSource.system();
        final SegmentSets sets = new SegmentSets(folder, hasher, clock, host.indexes());
        kept = new KeptSets(sets, notes);
        served = new ServedCustomers(tenant, state, new Corrections(folder.corrections(), notes), log, host, notes);
        activation = new SetActivation(tenant, state, sets, kept, served, control, notes);
        imports = new SetImports(state, sets, kept, hasher, notes);
        erasure = new CustomerErasure(this, state, log);
        statistics = new SetStatistics(
                this, state, (sinceMs, work) -> RecentLookups.since(folder.decisions(), sinceMs, work), clock);
        final PendingSegmentSet pending = sets.openActiveLater(host.openers());
        final SegmentSetHeader expected = pending.expected();
        served.serve(expected == null ? null : new ReadableSet(pending.lookup(), expected));
        opening = pending.opening().handle(this::opened);
    }

    /**
     * Opens the active set on another thread.
     *
     * @param log the tenant's decision log
     * @param host what the node lends
     */
    public static TenantSegments open(
            final String tenant,
            final TenantFolder folder,
            final KeyHasher hasher,
            final TenantLog log,
            final SetsHost host) {
        return new TenantSegments(tenant, folder, hasher, log, host);
    }

    /** Waits until the active set is open, or it is known that there is none. */
    public void await() {
        if (!isOpenedWithin(LONGEST_OPENING_S)) {
            throw StoreException.refused(
                    "the segment set of tenant " + tenant + " is not open after " + LONGEST_OPENING_S + " seconds");
        }
    }

    /** Whether a segment set is being imported. */
    public boolean isImporting() {
        return imports.isRunning();
    }

    /** Begins work over the sets that only reads. */
    LongWork reading(final BooleanSupplier isUnwanted, final long longestS) {
        return LongWork.reading(slices, tenant, isUnwanted, longestS);
    }

    /** Begins work over the sets that writes. */
    LongWork writing(final BooleanSupplier isUnwanted, final long longestS) {
        return LongWork.writing(slices, tenant, isUnwanted, longestS);
    }

    /** The tenant's id. */
    String tenant() {
        return tenant;
    }

    /** What is told of changes. */
    SetChanges control() {
        return control;
    }

    /** Where the tenant's files are. */
    TenantFolder folder() {
        return folder;
    }

    /** What keys are hashed with. */
    KeyHasher hasher() {
        return hasher;
    }

    /** The sets on the disk. */
    KeptSets kept() {
        return kept;
    }

    /** The customers as they are looked up. */
    ServedCustomers served() {
        return served;
    }

    /** What makes another set the active one. */
    SetActivation activation() {
        return activation;
    }

    /** What loads sets. */
    SetImports imports() {
        return imports;
    }

    /** What erases customers. */
    CustomerErasure erasure() {
        return erasure;
    }

    /** What counts customers. */
    SetStatistics statistics() {
        return statistics;
    }

    /** What calls about single customers were answered. */
    AnsweredCalls answered() {
        return answered;
    }

    /** Stops serving, and gives up what runs over the sets; nobody routes any more. */
    @Override
    public void close() {
        if (!state.close()) {
            return;
        }
        if (!isOpenedWithin(LONGEST_END_S)) {
            notes.accept("the segment set is still being opened; it is closed when that is over");
        }
        if (!imports.close(LONGEST_END_S)) {
            notes.accept("an import did not end in time; what it keeps is removed at the next start");
        }
        served.close();
        if (!kept.awaitUnpinned(TimeUnit.SECONDS.toMillis(LONGEST_END_S))) {
            notes.accept("a segment set is still being read; it is closed when that is over");
        }
    }

    private boolean isOpenedWithin(final long longestS) {
        try {
            final Object unused = opening.get(longestS, TimeUnit.SECONDS);
            return true;
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (final ExecutionException | TimeoutException e) {
            return opening.isDone();
        }
    }

    private TenantSegments opened(final @Nullable SegmentOpening opened, final @Nullable Throwable fault) {
        try {
            if (opened != null) {
                opened.notes().forEach(notes);
            } else if (fault != null) {
                notes.accept("no segment set can be served: " + fault.getMessage());
            }
            serveFirst(opened == null ? null : opened.set());
        } catch (final RuntimeException e) {
            notes.accept("the segment set is not served: " + e.getMessage());
        }
        state.opened();
        return this;
    }

    private void serveFirst(final @Nullable OpenSegmentSet set) {
        if (set == null) {
            kept.servedBefore(control.servedBefore(tenant));
            served.serve(kept.isOneActive() ? ReadableSet.UNREADABLE : null);
            return;
        }
        final SetPin pin = kept.adopt(set);
        boolean isServed = false;
        try {
            if (set.manifest().number() == kept.activeNumber()) {
                control.found(tenant, set.manifest().number(), set.header().version());
            }
            kept.servedBefore(control.servedBefore(tenant));
            served.swap(pin, set);
            isServed = true;
            notes.accept(String.format(
                    Locale.ROOT,
                    "segment set %s, %,d customers",
                    set.header().version(),
                    set.header().customers()));
        } finally {
            if (!isServed) {
                pin.close();
            }
        }
    }
}
