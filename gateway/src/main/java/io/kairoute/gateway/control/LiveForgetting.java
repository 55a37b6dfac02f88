package io.kairoute.gateway.control;

import io.kairoute.control.v1.Command;
import io.kairoute.control.v1.LiveAccountsForgotten;
import io.kairoute.control.v1.LiveOccasion;
import io.kairoute.gateway.api.Call;
import io.kairoute.gateway.control.log.Beside;
import io.kairoute.gateway.control.loop.ControlProxy;
import io.kairoute.router.Router;
import io.kairoute.router.key.KeyHash;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

/** Forgets the account keys of live occasions. Thread-confined: its methods run on the control thread. */
final class LiveForgetting {
    private static final Call NODE = Call.by("node", "node", Router.ANY_TENANT);

    private final ControlProxy proxy;
    private final InstantSource clock;

    LiveForgetting(final ControlProxy proxy, final InstantSource clock) {
        this.proxy = proxy;
        this.clock = clock;
    }

    /** Forgets those of what has ended. */
    void ended(final TenantControl tenant, final long nowMs) {
        proxy.check();
        for (final LiveOccasion occasion : List.copyOf(tenant.state().live().values())) {
            if (LiveView.hasEnded(occasion, nowMs) && tenant.state().accounts().isStored(occasion.getId())) {
                forget(tenant, NODE, occasion, tenant.state().accounts().places(occasion, null), nowMs);
            }
        }
    }

    /** Forgets those with these hashes, which then fit no contact any more. */
    void forget(final TenantControl tenant, final Call actor, final Set<KeyHash> keys) {
        proxy.check();
        for (final LiveOccasion occasion : List.copyOf(tenant.state().live().values())) {
            final List<Integer> places = tenant.state().accounts().places(occasion, keys);
            if (!places.isEmpty()) {
                forget(tenant, actor, occasion, places, clock.millis());
            }
        }
    }

    private static void forget(
            final TenantControl tenant,
            final Call actor,
            final LiveOccasion occasion,
            final List<Integer> places,
            final long nowMs) {
        final Command command = Command.newBuilder()
                .setLiveAccountsForgotten(LiveAccountsForgotten.newBuilder()
                        .setId(occasion.getId())
                        .addAllPlaces(places))
                .build();
        tenant.commit(
                actor, nowMs, "", command, Beside.gone(tenant.state().accounts().rows(tenant.id(), occasion, places)));
        tenant.publish();
    }
}
