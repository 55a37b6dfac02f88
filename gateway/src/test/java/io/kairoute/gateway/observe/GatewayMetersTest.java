package io.kairoute.gateway.observe;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class GatewayMetersTest {
    /** The registry holds what it asks weakly, so a lambda that nobody else holds would be asked until the next collection only. */
    @Test
    void shouldGoOnCountingFaultsOfTheControlThreadAfterACollection() {
        final AtomicLong faults = new AtomicLong();
        try (GatewayMeters meters = new GatewayMeters(1)) {
            meters.showControlFaults(faults, AtomicLong::get);

            System.gc();
            faults.set(3);

            final String scrape = meters.scrape();
            assertTrue(scrape.contains("kairoute_faults_control_total 3.0"), scrape);
        }
    }
}
