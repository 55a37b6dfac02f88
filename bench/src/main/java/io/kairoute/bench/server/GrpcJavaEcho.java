package io.kairoute.bench.server;

import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.nio.NioIoHandler;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioServerSocketChannel;
import io.grpc.stub.StreamObserver;
import io.kairoute.routing.v1.RouteRequest;
import io.kairoute.routing.v1.RouteResponse;
import io.kairoute.routing.v1.RouteStreamRequest;
import io.kairoute.routing.v1.RouteStreamResponse;
import io.kairoute.routing.v1.RoutingServiceGrpc;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/** A bare grpc-java server: one event loop, answers on it, decides nothing. */
public final class GrpcJavaEcho {
    private GrpcJavaEcho() {}

    /** Runs until its input ends. */
    public static void main(final String[] arguments) throws Exception {
        final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        final Server server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .bossEventLoopGroup(loop)
                .workerEventLoopGroup(loop)
                .channelType(NioServerSocketChannel.class)
                .directExecutor()
                .addService(new Echo())
                .build()
                .start();
        Console.serve(server.getPort(), line -> "0");
        server.shutdownNow();
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).await(2, TimeUnit.SECONDS);
    }

    private static final class Echo extends RoutingServiceGrpc.RoutingServiceImplBase {
        @Override
        public void route(final RouteRequest request, final StreamObserver<RouteResponse> answer) {
            answer.onNext(EchoAnswer.RESPONSE);
            answer.onCompleted();
        }

        @Override
        public StreamObserver<RouteStreamRequest> routeStream(final StreamObserver<RouteStreamResponse> answer) {
            return new StreamObserver<>() {
                @Override
                public void onNext(final RouteStreamRequest question) {
                    answer.onNext(RouteStreamResponse.newBuilder()
                            .setContactId(question.getRequest().getContactId())
                            .setDecision(EchoAnswer.RESPONSE)
                            .build());
                }

                @Override
                public void onError(final Throwable cause) {
                    // The caller went away; nothing is left to answer.
                }

                @Override
                public void onCompleted() {
                    answer.onCompleted();
                }
            };
        }
    }
}
