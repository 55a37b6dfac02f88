package io.kairoute.deploy.control;

import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.AbstractStub;
import io.grpc.stub.MetadataUtils;
import io.kairoute.control.v1.AuditServiceGrpc;
import io.kairoute.control.v1.LiveOccasionServiceGrpc;
import io.kairoute.control.v1.QueueServiceGrpc;
import io.kairoute.control.v1.SegmentServiceGrpc;
import io.kairoute.control.v1.TableServiceGrpc;
import io.kairoute.deploy.Refusal;
import io.kairoute.deploy.replay.Channels;
import io.kairoute.deploy.replay.Target;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

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
            final Target parsed = Target.parse(options.target(), ServerOptions.DEFAULT_ADMIN_PORT);
            target = options.ca() == null ? parsed : parsed.trusting(options.ca());
        } catch (final IllegalArgumentException e) {
            throw new Refusal("--target: " + e.getMessage() + ".", e);
        }
        channel = Channels.to(target).maxInboundMessageSize(MOST_BYTES).build();
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

    /** Segment sets and customers. */
    public SegmentServiceGrpc.SegmentServiceBlockingStub segments() {
        return limited(SegmentServiceGrpc.newBlockingStub(channel));
    }

    /** Imports of segment sets, which take as long as they take. */
    public SegmentServiceGrpc.SegmentServiceStub segmentUploads() {
        return known(SegmentServiceGrpc.newStub(channel));
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
}
