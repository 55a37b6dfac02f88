package io.kairoute.insight.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a test can find; figures that are published are in PublishedValuesTest. */
final class PowerTest {
    private static final Power SHARE = new Power(0.1, 0.09, 2, 0.05, null);
    private static final Power SEQUENCE = new Power(0.1, 0.09, 2, 0.05, 20_000.0);

    @ParameterizedTest
    @ValueSource(doubles = {0.02, 0.1, 0.5, -0.1, 3})
    void shouldNeedNoUnitMoreThanItTakes(final double lift) {
        for (final Power power : new Power[] {SHARE, SEQUENCE}) {
            final double units = power.units(0.8, lift).figures().orElseThrow();

            assertEquals(0, units % 2);
            assertTrue(power.of(lift, units) >= 0.8, units + " are too few");
            assertTrue(units == 2 || power.of(lift, units - 2) < 0.8, units + " are more than it takes");
        }
    }

    @Test
    void shouldFindTheLeastLiftWithThePowerThatWasAskedFor() {
        for (final Power power : new Power[] {SHARE, SEQUENCE}) {
            final double lift = power.leastLift(0.9, 30_000).figures().orElseThrow();

            assertEquals(0.9, power.of(lift, 30_000), 1e-4);
        }
    }

    @Test
    void shouldTellThePeriodInWhichThePowerIsReached() {
        final long units = SHARE.units(0.8, 0.1).figures().orElseThrow();

        assertEquals(3, SHARE.periods(0.8, 0.1, units / 2.5, 10).orElseThrow());
        assertTrue(SHARE.periods(0.8, 0.1, units / 20.0, 10).isEmpty());
    }

    @Test
    void shouldNeedMoreUnitsWhereItIsLookedAtAllTheTime() {
        assertTrue(SEQUENCE.units(0.8, 0.1).figures().orElseThrow()
                > 1.5 * SHARE.units(0.8, 0.1).figures().orElseThrow());
    }
}
