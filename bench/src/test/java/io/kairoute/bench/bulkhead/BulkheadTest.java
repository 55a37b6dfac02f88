package io.kairoute.bench.bulkhead;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.ManagedChannel;
import io.kairoute.bench.load.ContactMix;
import io.kairoute.bench.load.LoadPlan;
import io.kairoute.bench.load.LoadResult;
import io.kairoute.bench.load.LoadRun;
import io.kairoute.bench.load.Protocol;
import io.kairoute.routing.v1.RouteRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One tenant asks for all that is slow at once; the other one's contacts and its operator must not notice.
 *
 * <p>The sizes here are a fiftieth of those that are promised: {@code -Dkairoute.bulkhead.customers=10000000}
 * {@code -Dkairoute.bulkhead.mib=5120} are those. What contacts wait is promised for a machine that does nothing else, and is held to that
 * with {@code -Dkairoute.bulkhead.quiet=true}; elsewhere they must not wait for longer than a loop's turn may take.
 */
class BulkheadTest {
    private static final int CUSTOMERS = Integer.getInteger("kairoute.bulkhead.customers", 200_000);
    private static final long LOG_BYTES = Integer.getInteger("kairoute.bulkhead.mib", 100) * 1024L * 1024L;
    private static final int CALLS = 200;
    private static final int TURNS = 5;
    private static final int RATE_PER_S = 1_000;
    private static final int FILL_PER_S = 60_000;
    private static final int FILL_S = 3;
    private static final boolean IS_QUIET = Boolean.getBoolean("kairoute.bulkhead.quiet");

    /** Elsewhere the turns alone only tell how slow the machine is. */
    private static final int QUIET_S = IS_QUIET ? 4 : 2;

    private static final long DECLARE_P95_US = 250_000;
    private static final long DECLARE_MOST_US = 1_000_000;
    private static final long LIST_P95_US = 200_000;
    private static final double ROUTE_P99_US = IS_QUIET ? 5_000 : 25_000;
    private static final double P95 = 95;
    private static final double P99 = 99;

    @TempDir
    private Path directory = Path.of("");

    @Test
    void shouldHoldUpNeitherContactsNorAnOperatorOfAnotherTenant() throws Exception {
        try (BusyNode node = BusyNode.start(directory);
                SlowWork work = new SlowWork(node, CUSTOMERS)) {
            final CompletableFuture<Void> filled = CompletableFuture.runAsync(() -> fillLog(node));
            work.loadCustomers();
            filled.get(30, TimeUnit.MINUTES);
            final ManagedChannel channel = node.admin();
            final OperatorCalls operator = new OperatorCalls(channel);
            final List<Double> quiet = new ArrayList<>();
            final List<Double> loaded = new ArrayList<>();

            for (int turn = 0; turn < TURNS; turn++) {
                quiet.add(route(node, QUIET_S).percentileUs(P99));
                work.begin();
                final CompletableFuture<Void> calls = CompletableFuture.runAsync(() -> operator.run(CALLS / TURNS));
                // The calls take at least so long; routing is measured as long as they do.
                final LoadResult result = route(node, CALLS / TURNS / 2 - 2);
                calls.get(10, TimeUnit.MINUTES);
                work.pause();
                loaded.add(result.percentileUs(P99));
            }
            channel.shutdownNow();

            final String seen = String.format(
                    Locale.ROOT,
                    "declare p95 %,d us, most %,d us; list p95 %,d us; route p99 quiet %s us, loaded %s us; slow work %s",
                    operator.declared().getValueAtPercentile(P95),
                    operator.declared().getMaxValue(),
                    operator.listed().getValueAtPercentile(P95),
                    quiet,
                    loaded,
                    work.ends());
            System.out.println(seen);
            assertEquals(List.of(), operator.failures(), seen);
            assertTrue(operator.declared().getValueAtPercentile(P95) <= DECLARE_P95_US, seen);
            assertTrue(operator.declared().getMaxValue() <= DECLARE_MOST_US, seen);
            assertTrue(operator.listed().getValueAtPercentile(P95) <= LIST_P95_US, seen);
            assertTrue(middle(loaded) <= Math.max(ROUTE_P99_US, 2 * middle(quiet)), seen);
            assertEquals(0, node.counted("kairoute_decisions_total", "fallback_cause=\"DEADLINE\""), seen);
        }
    }

    // Contacts of the busy tenant, as fast as the node takes them, until its decision log is as large as it shall be.
    private static void fillLog(final BusyNode node) {
        final List<RouteRequest> contacts = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            contacts.add(contact("bank-" + i)
                    .setTenantId(BusyNode.BANK)
                    .setCustomerKey("crm:" + i)
                    .build());
        }
        final ContactMix mix = new ContactMix(contacts, List.of(), 0);
        while (node.logBytes() < LOG_BYTES) {
            LoadRun.run(
                    new LoadPlan(node.route(), Protocol.STREAM, 1, FILL_PER_S, false, 0, FILL_S, 1), mix, second -> {});
        }
    }

    private LoadResult route(final BusyNode node, final int seconds) {
        final List<RouteRequest> contacts = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            contacts.add(contact("call-" + i).build());
        }
        final LoadResult result = LoadRun.run(
                new LoadPlan(node.route(), Protocol.UNARY, 4, RATE_PER_S, true, 1, seconds, 1),
                new ContactMix(contacts, List.of(), 0),
                second -> {});
        assertEquals(0, result.failed(), result.failures().toString());
        return result;
    }

    private static RouteRequest.Builder contact(final String id) {
        return RouteRequest.newBuilder()
                .setContactId(id)
                .setChannel("VOICE")
                .setIntent("no_internet")
                .setIntentConfidence(0.95)
                .setRegion("AU-VIC");
    }

    private static double middle(final List<Double> values) {
        final List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return sorted.get(sorted.size() / 2);
    }
}
