package io.kairoute.gateway.route;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.rpc.Code;
import io.kairoute.gateway.observe.CallEnd;
import io.kairoute.gateway.observe.CallKind;
import io.kairoute.gateway.trace.CallTrace;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LedgerTest {
    private static final String CALLS = "kairoute_calls_total{code=\"%s\",method=\"route\"}";
    private static final String ENDS = "kairoute_calls_ended_total{cause=\"%s\"}";

    private final LoneLane lone = new LoneLane();
    private final Ledger ledger = lone.lane().ledger();

    @AfterEach
    void stop() {
        lone.close();
    }

    @Test
    void shouldCountAnAnswerAndTheEndOfItsCallEachForItself() {
        ledger.answered(CallKind.ROUTE, CallStart.ofNobody(10, 0), Code.OK, 30, CallTrace.NONE);
        assertEquals(1, lone.metric(CALLS.formatted("OK")));
        assertEquals(0, lone.metric(ENDS.formatted("answered")));

        ledger.left(CallEnd.ANSWERED);
        assertEquals(1, lone.metric(CALLS.formatted("OK")));
        assertEquals(1, lone.metric(ENDS.formatted("answered")));
    }

    @Test
    void shouldCountACallWhoseCallerVanishedAsCancelledAndReset() {
        ledger.vanished(CallKind.ROUTE, CallStart.ofNobody(10, 0), 30);

        assertEquals(1, lone.metric(CALLS.formatted("CANCELLED")));
        assertEquals(1, lone.metric(ENDS.formatted("reset")));
    }

    @Test
    void shouldCountEveryFault() {
        ledger.reportFault(new IllegalStateException("first"));
        ledger.reportFault(new StackOverflowError());

        assertEquals(2, lone.metric("kairoute_faults_total"));
    }
}
