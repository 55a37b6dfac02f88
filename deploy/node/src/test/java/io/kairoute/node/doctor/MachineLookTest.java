package io.kairoute.node.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
        look.lookAtMemory(keys, heap * GIB, machine * GIB, heap * GIB / 4);

        assertEquals(state, findings.worst(), () -> findings.all().toString());
    }

    @Test
    void shouldNameAHeapInWhichTheIndexFits() {
        look.lookAtMemory(10_000_000, GIB, 8 * GIB, GIB / 4);

        assertEquals(
                "KAIROUTE_JAVA_OPTS=-Xmx2059m, or more", findings.all().get(0).todo());
        assertTrue(findings.all().get(0).found().contains("does not fit"));
    }
}
