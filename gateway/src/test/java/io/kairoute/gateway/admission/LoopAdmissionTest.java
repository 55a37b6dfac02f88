package io.kairoute.gateway.admission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.rpc.Code;
import io.kairoute.gateway.observe.RejectCause;
import io.kairoute.gateway.refusal.Refusal;
import org.junit.jupiter.api.Test;

class LoopAdmissionTest {
    private long nowNs;
    private final LoopAdmission admission =
            new LoopAdmission(new AdmissionLimits(10, 5_000_000, 0, 1), 1, 0, () -> nowNs);

    @Test
    void shouldRefuseCallsOverTheLimitAndSayWhenToComeBack() {
        final Refusal refusal = admission.admit(-1, 10, 0);

        assertNotNull(refusal);
        assertEquals(Code.RESOURCE_EXHAUSTED, refusal.code());
        assertEquals(429, refusal.httpStatus());
        assertTrue(refusal.retryMs() > 0);
        assertEquals(RejectCause.TOO_MANY_CALLS.name(), refusal.reason());
        assertNull(admission.admit(-1, 9, 0));
    }

    @Test
    void shouldRefuseATenantOverItsQuota() {
        assertNull(admission.admit(0, 0, 0));

        final Refusal refusal = admission.admit(0, 0, 0);

        assertNotNull(refusal);
        assertEquals(RejectCause.QUOTA.name(), refusal.reason());
    }

    @Test
    void shouldRefuseWhatATurnHasNoTimeFor() {
        for (int turn = 0; turn < 4; turn++) {
            admission.turn().turnBegins(nowNs);
            for (int call = 0; call < 10; call++) {
                admission.admitMessage(-1, nowNs);
                nowNs += 5_000_000;
            }
            admission.turn().turnEnded(nowNs);
        }
        admission.turn().turnBegins(nowNs);

        assertNull(admission.admitMessage(-1, nowNs + 4_000_000));
        nowNs += 6_000_000;

        final Refusal refusal = admission.admitMessage(-1, nowNs);

        assertNotNull(refusal);
        assertEquals(RejectCause.OVERLOADED.name(), refusal.reason());
    }
}
