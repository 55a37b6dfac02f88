package io.kairoute.ctl;

import com.google.protobuf.util.JsonFormat;
import com.sun.net.httpserver.HttpServer;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.kairoute.ctl.connection.Target;
import io.kairoute.routing.v1.RouteRequest;
import io.kairoute.routing.v1.RouteResponse;
import io.kairoute.routing.v1.RoutingServiceGrpc;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Answers every question with its own intent as the occasion, over gRPC and JSON; refuses the contact "refused", and over
 * gRPC the contact "busy" twice, saying when to come back.
 */
public final class FakeServer extends RoutingServiceGrpc.RoutingServiceImplBase implements AutoCloseable {
    private final Server grpc;
    private final HttpServer http;
    private final Target grpcTarget;
    private final Target jsonTarget;
    private final List<String> keysSeen = new CopyOnWriteArrayList<>();

    public FakeServer() throws IOException {
        grpc = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .addService(ServerInterceptors.intercept(this, new KeyListener()))
                .build()
                .start();
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext("/v1/route", exchange -> {
            saw(exchange.getRequestHeaders().getFirst("x-api-key"));
            final RouteRequest.Builder request = RouteRequest.newBuilder();
            JsonFormat.parser()
                    .merge(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8), request);
            final boolean refused = request.getContactId().equals("refused");
            final byte[] body = (refused ? "no" : JsonFormat.printer().print(answer(request.build())))
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(refused ? 400 : 200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        http.start();
        grpcTarget = new Target("127.0.0.1", grpc.getPort());
        jsonTarget = new Target("127.0.0.1", http.getAddress().getPort());
    }

    public Target grpcTarget() {
        return grpcTarget;
    }

    public Target jsonTarget() {
        return jsonTarget;
    }

    /** The API keys that came with questions, in order; "none" where there was none. */
    public List<String> keysSeen() {
        return List.copyOf(keysSeen);
    }

    private void saw(final @Nullable String key) {
        keysSeen.add(key == null ? "none" : key);
    }

    /** Notes the key of each gRPC call. */
    private final class KeyListener implements ServerInterceptor {
        @Override
        public <Q, A> ServerCall.Listener<Q> interceptCall(
                final ServerCall<Q, A> call, final Metadata headers, final ServerCallHandler<Q, A> next) {
            saw(headers.get(Metadata.Key.of("x-api-key", Metadata.ASCII_STRING_MARSHALLER)));
            return next.startCall(call, headers);
        }
    }

    @Override
    public void route(final RouteRequest request, final StreamObserver<RouteResponse> responses) {
        if (request.getContactId().equals("refused")) {
            responses.onError(Status.INVALID_ARGUMENT.withDescription("no").asRuntimeException());
            return;
        }
        if (request.getContactId().equals("busy") && keysSeen.size() <= 2) {
            final Metadata trailers = new Metadata();
            trailers.put(Metadata.Key.of("grpc-retry-pushback-ms", Metadata.ASCII_STRING_MARSHALLER), "20");
            responses.onError(Status.RESOURCE_EXHAUSTED.withDescription("busy").asRuntimeException(trailers));
            return;
        }
        responses.onNext(answer(request));
        responses.onCompleted();
    }

    @Override
    public void close() {
        grpc.shutdownNow();
        http.stop(0);
    }

    private static RouteResponse answer(final RouteRequest request) {
        return RouteResponse.newBuilder()
                .setContactId(request.getContactId())
                .setOccasion(request.getIntent())
                .setBand("CLEAR")
                .setTier("gold")
                .setQueue("general")
                .setSlaMs(30_000)
                .build();
    }
}
