package io.kairoute.gateway.history.decisions;

import com.google.protobuf.Message;
import io.grpc.MethodDescriptor;
import io.kairoute.control.v1.DecisionServiceGrpc;
import io.kairoute.control.v1.LiveOccasionServiceGrpc;
import io.kairoute.control.v1.TableServiceGrpc;
import io.kairoute.gateway.control.ControlMethod;
import io.kairoute.gateway.control.ControlMethod.Handler;
import io.kairoute.gateway.control.ControlRoles;
import io.kairoute.gateway.identity.Role;
import io.kairoute.router.Limits;
import java.util.List;

/** Lists the methods over what a node keeps of its past that take one request and give one response. */
public final class DecisionMethods {
    private static final int SMALL_BYTES = 1024 * 1024;
    private static final int TABLE_BYTES = Limits.TABLE_BYTES + 64 * 1024;

    private DecisionMethods() {}

    /** The methods. */
    public static List<ControlMethod<?, ?>> of(
            final Decisions decisions, final Simulations simulations, final LivePreview preview) {
        return List.of(
                method(DecisionServiceGrpc.getListDecisionsMethod(), SMALL_BYTES, decisions::list),
                method(TableServiceGrpc.getSimulateTableMethod(), TABLE_BYTES, simulations::simulate),
                method(LiveOccasionServiceGrpc.getPreviewLiveOccasionMethod(), SMALL_BYTES, preview::preview));
    }

    private static <Q extends Message, R extends Message> ControlMethod<Q, R> method(
            final MethodDescriptor<Q, R> descriptor, final int maxBytes, final Handler<Q, R> handler) {
        final Role role = ControlRoles.BY_METHOD.get(descriptor.getFullMethodName());
        if (role == null) {
            throw new IllegalStateException("method=" + descriptor.getFullMethodName() + " has no role");
        }
        return new ControlMethod<>(descriptor, role, maxBytes, handler);
    }
}
