package io.kairoute.node.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.node.capacity.Constants;
import io.kairoute.node.capacity.MemoryLimit;
import io.kairoute.node.capacity.MemoryNeed;
import io.kairoute.node.capacity.Stock;
import io.kairoute.node.doctor.Finding.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MachineLookTest {
    private static final long GIB = 1L << 30;

    private final Findings findings = new Findings();
    private final MachineLook look = new MachineLook(findings);

    @ParameterizedTest
    @CsvSource({
        // keys, heap, machine in GiB
        "0, 1, 2, OK",
        "0, 1, 1, FAULT",
        "10000000, 3, 8, OK",
        "10000000, 1, 8, WARN",
        "10000000, 3, 4, WARN",
        "10000000, 4, 4, FAULT"
    })
    void shouldSayWhetherTheMemoryIsEnough(final long keys, final long heap, final long machine, final State state) {
        look(keys, heap, machine);

        assertEquals(state, findings.worst(), () -> findings.all().toString());
    }

    @Test
    void shouldNameAHeapInWhichTheIndexFits() {
        final long leastMib = (need(10_000_000).leastIndexedHeapBytes() + (1 << 20) - 1) >> 20;

        look(10_000_000, 1, 8);

        assertEquals(
                "KAIROUTE_JAVA_OPTS=-Xmx" + leastMib + "m, or more; kairoute capacity tells how much",
                findings.all().get(0).todo());
        assertTrue(findings.all().get(0).found().contains("does not fit"));
    }

    private void look(final long keys, final long heapGib, final long machineGib) {
        look.lookAtMemory(stock(keys), need(keys), new MemoryLimit(machineGib * GIB, heapGib * GIB, heapGib * GIB / 4));
    }

    private static MemoryNeed need(final long keys) {
        return MemoryNeed.of(stock(keys), 2, Constants.shipped());
    }

    private static Stock stock(final long keys) {
        return new Stock(keys, 1, 0, 16);
    }
}
