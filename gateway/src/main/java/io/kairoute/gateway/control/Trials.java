package io.kairoute.gateway.control;

import com.google.protobuf.InvalidProtocolBufferException;
import io.kairoute.control.v1.TryContactRequest;
import io.kairoute.control.v1.TryContactResponse;
import io.kairoute.gateway.api.Call;
import io.kairoute.gateway.explain.ExplainedAnswer;
import io.kairoute.gateway.identity.Role;
import io.kairoute.router.Limits;
import io.kairoute.router.RouteStatus;
import io.kairoute.router.decide.Router;
import io.kairoute.router.snapshot.Snapshot;
import io.kairoute.router.snapshot.TenantDirectory;
import io.kairoute.routing.v1.RouteResponse;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Decides for one contact under any draft or revision, beside the hot path, and says why. Thread-safe: one decides at a time.
 */
public final class Trials {
    private final TenantWork work;
    private final InstantSource clock;
    private final Router router;
    private final ExplainedAnswer explained;
    private final UnsafeBuffer response = new UnsafeBuffer(new byte[Limits.RESPONSE_ROOM]);

    Trials(final TenantWork work, final TenantDirectory tenants, final InstantSource clock) {
        this.work = work;
        this.clock = clock;
        this.router = new Router(tenants, true);
        this.explained = new ExplainedAnswer(router);
    }

    private record Question(String tenant, NamedTable table) {}

    /** Tries one contact. */
    CompletableFuture<TryContactResponse> attempt(final Call actor, final TryContactRequest request) {
        return work.with(
                        actor,
                        request.getTenant(),
                        tenant -> new Question(tenant.id(), NamedTable.find(tenant, "table", request.getTable())))
                .thenCompose(question -> attempt(actor, question, request));
    }

    private CompletableFuture<TryContactResponse> attempt(
            final Call actor, final Question question, final TryContactRequest request) {
        return work.beside(question.tenant(), () -> question.table().checked(clock.millis()))
                .thenCompose(table -> work.then(
                        question.tenant(),
                        table.numbered(revision(request.getTable())),
                        (tenant, revision) -> tenant.snapshots().of(tenant.state(), tenant.revisions(), revision)))
                .thenCompose(snapshot -> work.beside(question.tenant(), () -> decide(snapshot, request, actor)));
    }

    // A draft has no number yet; 0 says so in the decision.
    private static long revision(final String table) {
        return table.startsWith("revision:") ? Long.parseLong(table.substring("revision:".length())) : 0;
    }

    // One router for all tenants, whose lanes may be here at the same time.
    private synchronized TryContactResponse decide(
            final Snapshot snapshot, final TryContactRequest request, final Call actor) {
        final byte[] bytes = request.getContact().toByteArray();
        if (bytes.length > Limits.REQUEST_BYTES) {
            throw ControlRefusal.field(
                    "contact", "LIMIT_EXCEEDED", "A contact holds at most " + Limits.REQUEST_BYTES + " bytes.");
        }
        final int length =
                router.routeUnder(snapshot, new UnsafeBuffer(bytes), 0, bytes.length, clock.millis(), response, 0);
        if (length < 0) {
            throw ControlRefusal.field(
                    "contact",
                    length == RouteStatus.LIMIT_EXCEEDED ? "LIMIT_EXCEEDED" : "MALFORMED",
                    "The contact's field number " + router.contact().request.faultField()
                            + " is over its limit or malformed.");
        }
        return TryContactResponse.newBuilder()
                .setDecision(parsed(explained.of(response, length, !Role.maySeeRisks(actor.roles()))))
                .build();
    }

    private static RouteResponse parsed(final byte[] answer) {
        try {
            return RouteResponse.parseFrom(answer);
        } catch (final InvalidProtocolBufferException e) {
            throw new IllegalStateException("length=" + answer.length + " is no response", e);
        }
    }
}
