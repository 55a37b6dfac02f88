package io.kairoute.gateway.api;

import io.kairoute.gateway.health.Readiness;
import io.kairoute.gateway.identity.CallerGuard;
import io.kairoute.gateway.observe.GatewayMeters;
import io.kairoute.gateway.trace.Spans;
import io.kairoute.router.snapshot.TenantDirectory;

/**
 * What the admin listener answers with.
 *
 * @param guard says who calls
 * @param readiness what it says of the node
 * @param meters what it shows, and counts by
 * @param spans tells a collector of calls
 * @param tenants whom calls may be about
 * @param services the methods of its API
 * @param pages what it serves beside the API
 */
public record AdminParts(
        CallerGuard guard,
        Readiness readiness,
        GatewayMeters meters,
        Spans spans,
        TenantDirectory tenants,
        AdminServices services,
        SidePages pages) {}
