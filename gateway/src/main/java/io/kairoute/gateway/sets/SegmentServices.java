package io.kairoute.gateway.sets;

import com.google.protobuf.Message;
import io.grpc.MethodDescriptor;
import io.kairoute.control.v1.ImportSegmentSetRequest;
import io.kairoute.control.v1.SegmentServiceGrpc;
import io.kairoute.gateway.api.AdminRefused;
import io.kairoute.gateway.api.AdminServices;
import io.kairoute.gateway.api.AdminUpload;
import io.kairoute.gateway.api.Call;
import io.kairoute.gateway.control.ControlRefusal;
import io.kairoute.gateway.control.ControlRoles;
import io.kairoute.gateway.control.call.CallFaults;
import io.kairoute.gateway.identity.Role;
import io.kairoute.gateway.refusal.Refusal;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.slf4j.LoggerFactory;

/** Plugs the methods over segment sets and customers into the admin listener. */
public final class SegmentServices {
    private static final CallFaults FAULTS = new CallFaults(
            LoggerFactory.getLogger(SegmentServices.class), "segment_call_failed", "STORE_FAILED", "Not done");
    private static final int REQUEST_BYTES = 64 * 1024;
    private static final int UPLOAD_BYTES = 1024 * 1024 + 64 * 1024;

    private final Map<String, TenantSegments> tenants;
    private final AdminServices services;
    private final Spools spools = new Spools();

    private SegmentServices(final Map<String, TenantSegments> tenants, final AdminServices services) {
        this.tenants = Map.copyOf(tenants);
        this.services = services;
    }

    /** Adds the methods over these tenants' segments, by the tenant's id. */
    public static AdminServices addTo(final AdminServices services, final Map<String, TenantSegments> tenants) {
        final SegmentServices segments = new SegmentServices(tenants, services);
        final SetMethods sets = new SetMethods();
        segments.add(SegmentServiceGrpc.getListSegmentSetsMethod(), sets::list);
        segments.add(SegmentServiceGrpc.getActivateSegmentSetMethod(), sets::activate);
        segments.add(SegmentServiceGrpc.getRollbackSegmentSetMethod(), sets::rollBack);
        segments.add(
                SegmentServiceGrpc.getGetSegmentStatisticsMethod(),
                (tenant, actor, asked) -> sets.statistics(tenant, asked, actor::isCancelled));
        final CustomerMethods customers = new CustomerMethods(InstantSource.system());
        segments.add(SegmentServiceGrpc.getUpsertCustomerMethod(), customers::upsert);
        segments.add(SegmentServiceGrpc.getDeleteCustomerMethod(), customers::delete);
        segments.add(
                SegmentServiceGrpc.getEraseCustomerMethod(),
                (tenant, actor, asked) -> customers.erase(tenant, actor, asked, actor::isCancelled));
        services.add(
                SegmentServiceGrpc.getGetCustomerMethod(),
                role(SegmentServiceGrpc.getGetCustomerMethod()),
                REQUEST_BYTES,
                (caller, request) -> segments.call(
                        (tenant, actor, asked) -> customers.get(tenant, caller.roles(), asked), caller, request));
        final var importing = SegmentServiceGrpc.getImportSegmentSetMethod();
        return services.add(new AdminUpload(importing, role(importing), UPLOAD_BYTES, segments::beginImport));
    }

    private AdminUpload.Receiver beginImport(final Call caller, final Message first, final Consumer<Message> answers) {
        try {
            return ImportCall.begin(need(caller.tenantId()), caller, (ImportSegmentSetRequest) first, spools, answers);
        } catch (final ControlRefusal e) {
            throw AdminRefused.because(e.refusal());
        }
    }

    /**
     * One method, about one tenant.
     *
     * @param <Q> its request
     * @param <A> its answer
     */
    @FunctionalInterface
    interface Method<Q, A> {
        /** Answers; a {@link ControlRefusal} says why not. */
        A call(TenantSegments segments, Call actor, Q request);
    }

    /** The role that a method needs. */
    static Role role(final MethodDescriptor<?, ?> method) {
        return Objects.requireNonNull(ControlRoles.BY_METHOD.get(method.getFullMethodName()));
    }

    /** What a caller is told of a fault; what is nobody's business is logged instead. */
    static Refusal refusalOf(final Throwable fault) {
        return FAULTS.refusalOf(fault);
    }

    private <Q extends Message, A extends Message> void add(
            final MethodDescriptor<Q, A> descriptor, final Method<Q, A> method) {
        services.add(descriptor, role(descriptor), REQUEST_BYTES, (caller, request) -> call(method, caller, request));
    }

    private <Q extends Message, A extends Message> CompletionStage<A> call(
            final Method<Q, A> method, final Call caller, final Q request) {
        try {
            return CompletableFuture.completedStage(method.call(need(caller.tenantId()), caller, request));
        } catch (final RuntimeException e) {
            throw AdminRefused.because(refusalOf(e));
        }
    }

    private TenantSegments need(final String tenant) {
        final TenantSegments segments = tenants.get(tenant);
        if (segments == null) {
            throw ControlRefusal.notFound("UNKNOWN_TENANT", "This node has no such tenant; check tenant.");
        }
        return segments;
    }
}
