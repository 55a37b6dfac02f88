package io.kairoute.gateway.sets;

import io.kairoute.control.v1.Command;
import io.kairoute.control.v1.SegmentSetActivated;
import io.kairoute.gateway.api.Call;
import io.kairoute.gateway.control.ControlPlane;
import io.kairoute.gateway.control.ControlRefusal;
import io.kairoute.router.store.OpenSegmentSet;
import io.kairoute.router.store.SegmentSetManifest;
import io.kairoute.router.store.SegmentSets;
import java.util.function.Consumer;

/**
 * Has another of a tenant's segment sets be the active one, which is served.
 *
 * <p>The set is opened first, beside the one that is served: that may take seconds, and waits for nobody. Then the control log
 * is told, so that no set is served that the audit trail does not name, and told of the way back where the disk refuses.
 * Thread-safe: activations take turns.
 */
final class SetActivation {
    private static final long LONGEST_WAIT_S = 20;

    private final String tenant;
    private final SetsState state;
    private final SegmentSets sets;
    private final KeptSets kept;
    private final ServedCustomers served;
    private final ControlPlane control;
    private final Consumer<String> notes;
    private final Turn activations = new Turn(LONGEST_WAIT_S);

    /**
     * Activates sets of one tenant.
     *
     * @param notes takes what is found, in sentences for a person
     */
    SetActivation(
            final String tenant,
            final SetsState state,
            final SegmentSets sets,
            final KeptSets kept,
            final ServedCustomers served,
            final ControlPlane control,
            final Consumer<String> notes) {
        this.tenant = tenant;
        this.state = state;
        this.sets = sets;
        this.kept = kept;
        this.served = served;
        this.control = control;
        this.notes = notes;
    }

    /** Serves a kept set; does nothing where it is served already. */
    SegmentSetManifest activate(final Call actor, final int number, final String reason) {
        return activations.take(() -> activateNow(actor, number, reason));
    }

    /** Serves the newest kept set before the active one. */
    SegmentSetManifest rollBack(final Call actor, final String reason) {
        return activations.take(() -> {
            final int active = kept.activeNumber();
            final SegmentSetManifest before = kept.manifests().stream()
                    .filter(manifest -> manifest.number() < active)
                    .findFirst()
                    .orElseThrow(() -> ControlRefusal.precondition(
                            "NO_SET_BEFORE",
                            "No segment set before the active one is kept, so there is nothing to go back to; activate a"
                                    + " later one, or import one."));
            return activateNow(actor, before.number(), reason);
        });
    }

    private SegmentSetManifest activateNow(final Call actor, final int number, final String reason) {
        state.needOpen();
        final SetPin pin = kept.need(number);
        boolean isServed = false;
        try {
            final OpenSegmentSet next = pin.set().openForLookups();
            if (number != served.number() || number != kept.activeNumber()) {
                commit(actor, next.manifest(), reason);
                served.swap(pin, next);
                isServed = true;
                kept.prune();
                served.forgetWhatIsIn(kept.manifests());
            }
            return next.manifest();
        } finally {
            if (!isServed) {
                pin.close();
            }
        }
    }

    private void commit(final Call actor, final SegmentSetManifest after, final String reason) {
        final int before = kept.activeNumber();
        control.record(
                actor,
                tenant,
                reason,
                activated(before, after.number(), after.header().version()));
        try {
            sets.choose(after.number());
        } catch (final RuntimeException e) {
            if (kept.activeNumber() == after.number()) {
                notes.accept(String.valueOf(e.getMessage()));
                return;
            }
            final SegmentSetManifest former = kept.manifest(before);
            control.record(
                    actor,
                    tenant,
                    "could not be activated",
                    activated(
                            after.number(),
                            before,
                            former == null ? "" : former.header().version()));
            throw e;
        }
    }

    private static Command activated(final int before, final int after, final String version) {
        return Command.newBuilder()
                .setSegmentSetActivated(SegmentSetActivated.newBuilder()
                        .setBefore(before)
                        .setAfter(after)
                        .setVersion(version))
                .build();
    }
}
