package io.kairoute.gateway.sets;

import io.kairoute.control.v1.Command;
import io.kairoute.control.v1.CustomerErased;
import io.kairoute.gateway.api.Call;
import io.kairoute.gateway.control.ControlRefusal;
import io.kairoute.gateway.control.SetChanges;
import io.kairoute.gateway.history.HashBlanking;
import io.kairoute.gateway.work.LongWork;
import io.kairoute.router.key.KeyHash;
import io.kairoute.router.store.CustomerTraces;
import io.kairoute.router.store.ErasedCustomer;
import io.kairoute.router.store.KeyWalk;
import io.kairoute.router.store.SegmentSetManifest;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;

/**
 * Erases customers of one tenant from all that is kept of them.
 *
 * <p>Every kept set and the whole decision log are read for it, which takes minutes where they are large; so it holds nothing
 * meanwhile that lookups, corrections, lists or activations wait for. Thread-safe: one erasure of a tenant runs at a time.
 */
final class CustomerErasure {
    private static final long LONGEST_S = 2 * 3_600;

    private final TenantSegments segments;
    private final SetsState state;
    private final TenantLog log;
    private final Semaphore erasing = new Semaphore(1);

    CustomerErasure(final TenantSegments segments, final SetsState state, final TenantLog log) {
        this.segments = segments;
        this.state = state;
        this.log = log;
    }

    /**
     * What was erased.
     *
     * @param entries entries of segment sets
     * @param corrections corrections
     * @param decisions logged decisions and outcomes whose hash was blanked
     */
    record Erased(int entries, int corrections, long decisions) {}

    /**
     * Erases whoever a key finds, from every kept set, from the corrections, and the hash from the logs of decisions and
     * outcomes. The audit trail
     * is told first, and of the reason only. Where it fails half-way it may be repeated.
     *
     * @param isUnwanted whether nobody waits for it any more; what was erased until then stays erased
     */
    Erased erase(final Call actor, final KeyHash key, final String reason, final BooleanSupplier isUnwanted) {
        state.needOpen();
        if (!erasing.tryAcquire()) {
            throw ControlRefusal.unavailable(
                    "ERASE_RUNNING", "Another customer of this tenant is being erased; try again shortly.");
        }
        try {
            final LongWork work = segments.writing(() -> isUnwanted.getAsBoolean() || state.isClosed(), LONGEST_S);
            return work.inSlices(() -> erase(actor, key, reason, work));
        } finally {
            erasing.release();
        }
    }

    private Erased erase(final Call actor, final KeyHash key, final String reason, final LongWork work) {
        final ErasedCustomer erased = segments.served().toErase(key);
        final Set<KeyHash> keys = KeyWalk.from(key, known -> keysBy(known, erased, work));
        final boolean unused = work.aside(() -> tellControl(actor, reason, keys));
        segments.imports().eraseToo(erased, keys);
        final int entries = eraseFromSets(erased, keys, work);
        final int corrected = work.aside(() -> segments.served().erase(erased, keys));
        final long last = work.aside(log::endChunk);
        final long decisions = HashBlanking.blank(segments.folder().decisions(), last, keys, work::block);
        final long lastOfOutcomes = work.aside(() -> log.forget(keys));
        final long outcomes = HashBlanking.blank(segments.folder().outcomes(), lastOfOutcomes, keys, work::block);
        return new Erased(entries, corrected, decisions + outcomes);
    }

    private boolean tellControl(final Call actor, final String reason, final Set<KeyHash> keys) {
        final SetChanges control = segments.control();
        control.record(
                actor,
                segments.tenant(),
                reason,
                Command.newBuilder().setCustomerErased(CustomerErased.getDefaultInstance()));
        control.forgetAccounts(actor, segments.tenant(), keys);
        return true;
    }

    // A set that comes while this runs is looked at, too: its import may have read the customer before.
    private int eraseFromSets(final ErasedCustomer erased, final Set<KeyHash> keys, final LongWork work) {
        int entries = 0;
        final Set<Integer> done = new HashSet<>();
        for (boolean isOneNew = true; isOneNew; ) {
            isOneNew = false;
            for (final SegmentSetManifest manifest : segments.kept().readManifests()) {
                if (done.add(manifest.number())) {
                    isOneNew = true;
                    entries += eraseFrom(manifest.number(), erased, keys, work);
                }
            }
        }
        return entries;
    }

    private int eraseFrom(final int number, final ErasedCustomer erased, final Set<KeyHash> keys, final LongWork work) {
        try (SetPin pin = segments.kept().pin(number)) {
            return pin == null ? 0 : pin.set().erase(erased, keys, work);
        }
    }

    private Set<KeyHash> keysBy(final Set<KeyHash> known, final ErasedCustomer erased, final LongWork work) {
        final Set<KeyHash> keys = new HashSet<>();
        for (final SegmentSetManifest manifest : segments.kept().readManifests()) {
            keys.addAll(keysIn(manifest.number(), erased, known, work));
        }
        keys.addAll(segments.served().keysOfCorrected(erased, known));
        return keys;
    }

    private Set<KeyHash> keysIn(
            final int number, final ErasedCustomer erased, final Set<KeyHash> known, final LongWork work) {
        try (SetPin pin = segments.kept().pin(number)) {
            if (pin == null) {
                return Set.of();
            }
            final CustomerTraces traces = pin.set().traces(erased, known, work);
            if (traces.isAccount()) {
                throw ControlRefusal.precondition(
                        "ACCOUNT_KEY",
                        "This is the key of an account, and finds one of its customers; erase customers by their own"
                                + " keys.");
            }
            return traces.keys();
        }
    }
}
