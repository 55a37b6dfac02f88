package io.kairoute.gateway.route;

import io.kairoute.gateway.explain.ExplainDesk;
import io.kairoute.gateway.health.HealthAnswers;
import io.kairoute.gateway.observe.AccessLog;
import io.kairoute.gateway.observe.FaultLog;
import io.kairoute.gateway.trace.Spans;
import io.kairoute.router.snapshot.TenantDirectory;
import org.agrona.concurrent.EpochClock;
import org.agrona.concurrent.NanoClock;
import org.jspecify.annotations.Nullable;

/**
 * What the event loops of one route listener share. Thread-safe.
 *
 * @param accessLog null where calls are not logged
 * @param spans tells a collector of calls
 * @param nanoClock measures how long things take
 * @param epochClock tells the time of day that decisions are made at
 */
public record SharedByLanes(
        TenantDirectory tenants,
        RouteSettings settings,
        HealthAnswers health,
        ExplainDesk explainDesk,
        FaultLog faultLog,
        @Nullable AccessLog accessLog,
        Spans spans,
        NanoClock nanoClock,
        EpochClock epochClock) {}
