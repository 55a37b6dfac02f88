package io.kairoute.gateway.sets;

import com.google.protobuf.Message;
import io.grpc.MethodDescriptor;
import io.kairoute.control.v1.ImportSegmentSetRequest;
import io.kairoute.control.v1.SegmentServiceGrpc;
import io.kairoute.gateway.api.AdminServices;
import io.kairoute.gateway.api.Call;
import io.kairoute.gateway.api.CallFaults;
import io.kairoute.gateway.api.Work;
import io.kairoute.gateway.control.ControlRefusal;
import io.kairoute.gateway.control.RequestKey;
import io.kairoute.gateway.refusal.Refusal;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.slf4j.LoggerFactory;

/** Plugs the methods over segment sets and customers into the admin listener. */
public final class SegmentServices {
    private static final CallFaults FAULTS = new CallFaults(
            LoggerFactory.getLogger(SegmentServices.class), "segment_call_failed", "STORE_FAILED", "Not done");

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
        segments.add(SegmentServiceGrpc.getUpsertCustomerMethod(), once(customers::upsert));
        segments.add(SegmentServiceGrpc.getDeleteCustomerMethod(), once(customers::delete));
        segments.add(
                SegmentServiceGrpc.getEraseCustomerMethod(),
                once((tenant, actor, asked) -> customers.erase(tenant, actor, asked, actor::isCancelled)));
        segments.add(
                SegmentServiceGrpc.getGetCustomerMethod(),
                (tenant, actor, asked) -> customers.get(tenant, actor.roles(), asked));
        return services.addUpload(SegmentServiceGrpc.getImportSegmentSetMethod(), segments::beginImport);
    }

    private Work.Receiver beginImport(final Call caller, final Message first, final Consumer<Message> answers) {
        return ImportCall.begin(need(caller.tenantId()), caller, (ImportSegmentSetRequest) first, spools, answers);
    }

    /**
     * What one method does with a tenant's sets.
     *
     * @param <Q> its request
     * @param <A> its answer
     */
    @FunctionalInterface
    interface SetWork<Q, A> {
        /** Answers; a {@link ControlRefusal} says why not. */
        A call(TenantSegments segments, Call actor, Q request);
    }

    /** A change of one customer, which is done once however often it is repeated with one request_id. */
    private static <Q extends Message, A extends Message> SetWork<Q, A> once(final SetWork<Q, A> change) {
        return (segments, actor, request) -> segments.answered()
                .once(RequestKey.of(request, segments.hasher()), () -> change.call(segments, actor, request));
    }

    /** What a caller is told of a fault; what is nobody's business is logged instead. */
    static Refusal refusalOf(final Throwable fault) {
        return FAULTS.refusalOf(fault);
    }

    private <Q extends Message, A extends Message> void add(
            final MethodDescriptor<Q, A> method, final SetWork<Q, A> work) {
        services.add(
                method,
                FAULTS.around((caller, request) ->
                        CompletableFuture.completedStage(work.call(need(caller.tenantId()), caller, request))));
    }

    private TenantSegments need(final String tenant) {
        final TenantSegments segments = tenants.get(tenant);
        if (segments == null) {
            throw ControlRefusal.notFound("UNKNOWN_TENANT", "This node has no such tenant; check tenant.");
        }
        return segments;
    }
}
