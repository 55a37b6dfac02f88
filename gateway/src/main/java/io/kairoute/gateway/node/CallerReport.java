package io.kairoute.gateway.node;

import com.google.protobuf.util.Timestamps;
import io.kairoute.control.v1.GetCallerRequest;
import io.kairoute.control.v1.GetCallerResponse;
import io.kairoute.gateway.api.Call;
import io.kairoute.gateway.identity.Caller;
import io.kairoute.gateway.identity.Role;
import io.kairoute.router.decide.Router;
import io.kairoute.router.snapshot.TenantDirectory;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;

/** Tells a caller who it is for this node. Thread-safe. */
final class CallerReport {
    private static final int MOST_TENANTS = 1_000;

    private final NodeParts parts;
    private final InstantSource clock;

    CallerReport(final NodeParts parts, final InstantSource clock) {
        this.parts = parts;
        this.clock = clock;
    }

    CompletionStage<GetCallerResponse> get(final Call call, final GetCallerRequest request) {
        final Caller caller = call.caller();
        final GetCallerResponse.Builder response = GetCallerResponse.newBuilder()
                .setName(caller.name())
                .addAllTenants(tenants(caller))
                .addAllRoles(Role.given().stream()
                        .filter(caller::has)
                        .map(Role::label)
                        .toList())
                .setNodeVersion(NodeVersion.text())
                .setDemo(parts.isDemo())
                .setOpen(parts.config().identity().isOpen())
                .setTime(Timestamps.fromMillis(clock.millis()));
        if (caller.sessionEndMs() > 0) {
            response.setSessionExpireTime(Timestamps.fromMillis(caller.sessionEndMs()));
        }
        return CompletableFuture.completedStage(response.build());
    }

    private List<String> tenants(final Caller caller) {
        final TenantDirectory tenants = parts.tenants();
        return caller.tenant() == Router.ANY_TENANT
                ? IntStream.range(0, tenants.count())
                        .mapToObj(tenants::id)
                        .sorted()
                        .limit(MOST_TENANTS)
                        .toList()
                : List.of(tenants.id(caller.tenant()));
    }
}
