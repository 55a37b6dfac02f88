package io.kairoute.ctl.connection;

import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.AbstractStub;
import io.grpc.stub.MetadataUtils;
import io.kairoute.control.v1.AuditServiceGrpc;
import io.kairoute.control.v1.DecisionServiceGrpc;
import io.kairoute.control.v1.LiveOccasionServiceGrpc;
import io.kairoute.control.v1.NodeServiceGrpc;
import io.kairoute.control.v1.OutcomeServiceGrpc;
import io.kairoute.control.v1.QueueServiceGrpc;
import io.kairoute.control.v1.SegmentServiceGrpc;
import io.kairoute.control.v1.TableServiceGrpc;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** A connection to a node's control plane. Thread-confined: owned by the command that made it. */
public final class ControlClient implements AutoCloseable {
    private static final long DEADLINE_S = 60;
    private static final int MOST_BYTES = 64 * 1024 * 1024;

    private final Target target;
    private final ManagedChannel channel;

    /** Makes a client; it connects with the first call. */
    public ControlClient(final ServerOptions options) {
        target = Target.of(options.access(), ServerOptions.DEFAULT_ADMIN_PORT);
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

    /** Logged decisions; a call may take as long as it takes. */
    public DecisionServiceGrpc.DecisionServiceBlockingStub decisions() {
        return known(DecisionServiceGrpc.newBlockingStub(channel));
    }

    /** Simulations; a call may take as long as it takes. */
    public TableServiceGrpc.TableServiceBlockingStub simulations() {
        return known(TableServiceGrpc.newBlockingStub(channel));
    }

    /** Segment sets and customers. */
    public SegmentServiceGrpc.SegmentServiceBlockingStub segments() {
        return limited(SegmentServiceGrpc.newBlockingStub(channel));
    }

    /** Imports of segment sets, which take as long as they take. */
    public SegmentServiceGrpc.SegmentServiceStub segmentUploads() {
        return known(SegmentServiceGrpc.newStub(channel));
    }

    /** What became of contacts. */
    public OutcomeServiceGrpc.OutcomeServiceBlockingStub outcomes() {
        return limited(OutcomeServiceGrpc.newBlockingStub(channel));
    }

    /** The node itself, and who asks it. */
    public NodeServiceGrpc.NodeServiceBlockingStub nodes() {
        return limited(NodeServiceGrpc.newBlockingStub(channel));
    }

    /** The audit trail. */
    public AuditServiceGrpc.AuditServiceBlockingStub audit() {
        return limited(AuditServiceGrpc.newBlockingStub(channel));
    }

    /** The node that is asked, as host:port. */
    public String authority() {
        return target.authority();
    }

    /**
     * Calls.
     *
     * @throws io.kairoute.ctl.outcome.Refusal in one sentence and with an exit code of its kind, where the node refuses or cannot be reached
     */
    public <R> R call(final Supplier<R> call) {
        try {
            return call.get();
        } catch (final StatusRuntimeException e) {
            throw NodeRefusal.of(e, target, "admin");
        }
    }

    /** Has the next call connect at once, where a connection failed; by itself it would wait longer from try to try. */
    public void connectAtOnce() {
        channel.resetConnectBackoff();
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }

    private <S extends AbstractStub<S>> S limited(final S stub) {
        return known(stub).withDeadlineAfter(DEADLINE_S, TimeUnit.SECONDS);
    }

    private <S extends AbstractStub<S>> S known(final S stub) {
        return target.credential().isGiven()
                ? stub.withInterceptors(MetadataUtils.newAttachHeadersInterceptor(Channels.headers(target)))
                : stub;
    }
}
