package io.kairoute.gateway.node;

import io.kairoute.gateway.config.GatewayConfig;
import io.kairoute.gateway.control.ControlPlane;
import io.kairoute.gateway.history.DecisionLog;
import io.kairoute.gateway.history.decisions.DecisionArchive;
import io.kairoute.router.snapshot.TenantDirectory;
import java.nio.file.Path;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What a node tells of itself is taken from. Immutable.
 *
 * @param config how the node was configured
 * @param tenants whom it routes for
 * @param plane its control plane
 * @param decisions its log of decisions; null for none
 * @param archive what it keeps of its past
 * @param directory where its data lies
 * @param lagNs how late its latest event loop is
 * @param isDemo whether it shows the demo
 */
public record NodeParts(
        GatewayConfig config,
        TenantDirectory tenants,
        ControlPlane plane,
        @Nullable DecisionLog decisions,
        DecisionArchive archive,
        Path directory,
        LongSupplier lagNs,
        boolean isDemo) {}
