package io.kairoute.gateway.node;

import io.kairoute.gateway.edge.Seam;
import io.kairoute.gateway.explain.ExplainDesk;
import io.kairoute.gateway.health.HealthAnswers;
import io.kairoute.gateway.history.DecisionLog;
import io.kairoute.gateway.identity.Callers;
import io.kairoute.gateway.observe.AccessLog;
import io.kairoute.gateway.observe.FaultLog;
import io.kairoute.gateway.observe.GatewayMeters;
import io.kairoute.gateway.trace.Spans;
import io.kairoute.router.snapshot.TenantDirectory;
import org.jspecify.annotations.Nullable;

/**
 * What the event loops of the route listener share, or get their own part of.
 *
 * @param accessLog null where calls are not logged
 * @param spans tells a collector of calls
 * @param decisions null where decisions are not logged
 * @param seam gives the streams of a connection that are answered without Vert.x
 */
record RouteParts(
        TenantDirectory tenants,
        HealthAnswers health,
        Callers callers,
        ExplainDesk explainDesk,
        GatewayMeters meters,
        FaultLog faultLog,
        @Nullable AccessLog accessLog,
        Spans spans,
        @Nullable DecisionLog decisions,
        Seam seam) {}
