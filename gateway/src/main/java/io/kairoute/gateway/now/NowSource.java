package io.kairoute.gateway.now;

import io.kairoute.gateway.control.ControlPlane;
import io.kairoute.gateway.tally.Tally;
import io.kairoute.router.snapshot.TenantDirectory;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What is told of now is taken from. Immutable.
 *
 * @param plane what holds
 * @param tenants whom the node routes for
 * @param tally what is counted; null where the decision log is off
 * @param lost how many decisions the log lost
 * @param clock the wall clock
 */
public record NowSource(
        ControlPlane plane,
        TenantDirectory tenants,
        @Nullable Tally tally,
        LongSupplier lost,
        InstantSource clock) {}
