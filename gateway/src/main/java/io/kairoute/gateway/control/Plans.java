package io.kairoute.gateway.control;

import com.google.protobuf.ByteString;
import io.kairoute.control.v1.SchedulePublishRequest;
import io.kairoute.control.v1.SchedulePublishResponse;
import io.kairoute.gateway.api.Call;
import io.kairoute.gateway.control.Write.Asked;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Plans publishes of drafts that could be published now: what has errors is refused at once rather than when its time has come.
 * Thread-safe.
 */
final class Plans {
    private final TenantWork work;
    private final Drafts drafts;
    private final InstantSource clock;

    Plans(final TenantWork work, final Drafts drafts, final InstantSource clock) {
        this.work = work;
        this.drafts = drafts;
        this.clock = clock;
    }

    /**
     * What is to be planned.
     *
     * @param sha256 which document is checked; null where the same request was done before
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    private record Found(String tenant, @Nullable ByteString sha256, byte[] document) {}

    /** Plans a publish. */
    CompletableFuture<SchedulePublishResponse> schedule(final Call actor, final SchedulePublishRequest request) {
        return work.with(actor, request.getTenant(), tenant -> found(tenant, actor, request))
                .thenCompose(found -> found.sha256() == null
                        ? CompletableFuture.completedFuture(found)
                        : work.beside(found.tenant(), () -> checked(found, request)))
                .thenCompose(found -> work.change(
                        found.tenant(),
                        tenant -> tenant.write(
                                actor,
                                request,
                                new Write<>(
                                        (control, caller, asked) -> asked(control, caller, asked, found),
                                        drafts::scheduled))));
    }

    // The quick no of the request's own fields comes before the table is read.
    private Found found(final TenantControl tenant, final Call actor, final SchedulePublishRequest request) {
        if (tenant.before(request) != null) {
            return new Found(tenant.id(), null, new byte[0]);
        }
        final ByteString planned = planned(drafts.schedule(tenant, actor, request));
        return new Found(tenant.id(), planned, tenant.document(planned));
    }

    private Found checked(final Found found, final SchedulePublishRequest request) {
        CheckedTable.of(found.document(), request.getAcceptWarnings(), clock.millis());
        return found;
    }

    private Asked<SchedulePublishResponse> asked(
            final TenantControl tenant, final Call actor, final SchedulePublishRequest request, final Found found) {
        final Asked<SchedulePublishResponse> asked = drafts.schedule(tenant, actor, request);
        if (!planned(asked).equals(found.sha256())) {
            throw ControlRefusal.aborted("DRAFT_CHANGED", "The draft changed while it was checked; look at it again.");
        }
        return asked;
    }

    private static ByteString planned(final Asked<SchedulePublishResponse> asked) {
        final Change change = asked.change();
        return change == null
                ? ByteString.EMPTY
                : change.command().getPublishScheduled().getDocument();
    }
}
