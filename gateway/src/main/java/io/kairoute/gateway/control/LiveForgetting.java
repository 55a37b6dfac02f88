package io.kairoute.gateway.control;

import io.kairoute.control.v1.Command;
import io.kairoute.control.v1.LiveAccountsForgotten;
import io.kairoute.control.v1.LiveOccasion;
import io.kairoute.gateway.api.Call;
import io.kairoute.gateway.control.log.Beside;
import io.kairoute.gateway.control.log.ScopeKey;
import io.kairoute.gateway.control.loop.ControlLoop;
import io.kairoute.router.key.KeyHash;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Forgets the account keys of live occasions. Thread-confined: its methods run on the control thread. */
final class LiveForgetting {
    private final ControlLoop loop;
    private final InstantSource clock;

    LiveForgetting(final ControlLoop loop, final InstantSource clock) {
        this.loop = loop;
        this.clock = clock;
    }

    /** Has those of what has ended be forgotten. */
    void ended(final TenantControl tenant, final long nowMs) {
        loop.proxy().check();
        for (final LiveOccasion occasion : List.copyOf(tenant.state().live().values())) {
            if (LiveView.hasEnded(occasion, nowMs) && tenant.state().accounts().isStored(occasion)) {
                final var unused = loop.counted(forget(
                        tenant,
                        TenantControl.NODE,
                        occasion,
                        tenant.state().accounts().places(occasion, null)));
            }
        }
    }

    /** Has those with these hashes be forgotten, which then fit no contact any more. */
    CompletableFuture<Void> forget(final TenantControl tenant, final Call actor, final Set<KeyHash> keys) {
        loop.proxy().check();
        final List<CompletableFuture<Outcome>> forgotten = new ArrayList<>();
        for (final LiveOccasion occasion : List.copyOf(tenant.state().live().values())) {
            final List<Integer> places = tenant.state().accounts().places(occasion, keys);
            if (!places.isEmpty()) {
                forgotten.add(forget(tenant, actor, occasion, places));
            }
        }
        return CompletableFuture.allOf(forgotten.toArray(CompletableFuture[]::new));
    }

    private CompletableFuture<Outcome> forget(
            final TenantControl tenant, final Call actor, final LiveOccasion occasion, final List<Integer> places) {
        final Command command = Command.newBuilder()
                .setLiveAccountsForgotten(LiveAccountsForgotten.newBuilder()
                        .setId(occasion.getId())
                        .addAllPlaces(places))
                .build();
        final List<ScopeKey> gone = tenant.state().accounts().rows(tenant.id(), occasion, places);
        return tenant.propose(actor, new Change(clock.millis(), "", command, Beside.gone(gone)));
    }
}
