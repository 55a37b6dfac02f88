package io.kairoute.gateway.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.rpc.Code;
import io.kairoute.control.v1.QueueServiceGrpc;
import io.kairoute.control.v1.SegmentServiceGrpc;
import io.kairoute.control.v1.TableServiceGrpc;
import io.kairoute.gateway.identity.Caller;
import io.kairoute.gateway.identity.Role;
import io.kairoute.gateway.observe.EndCause;
import io.kairoute.gateway.observe.GatewayMeters;
import io.kairoute.gateway.refusal.Refusal;
import io.kairoute.gateway.trace.Spans;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CallLedgerTest {
    private static final Refusal STALE = Refusal.of(Code.ABORTED, "STALE", "Another came first.");
    private static final Call CALL =
            new Call(new Caller("key:ops", 0, Set.of(Role.ADMIN), ""), 0, "bank", "10.1.2.3", new Cancellation());

    private final GatewayMeters meters = new GatewayMeters(1);
    private final List<AdminLine> lines = new ArrayList<>();
    private long nowNs;
    private final CallLedger ledger = new CallLedger(meters, Spans.NONE, () -> nowNs, lines::add);

    @AfterEach
    void close() {
        meters.close();
    }

    @Test
    void shouldCountACallByMethodAndStatusOnce() {
        final CallLedger.Entry entry = ledger.begin(Method.of(TableServiceGrpc.getPublishTableMethod()), CALL);

        entry.refused(STALE);
        entry.gone();

        assertEquals(1, counted("kairoute.control.v1.TableService/PublishTable", "ABORTED"));
        assertEquals(0, counted("kairoute.control.v1.TableService/PublishTable", "CANCELLED"));
    }

    @Test
    void shouldWriteWhoChangedWhatInWhichTenantAndWhatCameOfIt() {
        final CallLedger.Entry entry = ledger.begin(Method.of(TableServiceGrpc.getPublishTableMethod()), CALL);
        nowNs = 1_500_000;

        entry.answered();

        assertEquals(
                List.of(new AdminLine("key:ops", "kairoute.control.v1.TableService/PublishTable", "bank", "OK", 1_500)),
                lines);
    }

    @Test
    void shouldWriteALookAtPeopleAndNoOtherLook() {
        ledger.begin(Method.of(SegmentServiceGrpc.getGetCustomerMethod()), CALL).answered();
        ledger.begin(Method.of(QueueServiceGrpc.getListQueuesMethod()), CALL).answered();

        assertEquals(1, lines.size(), lines::toString);
        assertEquals(
                "kairoute.control.v1.SegmentService/GetCustomer", lines.get(0).method());
        assertEquals(1, counted("kairoute.control.v1.QueueService/ListQueues", "OK"));
    }

    @Test
    void shouldSayOfACallOfManyAnswersHowItEnded() {
        ledger.begin(Method.of(TableServiceGrpc.getStreamSimulationMethod()), CALL)
                .ended(EndCause.NOT_READ);

        assertEquals(1, counted("kairoute.control.v1.TableService/StreamSimulation", "NOT_READ"));
    }

    private double counted(final String method, final String status) {
        final var counter = meters.registry()
                .find("kairoute.admin.calls")
                .tags("method", method, "status", status)
                .counter();
        return counter == null ? 0 : counter.count();
    }
}
