package io.kairoute.gateway.admission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class TenantQuotaTest {
    private static final long SECOND_NS = 1_000_000_000;

    @Test
    void shouldHoldATenantToItsRateAndLeaveOthersAlone() {
        final TenantQuota quota = new TenantQuota(2, 10, 0);

        assertEquals(10, taken(quota, 0, 100, 0));
        assertEquals(5, taken(quota, 0, 100, SECOND_NS / 2));
        assertEquals(10, taken(quota, 1, 100, SECOND_NS / 2));
        assertEquals(10, taken(quota, 0, 100, 100 * SECOND_NS));
    }

    @Test
    void shouldLetEverythingPassWithoutAQuota() {
        assertEquals(1_000, taken(new TenantQuota(1, 0, 0), 0, 1_000, 0));
    }

    @Test
    void shouldServeRatesBelowOneCallASecond() {
        final TenantQuota quota = new TenantQuota(1, 0.5, 0);

        assertTrue(quota.take(0, 0));
        assertEquals(0, taken(quota, 0, 10, SECOND_NS));
        assertEquals(1, taken(quota, 0, 10, 2 * SECOND_NS));
    }

    private static int taken(final TenantQuota quota, final int tenant, final int tries, final long nowNs) {
        int taken = 0;
        for (int i = 0; i < tries; i++) {
            taken += quota.take(tenant, nowNs) ? 1 : 0;
        }
        return taken;
    }
}
