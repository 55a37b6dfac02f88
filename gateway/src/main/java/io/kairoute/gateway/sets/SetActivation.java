package io.kairoute.gateway.sets;

import com.google.protobuf.Message;
import io.kairoute.control.v1.Command;
import io.kairoute.control.v1.SegmentSetActivated;
import io.kairoute.gateway.api.Call;
import io.kairoute.gateway.control.ControlRefusal;
import io.kairoute.gateway.control.SetChanges;
import io.kairoute.router.store.OpenSegmentSet;
import io.kairoute.router.store.SegmentSetManifest;
import io.kairoute.router.store.SegmentSets;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

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
    private final SetChanges control;
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
            final SetChanges control,
            final Consumer<String> notes) {
        this.tenant = tenant;
        this.state = state;
        this.sets = sets;
        this.kept = kept;
        this.served = served;
        this.control = control;
        this.notes = notes;
    }

    /**
     * Another set that is asked for.
     *
     * @param requestId the request's idempotency key; empty for none
     * @param request the request, which may come again where it has such a key; null for one of the node's own
     */
    record Change(
            Call actor,
            String reason,
            String requestId,
            @Nullable Message request) {
        /** One that does not come again. */
        static Change once(final Call actor, final String reason) {
            return new Change(actor, reason, "", null);
        }
    }

    /** Serves a kept set; does nothing where it is served already. */
    SegmentSetActivated activate(final Change change, final int number) {
        return once(change, () -> number);
    }

    /** Serves the newest kept set before the active one. */
    SegmentSetActivated rollBack(final Change change) {
        return once(change, this::numberBefore);
    }

    private SegmentSetActivated once(final Change change, final IntSupplier number) {
        return activations.take(() -> {
            final SegmentSetActivated before =
                    change.request() == null ? null : control.activatedBefore(tenant, change.request());
            return before == null ? activateNow(change, number.getAsInt()) : before;
        });
    }

    private int numberBefore() {
        final int active = kept.activeNumber();
        return kept.manifests().stream()
                .map(SegmentSetManifest::number)
                .filter(number -> number < active)
                .findFirst()
                .orElseThrow(() -> ControlRefusal.precondition(
                        "NO_SET_BEFORE",
                        "No segment set before the active one is kept, so there is nothing to go back to; activate a"
                                + " later one, or import one."));
    }

    private SegmentSetActivated activateNow(final Change change, final int number) {
        state.needOpen();
        final SetPin pin = kept.need(number);
        boolean isServed = false;
        try {
            final OpenSegmentSet next = pin.set().openForLookups();
            final SegmentSetActivated activated = SegmentSetActivated.newBuilder()
                    .setBefore(kept.activeNumber())
                    .setAfter(number)
                    .setVersion(next.manifest().header().version())
                    .build();
            if (number != served.number() || number != kept.activeNumber()) {
                commit(change, activated);
                served.swap(pin, next);
                isServed = true;
                kept.prune();
                served.forgetWhatIsIn(kept.manifests());
            } else if (!change.requestId().isEmpty()) {
                // Otherwise a repeated call could activate it later, over one that came in between.
                record(change, activated);
            }
            return activated;
        } finally {
            if (!isServed) {
                pin.close();
            }
        }
    }

    private void commit(final Change change, final SegmentSetActivated activated) {
        record(change, activated);
        try {
            sets.choose(activated.getAfter());
        } catch (final RuntimeException e) {
            if (kept.activeNumber() == activated.getAfter()) {
                notes.accept(String.valueOf(e.getMessage()));
                return;
            }
            undo(change, activated);
            throw e;
        }
    }

    private void record(final Change change, final SegmentSetActivated activated) {
        final Command.Builder command = Command.newBuilder().setSegmentSetActivated(activated);
        if (change.request() == null) {
            control.record(change.actor(), tenant, change.reason(), command);
        } else {
            control.record(change.actor(), tenant, change.reason(), command, change.request());
        }
    }

    private void undo(final Change change, final SegmentSetActivated activated) {
        final SegmentSetManifest former = kept.manifest(activated.getBefore());
        control.record(
                change.actor(),
                tenant,
                "could not be activated",
                Command.newBuilder()
                        .setSegmentSetActivated(SegmentSetActivated.newBuilder()
                                .setBefore(activated.getAfter())
                                .setAfter(activated.getBefore())
                                .setVersion(
                                        former == null ? "" : former.header().version())
                                .setUndone(true)
                                .setUndoneRequest(change.requestId())));
    }
}
