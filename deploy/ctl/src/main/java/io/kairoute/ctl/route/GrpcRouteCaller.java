package io.kairoute.ctl.route;

import com.google.common.util.concurrent.FutureCallback;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.MoreExecutors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.stub.MetadataUtils;
import io.kairoute.ctl.connection.Channels;
import io.kairoute.ctl.connection.Target;
import io.kairoute.routing.v1.RouteRequest;
import io.kairoute.routing.v1.RouteResponse;
import io.kairoute.routing.v1.RoutingServiceGrpc;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Asks over gRPC: unary calls on one HTTP/2 connection; comes back when a server that has too much to do says so.
 *
 * <p>Thread-safe.
 */
public final class GrpcRouteCaller implements RouteCaller {
    private static final int MAX_IN_FLIGHT = 64;
    private static final long DEADLINE_S = 10;
    // https://github.com/grpc/proposal/blob/master/A6-client-retries.md#pushback
    private static final Metadata.Key<String> PUSH_BACK =
            Metadata.Key.of("grpc-retry-pushback-ms", Metadata.ASCII_STRING_MARSHALLER);

    private final ManagedChannel channel;
    private final RoutingServiceGrpc.RoutingServiceFutureStub stub;

    /** Makes a caller of one server; it connects with the first question. */
    public GrpcRouteCaller(final Target target) {
        channel = Channels.to(target).build();
        final RoutingServiceGrpc.RoutingServiceFutureStub plain = RoutingServiceGrpc.newFutureStub(channel);
        stub = target.credential().isGiven()
                ? plain.withInterceptors(MetadataUtils.newAttachHeadersInterceptor(Channels.headers(target)))
                : plain;
    }

    @Override
    public CompletableFuture<RouteResponse> route(final RouteRequest request) {
        final CompletableFuture<RouteResponse> answer = new CompletableFuture<>();
        ask(request, System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_S), answer);
        return answer;
    }

    // A server that has too much to do says when to come back; until the deadline, this caller does.
    private void ask(final RouteRequest request, final long deadlineNs, final CompletableFuture<RouteResponse> answer) {
        final long leftNs = deadlineNs - System.nanoTime();
        Futures.addCallback(
                stub.withDeadlineAfter(leftNs, TimeUnit.NANOSECONDS).route(request),
                new FutureCallback<RouteResponse>() {
                    @Override
                    public void onSuccess(final RouteResponse response) {
                        answer.complete(response);
                    }

                    @Override
                    public void onFailure(final Throwable failure) {
                        final long pauseMs = pauseMs(failure);
                        if (pauseMs < 0
                                || System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(pauseMs) - deadlineNs >= 0) {
                            answer.completeExceptionally(failure(failure));
                            return;
                        }
                        CompletableFuture.delayedExecutor(pauseMs, TimeUnit.MILLISECONDS)
                                .execute(() -> ask(request, deadlineNs, answer));
                    }
                },
                MoreExecutors.directExecutor());
    }

    private static long pauseMs(final Throwable failure) {
        final @Nullable Metadata trailers = Status.trailersFromThrowable(failure);
        final @Nullable String pause = trailers == null ? null : trailers.get(PUSH_BACK);
        try {
            return pause == null ? -1 : Long.parseLong(pause);
        } catch (final NumberFormatException e) {
            return -1;
        }
    }

    @Override
    public int maxInFlight() {
        return MAX_IN_FLIGHT;
    }

    @Override
    public void close() {
        channel.shutdownNow();
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
