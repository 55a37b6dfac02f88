package io.kairoute.node.capacity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.StringReader;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CapacityTest {
    private static final long MIB = 1L << 20;
    private static final long GIB = 1L << 30;

    @Test
    void shouldGiveTheHeapTwiceWhatIsInUseAndRoomToWork() {
        final MemoryNeed need = MemoryNeed.of(new Stock(0, 10, 100, 4), 2, constants());

        // 100 MiB, ten tenants of 1 MiB, 4,000 rules of 1,024 bytes: 114 MiB in use, twice, and 512 MiB.
        assertEquals(768 * MIB, need.heapBytes());
        assertEquals(10 * MIB + 4_000 * 1_024, need.tenantBytes());
        assertEquals(256 * MIB + 2 * 8 * MIB, need.besideBytes());
        assertEquals(1280 * MIB, need.limitBytes());
    }

    @Test
    void shouldGiveTheIndexesOfTheServedAndTheNextSetsAQuarterOfTheHeap() {
        final MemoryNeed need = MemoryNeed.of(new Stock(16L << 20, 1, 0, 1), 1, constants());

        // 16 Mi keys of 64 bytes are 1 GiB, those of the next set as much: 8 GiB, more than twice what is in use.
        assertEquals(8 * GIB, need.heapBytes());
        assertEquals(GIB, need.indexBytes());
        assertEquals(4 * GIB, need.leastIndexedHeapBytes());
        assertEquals(4 * GIB, need.pageBytes());
        assertEquals(12 * GIB + 512 * MIB, need.limitBytes());
    }

    @Test
    void shouldTakeOneNodeMoreThanBearTheBusiestSecondWithHalfOfTheirCores() {
        // A node of four cores bears 4 * 1,000 / 2 calls a second.
        assertEquals(2, nodesFor(1));
        assertEquals(2, nodesFor(2_000));
        assertEquals(3, nodesFor(2_001));
        assertEquals(11, nodesFor(20_000));
    }

    @Test
    void shouldHaveTheNodesThatAreLeftHoldEveryDecision() {
        final Capacity capacity =
                Capacity.of(new Stock(1 << 20, 2, 0, 1), new Traffic(4_000, 1_000, 10), 4, constants());

        // 1,000 a second for ten days of 500 bytes, over two nodes; of two tenants.
        assertEquals(432_000_000_000L / 2, capacity.decisionBytes());
        assertEquals(432_000_000_000L / 4, capacity.tenantDecisionBytes());
        // Five sets of 256 MiB, and 1 GiB that stays free.
        assertEquals(5 * 256 * MIB, capacity.setBytes());
        assertEquals(capacity.setBytes() + capacity.decisionBytes() + GIB, capacity.diskBytes());
    }

    @Test
    void shouldTakeLongerToStartWithMoreCustomers() {
        final Capacity capacity = Capacity.of(new Stock(10_000_000, 1, 0, 1), new Traffic(1, 1, 1), 4, constants());

        assertEquals(2_000 + 10 * 500, capacity.startMs());
    }

    @Test
    void shouldReadTheConstantsThatItWrites() throws IOException {
        final Constants constants = constants();

        final String text = constants.text(List.of("By hand."));

        final Constants read = Constants.read(new StringReader(text));
        for (final Constant constant : Constant.values()) {
            assertEquals(constants.of(constant), read.of(constant), constant.key());
        }
        assertEquals("# By hand.", text.lines().findFirst().orElseThrow());
    }

    @Test
    void shouldRefuseAFileThatLacksAConstant() {
        final String text = constants().text(List.of()).replace("calls_per_core=", "calls=");

        final IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> Constants.read(new StringReader(text)));

        assertEquals("constants.properties lacks calls_per_core", refused.getMessage());
    }

    private static int nodesFor(final double rate) {
        return Capacity.of(new Stock(0, 1, 0, 1), new Traffic(rate, 1, 1), 4, constants())
                .nodes();
    }

    private static Constants constants() {
        final Map<Constant, Double> values = new EnumMap<>(Constant.class);
        values.put(Constant.CALLS_PER_CORE, 1_000.0);
        values.put(Constant.HEAP_BASE_BYTES, 100.0 * MIB);
        values.put(Constant.HEAP_BYTES_PER_KEY, 64.0);
        values.put(Constant.HEAP_BYTES_PER_TENANT, 1.0 * MIB);
        values.put(Constant.HEAP_BYTES_PER_RULE, 1_024.0);
        values.put(Constant.BESIDE_BASE_BYTES, 256.0 * MIB);
        values.put(Constant.BESIDE_BYTES_PER_LOOP, 8.0 * MIB);
        values.put(Constant.FILE_BYTES_PER_KEY, 256.0);
        values.put(Constant.LOG_BYTES_PER_DECISION, 500.0);
        values.put(Constant.START_BASE_MS, 2_000.0);
        values.put(Constant.START_MS_PER_MILLION_KEYS, 500.0);
        return Constants.of(values);
    }
}
