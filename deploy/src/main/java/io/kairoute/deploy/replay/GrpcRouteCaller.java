package io.kairoute.deploy.replay;

import com.google.common.util.concurrent.FutureCallback;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.MoreExecutors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NegotiationType;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.kairoute.routing.v1.RouteRequest;
import io.kairoute.routing.v1.RouteResponse;
import io.kairoute.routing.v1.RoutingServiceGrpc;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Asks over gRPC: unary calls on one HTTP/2 connection.
 *
 * <p>Thread-safe.
 */
public final class GrpcRouteCaller implements RouteCaller {
    private static final int MAX_IN_FLIGHT = 64;
    private static final long DEADLINE_S = 10;

    private final ManagedChannel channel;
    private final RoutingServiceGrpc.RoutingServiceFutureStub stub;

    /** Makes a caller of one server; it connects with the first question. */
    public GrpcRouteCaller(final Target target) {
        channel = NettyChannelBuilder.forAddress(target.host(), target.port())
                .negotiationType(NegotiationType.PLAINTEXT)
                .directExecutor()
                .build();
        final RoutingServiceGrpc.RoutingServiceFutureStub plain = RoutingServiceGrpc.newFutureStub(channel);
        stub = target.key().isEmpty()
                ? plain
                : plain.withInterceptors(MetadataUtils.newAttachHeadersInterceptor(key(target)));
    }

    @Override
    public CompletableFuture<RouteResponse> route(final RouteRequest request) {
        final CompletableFuture<RouteResponse> answer = new CompletableFuture<>();
        Futures.addCallback(
                stub.withDeadlineAfter(DEADLINE_S, TimeUnit.SECONDS).route(request),
                new FutureCallback<RouteResponse>() {
                    @Override
                    public void onSuccess(final RouteResponse response) {
                        answer.complete(response);
                    }

                    @Override
                    public void onFailure(final Throwable failure) {
                        answer.completeExceptionally(failure(failure));
                    }
                },
                MoreExecutors.directExecutor());
        return answer;
    }

    @Override
    public int maxInFlight() {
        return MAX_IN_FLIGHT;
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }

    private static Metadata key(final Target target) {
        final Metadata headers = new Metadata();
        headers.put(Metadata.Key.of(Target.KEY_HEADER, Metadata.ASCII_STRING_MARSHALLER), target.key());
        return headers;
    }

    private static CallFailure failure(final Throwable thrown) {
        final Status status = Status.fromThrowable(thrown);
        // Where no connection came about, grpc-java says "io exception" and keeps what happened as the cause.
        final Throwable cause = status.getCause();
        final String description =
                cause != null && cause.getMessage() != null ? cause.getMessage() : status.getDescription();
        return new CallFailure(
                status.getCode().name(),
                description == null
                        ? status.getCode().name()
                        : description.lines().findFirst().orElse(""));
    }
}
