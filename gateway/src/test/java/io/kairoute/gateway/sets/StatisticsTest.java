package io.kairoute.gateway.sets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.StatusRuntimeException;
import io.kairoute.control.v1.GetSegmentStatisticsRequest;
import io.kairoute.control.v1.GetSegmentStatisticsResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatisticsTest {
    @TempDir
    private Path data = Path.of("");

    @Test
    void shouldCountASetAndSayWhoCameFromWhereSinceTheOneBefore() throws Exception {
        try (CustomersNode node = CustomersNode.start(data)) {
            // 0 to 99 silver, 100 to 199 gold; then 50 more of them gold, ten new, ten gone.
            importSet(node, "one", 0, 200, 100);
            importSet(node, "two", 10, 210, 60);

            final GetSegmentStatisticsResponse counted =
                    node.calls().getSegmentStatistics(GetSegmentStatisticsRequest.getDefaultInstance());

            assertEquals("two", counted.getSegmentSet().getVersion());
            assertEquals("one", counted.getCompared().getVersion());
            final Map<String, Long> tiers = new TreeMap<>();
            counted.getTiersList().forEach(count -> tiers.put(count.getName(), count.getCount()));
            assertEquals(Map.of("silver", 50L, "gold", 150L), tiers);
            final Map<String, Long> moves = new TreeMap<>();
            counted.getMigrationsList()
                    .forEach(move -> moves.put(move.getFrom() + ">" + move.getTo(), move.getCustomers()));
            assertEquals(Map.of("gold>gold", 100L, "silver>silver", 50L, "silver>gold", 40L), moves);
            assertEquals(10, counted.getJoined());
            assertEquals(10, counted.getLeft());
            assertEquals(
                    (0.75 - 0.5) * Math.log(0.75 / 0.5) + (0.25 - 0.5) * Math.log(0.25 / 0.5),
                    counted.getStabilityIndex(),
                    1e-9);
            assertTrue(counted.getShifted());
            assertTrue(counted.getFill() > 0 && counted.getFill() < 1, counted::toString);
            final GetSegmentStatisticsResponse first = node.calls()
                    .getSegmentStatistics(GetSegmentStatisticsRequest.newBuilder()
                            .setNumber(1)
                            .build());
            assertFalse(first.hasCompared());
            assertThrows(StatusRuntimeException.class, () -> node.calls()
                    .getSegmentStatistics(GetSegmentStatisticsRequest.newBuilder()
                            .setNumber(9)
                            .build()));
        }
    }

    @Test
    void shouldCountContactsWhoseKeyNobodyKnows() throws Exception {
        try (CustomersNode node = CustomersNode.start(data)) {
            importSet(node, "one", 0, 10, 5);
            for (int i = 0; i < 5; i++) {
                node.ask("crm:" + 2 * i * i);
            }
            node.ask("");

            GetSegmentStatisticsResponse counted = GetSegmentStatisticsResponse.getDefaultInstance();
            final long untilNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
            while (counted.getLookedUp() < 5 && System.nanoTime() < untilNs) {
                counted = node.calls().getSegmentStatistics(GetSegmentStatisticsRequest.getDefaultInstance());
            }

            assertEquals(5, counted.getLookedUp());
            assertEquals(2, counted.getUnknown());
        }
    }

    private static void importSet(
            final CustomersNode node, final String version, final int from, final int to, final int goldFrom)
            throws Exception {
        final StringBuilder rows = new StringBuilder("id,value\n");
        for (int i = from; i < to; i++) {
            rows.append(i).append(',').append(i < goldFrom ? 5 : 100).append('\n');
        }
        final var unused = Upload.begin(
                        node,
                        Upload.head().setVersion(version).setActivate(true).setReason("test"))
                .send(rows.toString())
                .end()
                .result();
    }
}
