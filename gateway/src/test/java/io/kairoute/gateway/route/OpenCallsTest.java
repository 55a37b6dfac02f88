package io.kairoute.gateway.route;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.rpc.Code;
import io.kairoute.gateway.TestTables;
import io.kairoute.gateway.explain.ExplainDesk;
import io.kairoute.gateway.identity.Caller;
import io.kairoute.gateway.identity.Callers;
import io.kairoute.gateway.observe.CallEnd;
import io.kairoute.gateway.observe.CallKind;
import io.kairoute.gateway.observe.FaultLog;
import io.kairoute.gateway.observe.LoopMeter;
import io.kairoute.gateway.refusal.Refusal;
import io.kairoute.router.snapshot.TenantDirectory;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What one call throws is no other call's concern. */
class OpenCallsTest {
    private static final long MOST_MS = 30_000;

    private final Vertx vertx = Vertx.vertx();
    private final TenantDirectory tenants = TestTables.tenants("default");
    private final FaultLog faultLog = new FaultLog();
    private final ExplainDesk desk = new ExplainDesk(tenants, true, faultLog);
    private final RouteLane lane = new RouteLane(
            LoneListener.shared(
                    tenants, LoneListener.settings(MOST_MS, (contact, answer, at, length) -> {}), desk, faultLog),
            Callers.everybody().guard("route"),
            new LoopMeter(),
            task -> {});

    @AfterEach
    void stop() {
        desk.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void shouldEndEveryCallAtTheStopThoughEachOfThemThrows() throws Exception {
        final CountDownLatch begun = new CountDownLatch(3);
        final Context loop = vertx.getOrCreateContext();
        final CompletableFuture<Integer> port = new CompletableFuture<>();
        loop.runOnContext(nothing -> vertx.createHttpServer()
                .requestHandler(request -> {
                    new ThrowingCall(lane, request).begin();
                    begun.countDown();
                })
                .listen(0, "127.0.0.1")
                .onComplete(bound -> port.complete(bound.result().actualPort())));
        try (HostilePeer first = new HostilePeer(port.get());
                HostilePeer second = new HostilePeer(port.get());
                HostilePeer third = new HostilePeer(port.get())) {
            final List<HostilePeer> peers = List.of(first, second, third);
            peers.forEach(peer -> peer.send("POST / HTTP/1.1\r\nconnection: close\r\ncontent-length: 0\r\n\r\n"));
            begun.await();

            loop.runOnContext(nothing -> lane.openCalls().stopping());

            for (final HostilePeer peer : peers) {
                final var unused = peer.readUntilClosed(MOST_MS);
                assertTrue(peer.text().startsWith("HTTP/1.1 500"), peer::text);
            }
        }
    }

    /** Throws when it is told of the stop, and is answered for that with a fault. */
    private static final class ThrowingCall extends RouteCall {
        ThrowingCall(final RouteLane lane, final HttpServerRequest request) {
            super(lane, request, CallKind.OTHER, new CallStart(0, Long.MAX_VALUE / 4, false, Caller.NOBODY));
        }

        @Override
        void onStop(final CallEnd cause) {
            throw new IllegalStateException("told of the stop");
        }

        @Override
        void refuse(final Refusal refusal) {
            answered(Code.INTERNAL, ProblemReply.refuse(request.response(), refusal));
        }

        @Override
        void onPiece(final Buffer piece) {}

        @Override
        void onBodyEnd() {}

        @Override
        void onDeadline() {}
    }
}
