package io.kairoute.bench.server;

import io.kairoute.routing.v1.RouteRequest;
import io.kairoute.routing.v1.RouteResponse;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.grpc.common.GrpcMessageDecoder;
import io.vertx.grpc.common.GrpcMessageEncoder;
import io.vertx.grpc.common.ServiceMethod;
import io.vertx.grpc.common.ServiceName;
import io.vertx.grpc.server.GrpcServer;
import java.util.concurrent.TimeUnit;

/** A bare Vert.x gRPC server: one event loop, decides nothing. */
public final class VertxEcho {
    private VertxEcho() {}

    /** Runs until its input ends. */
    public static void main(final String[] arguments) throws Exception {
        final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        final ServiceMethod<RouteRequest, RouteResponse> route = ServiceMethod.server(
                ServiceName.create("kairoute.routing.v1", "RoutingService"),
                "Route",
                GrpcMessageEncoder.encoder(),
                GrpcMessageDecoder.decoder(RouteRequest.getDefaultInstance()));
        final GrpcServer grpc = GrpcServer.server(vertx)
                .callHandler(
                        route, call -> call.handler(request -> call.response().end(EchoAnswer.RESPONSE)));
        final HttpServer server = vertx.createHttpServer(
                        new HttpServerOptions().setHost("127.0.0.1").setPort(0).setTcpNoDelay(true))
                .requestHandler(grpc)
                .listen()
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
        Console.serve(server.actualPort(), line -> "0");
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
}
