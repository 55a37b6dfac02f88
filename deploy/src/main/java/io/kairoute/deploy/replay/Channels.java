package io.kairoute.deploy.replay;

import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NegotiationType;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.kairoute.deploy.Refusal;
import java.io.IOException;

/** Opens gRPC channels, over TLS where the target names what to trust. */
public final class Channels {
    private Channels() {}

    /** A channel to be built; it connects with the first call. */
    public static NettyChannelBuilder to(final Target target) {
        final NettyChannelBuilder builder =
                NettyChannelBuilder.forAddress(target.host(), target.port()).directExecutor();
        if (target.ca() == null) {
            return builder.negotiationType(NegotiationType.PLAINTEXT);
        }
        try {
            return builder.sslContext(GrpcSslContexts.forClient()
                    .trustManager(target.ca().toFile())
                    .build());
        } catch (final IOException | IllegalArgumentException e) {
            throw unusable(target, e);
        }
    }

    /** What to say about certificates that cannot be used. */
    static Refusal unusable(final Target target, final Exception cause) {
        return new Refusal(
                "--ca: the certificates in " + target.ca() + " cannot be used: " + cause.getMessage() + ".", cause);
    }
}
