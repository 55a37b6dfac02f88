package io.kairoute.gateway.sets;

import io.kairoute.control.v1.Command;
import io.kairoute.control.v1.SegmentSetActivated;
import io.kairoute.gateway.control.Actor;
import io.kairoute.gateway.control.ControlPlane;
import io.kairoute.router.store.SegmentSetManifest;
import io.kairoute.router.store.SegmentSets;
import java.util.function.Consumer;

/**
 * Has the disk name another of a tenant's segment sets as the active one.
 *
 * <p>The control log is told first, so that no set is served that the audit trail does not name, and told of the way back where
 * the disk refuses. Its callers take turns.
 */
final class SetActivation {
    private final String tenant;
    private final SegmentSets sets;
    private final ControlPlane control;
    private final Consumer<String> notes;

    /**
     * Activates sets of one tenant.
     *
     * @param notes takes what is found, in sentences for a person
     */
    SetActivation(
            final String tenant, final SegmentSets sets, final ControlPlane control, final Consumer<String> notes) {
        this.tenant = tenant;
        this.sets = sets;
        this.control = control;
        this.notes = notes;
    }

    /** The number of the active set; 0 for none. */
    int activeNumber() {
        final Integer active = sets.activeNumber();
        return active == null ? 0 : active;
    }

    /** Makes a set the active one. */
    void commit(final Actor actor, final SegmentSetManifest after, final String reason) {
        final int before = activeNumber();
        control.record(
                actor,
                tenant,
                reason,
                activated(before, after.number(), after.header().version()));
        try {
            sets.activate(after.number());
        } catch (final RuntimeException e) {
            if (activeNumber() == after.number()) {
                notes.accept(String.valueOf(e.getMessage()));
                return;
            }
            final SegmentSetManifest kept = sets.manifest(before);
            control.record(
                    actor,
                    tenant,
                    "could not be activated",
                    activated(
                            after.number(),
                            before,
                            kept == null ? "" : kept.header().version()));
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
