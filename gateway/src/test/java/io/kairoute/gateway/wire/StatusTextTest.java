package io.kairoute.gateway.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.rpc.Code;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.protobuf.StatusProto;
import io.kairoute.gateway.refusal.PercentEncoding;
import io.kairoute.gateway.refusal.Refusal;
import io.kairoute.routing.v1.RouteRequest;
import io.kairoute.routing.v1.RoutingServiceGrpc;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatusTextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "100 % sure, 100%25 sure",
                "é ü 日本語 😀",
                "two\r\nlines: and\ta tab",
                " spaces at both ends ",
                "\u0000\u0001\u007f\u0080",
                "quotes \" ' and \\ and ${x} and <b>",
            })
    void shouldReachAGrpcClientAsItWasWritten(final String text) throws Exception {
        final Vertx vertx = Vertx.vertx();
        final HttpServer server = vertx.createHttpServer()
                .requestHandler(request -> GrpcReply.INSTANCE.refuse(
                        request.response(), Refusal.of(Code.FAILED_PRECONDITION, "TEXT", text)))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
        final ManagedChannel channel = NettyChannelBuilder.forAddress("127.0.0.1", server.actualPort())
                .usePlaintext()
                .build();
        try {
            final StatusRuntimeException refused =
                    assertThrows(StatusRuntimeException.class, () -> RoutingServiceGrpc.newBlockingStub(channel)
                            .route(RouteRequest.getDefaultInstance()));

            assertEquals(text, refused.getStatus().getDescription());
            final com.google.rpc.Status details = StatusProto.fromThrowable(refused);
            assertNotNull(details);
            assertEquals(text, details.getMessage());
        } finally {
            channel.shutdownNow();
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    /** What one header may hold: printable ASCII, and the percent sign only before two hexadecimal digits. */
    @ParameterizedTest
    @ValueSource(strings = {"a%b", "é", "\r\nset-cookie: x", "😀"})
    void shouldBeOneHeaderWhateverItHolds(final String text) {
        final String encoded = PercentEncoding.encode(text);

        assertEquals(encoded, encoded.replaceAll("[^ -~]", "?"));
        assertEquals(encoded, encoded.replaceAll("%(?![0-9A-F]{2})", "?"));
    }
}
