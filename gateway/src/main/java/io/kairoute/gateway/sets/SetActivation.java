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
import java.util.function.Supplier;
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
        return once(change, () -> SegmentSetActivated.newBuilder().setAfter(number));
    }

    /** Serves the kept set that was served before the active one. */
    SegmentSetActivated rollBack(final Change change) {
        return once(
                change,
                () -> SegmentSetActivated.newBuilder().setAfter(numberBefore()).setRolledBack(true));
    }

    private SegmentSetActivated once(final Change change, final Supplier<SegmentSetActivated.Builder> wanted) {
        return activations.take(() -> {
            final SegmentSetActivated before =
                    change.request() == null ? null : control.activatedBefore(tenant, change.request());
            if (before != null) {
                return before;
            }
            state.needOpen();
            return activateNow(change, wanted.get());
        });
    }

    private int numberBefore() {
        noteServedBefore();
        final int before = kept.numberBefore();
        if (before == 0) {
            throw ControlRefusal.precondition(
                    "NO_SET_BEFORE",
                    "No segment set is kept that was served before the active one, so there is nothing to go back to;"
                            + " activate another one by its number, or import one.");
        }
        return before;
    }

    private void noteServedBefore() {
        kept.servedBefore(control.servedBefore(tenant));
    }

    private SegmentSetActivated activateNow(final Change change, final SegmentSetActivated.Builder wanted) {
        final int number = wanted.getAfter();
        final SetPin pin = kept.need(number);
        boolean isServed = false;
        try {
            final OpenSegmentSet next = pin.set().openForLookups();
            final SegmentSetActivated activated = wanted.setBefore(kept.activeNumber())
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
        noteServedBefore();
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
                                .setUndoneRequest(change.requestId())
                                .setRolledBack(activated.getRolledBack())));
        noteServedBefore();
    }
}
