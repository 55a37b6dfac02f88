package io.kairoute.deploy.control;

import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NegotiationType;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.AbstractStub;
import io.grpc.stub.MetadataUtils;
import io.kairoute.control.v1.AuditServiceGrpc;
import io.kairoute.control.v1.DecisionServiceGrpc;
import io.kairoute.control.v1.LiveOccasionServiceGrpc;
import io.kairoute.control.v1.QueueServiceGrpc;
import io.kairoute.control.v1.TableServiceGrpc;
import io.kairoute.deploy.Refusal;
import io.kairoute.deploy.replay.Target;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A connection to a node's control plane. Thread-confined: owned by the command that made it. */
public final class ControlClient implements AutoCloseable {
    /** The environment variable with the caller's API key. */
    public static final String KEY_VARIABLE = "KAIROUTE_API_KEY";

    private static final Metadata.Key<String> API_KEY = Metadata.Key.of("x-api-key", Metadata.ASCII_STRING_MARSHALLER);
    private static final long DEADLINE_S = 60;
    private static final int MOST_BYTES = 64 * 1024 * 1024;

    private final Target target;
    private final ManagedChannel channel;

    /** Makes a client; it connects with the first call. */
    public ControlClient(final ServerOptions options) {
        try {
            target = Target.parse(options.target(), ServerOptions.DEFAULT_ADMIN_PORT);
        } catch (final IllegalArgumentException e) {
            throw new Refusal("--target: " + e.getMessage() + ".", e);
        }
        channel = channel(target, options.ca());
    }

    /** Live occasions. */
    public LiveOccasionServiceGrpc.LiveOccasionServiceBlockingStub liveOccasions() {
        return known(LiveOccasionServiceGrpc.newBlockingStub(channel));
    }

    /** Queues and switches. */
    public QueueServiceGrpc.QueueServiceBlockingStub queues() {
        return limited(QueueServiceGrpc.newBlockingStub(channel));
    }

    /** Drafts and revisions. */
    public TableServiceGrpc.TableServiceBlockingStub tables() {
        return limited(TableServiceGrpc.newBlockingStub(channel));
    }

    /** Logged decisions; a call may take as long as it takes. */
    public DecisionServiceGrpc.DecisionServiceBlockingStub decisions() {
        return known(DecisionServiceGrpc.newBlockingStub(channel));
    }

    /** Simulations; a call may take as long as it takes. */
    public TableServiceGrpc.TableServiceBlockingStub simulations() {
        return known(TableServiceGrpc.newBlockingStub(channel));
    }

    /** The audit trail. */
    public AuditServiceGrpc.AuditServiceBlockingStub audit() {
        return limited(AuditServiceGrpc.newBlockingStub(channel));
    }

    /** Calls, and turns a refusal into a sentence. */
    public <R> R call(final Supplier<R> call) {
        try {
            return call.get();
        } catch (final StatusRuntimeException e) {
            throw new Refusal(sentence(e.getStatus()), e);
        }
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }

    private String sentence(final Status status) {
        final Throwable cause = status.getCause();
        if (status.getCode() == Status.Code.UNAVAILABLE && cause != null && cause.getMessage() != null) {
            return target.authority() + " cannot be reached: " + cause.getMessage()
                    + "; is a node running there, and is this its admin port?";
        }
        final String description = status.getDescription();
        return description == null ? target.authority() + " answers " + status.getCode() : description;
    }

    private static <S extends AbstractStub<S>> S limited(final S stub) {
        return known(stub).withDeadlineAfter(DEADLINE_S, TimeUnit.SECONDS);
    }

    private static <S extends AbstractStub<S>> S known(final S stub) {
        final String key = System.getenv(KEY_VARIABLE);
        if (key == null || key.isEmpty()) {
            return stub;
        }
        final Metadata headers = new Metadata();
        headers.put(API_KEY, key);
        return stub.withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
    }

    private static ManagedChannel channel(final Target target, final @Nullable Path ca) {
        final NettyChannelBuilder builder = NettyChannelBuilder.forAddress(target.host(), target.port())
                .maxInboundMessageSize(MOST_BYTES)
                .directExecutor();
        if (ca == null) {
            return builder.negotiationType(NegotiationType.PLAINTEXT).build();
        }
        try {
            return builder.sslContext(GrpcSslContexts.forClient()
                            .trustManager(ca.toFile())
                            .build())
                    .build();
        } catch (final IOException | IllegalArgumentException e) {
            throw new Refusal("--ca: the certificates in " + ca + " cannot be used: " + e.getMessage() + ".", e);
        }
    }
}
