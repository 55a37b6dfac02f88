package io.kairoute.gateway.sets;

import io.kairoute.control.v1.Command;
import io.kairoute.control.v1.CustomerErased;
import io.kairoute.gateway.control.Actor;
import io.kairoute.gateway.control.ControlPlane;
import io.kairoute.gateway.control.ControlRefusal;
import io.kairoute.gateway.history.HashBlanking;
import io.kairoute.router.key.KeyHash;
import io.kairoute.router.store.CustomerTraces;
import io.kairoute.router.store.SegmentSetManifest;
import io.kairoute.router.store.SegmentSets;
import io.kairoute.router.store.TenantFolder;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Erases customers of one tenant from all that is kept of them. Its callers take turns. */
final class CustomerErasure {
    private final String tenant;
    private final TenantFolder folder;
    private final SegmentSets sets;
    private final Corrections corrections;
    private final ServedCustomers served;
    private final ControlPlane control;
    private final TenantLog log;

    CustomerErasure(
            final String tenant,
            final TenantFolder folder,
            final SegmentSets sets,
            final Corrections corrections,
            final ServedCustomers served,
            final ControlPlane control,
            final TenantLog log) {
        this.tenant = tenant;
        this.folder = folder;
        this.sets = sets;
        this.corrections = corrections;
        this.served = served;
        this.control = control;
        this.log = log;
    }

    /**
     * What was erased.
     *
     * @param entries entries of segment sets
     * @param corrections corrections
     * @param decisions logged decisions whose hash was blanked
     */
    record Erased(int entries, int corrections, long decisions) {}

    /** Erases whoever a key finds; see {@link TenantSegments#erase}. */
    Erased erase(final Actor actor, final KeyHash key, final String reason) {
        final Set<KeyHash> keys = allKeys(key);
        control.record(
                actor,
                tenant,
                reason,
                Command.newBuilder()
                        .setCustomerErased(CustomerErased.getDefaultInstance())
                        .build());
        int entries = 0;
        for (final SegmentSetManifest manifest : sets.manifests()) {
            final CustomerTraces traces = sets.traces(manifest.number(), keys);
            sets.blank(manifest.number(), traces);
            entries += traces.entries();
        }
        final List<KeyHash> corrected = corrections.knownBy(keys);
        corrections.erase(corrected);
        served.fillAnew();
        log.endChunk();
        return new Erased(entries, corrected.size(), HashBlanking.blank(folder.decisions(), keys));
    }

    // A key leads to the customer, and the customer to the other keys, which may be others in other sets.
    private Set<KeyHash> allKeys(final KeyHash key) {
        Set<KeyHash> known = Set.of();
        Set<KeyHash> next = new HashSet<>(Set.of(key));
        while (!next.equals(known)) {
            known = Set.copyOf(next);
            for (final SegmentSetManifest manifest : sets.manifests()) {
                final CustomerTraces traces = sets.traces(manifest.number(), known);
                if (traces.isAccount()) {
                    throw ControlRefusal.precondition(
                            "ACCOUNT_KEY",
                            "This is the key of an account, and finds one of its customers; erase customers by their own"
                                    + " keys.");
                }
                next.addAll(traces.keys());
            }
            for (final KeyHash customer : corrections.knownBy(known)) {
                next.add(customer);
                next.addAll(Objects.requireNonNull(corrections.of(customer)).alternates());
            }
        }
        return known;
    }
}
