package io.kairoute.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.bench.subject.CustomerSet;
import io.kairoute.bench.subject.Subject;
import io.kairoute.ctl.connection.Target;
import io.kairoute.ctl.outcome.Refusal;
import io.kairoute.gateway.config.ConfigLoader;
import io.kairoute.gateway.config.Property;
import io.kairoute.gateway.node.Node;
import io.kairoute.gateway.node.Served;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LoadRunTest {
    private static final int CUSTOMERS = 100;
    private static final int RULES = 70;
    private static final ContactMix MIX = ContactMix.generated(200, CUSTOMERS, RULES, 1);

    @TempDir
    private Path directory = Path.of("");

    @SuppressWarnings("NullAway.Init") // made before each test
    private Subject subject;

    @SuppressWarnings("NullAway.Init") // made before each test
    private Node server;

    @BeforeEach
    void start() {
        subject = new Subject(RULES, CustomerSet.open(directory.resolve("set"), CUSTOMERS));
        server = Node.of(
                        ConfigLoader.load(
                                        null,
                                        Map.of(),
                                        Map.of(
                                                Property.ROUTE_PORT, "0",
                                                Property.ADMIN_PORT, "0",
                                                Property.EVENT_LOOPS, "1",
                                                Property.STOP_DRAIN, "0s",
                                                Property.STOP_GRACE, "0s",
                                                Property.ROUTE_SERVER_DEADLINE, "10s"))
                                .config(),
                        Served.of(subject.tenants()))
                .start();
    }

    @AfterEach
    void stop() {
        server.close();
        subject.close();
    }

    @ParameterizedTest
    @EnumSource(Protocol.class)
    void shouldGetADecisionForEveryContactThatWasSent(final Protocol protocol) {
        final LoadResult result = LoadRun.run(plan(protocol, server.routePort(), 100, 2), MIX, second -> {});

        assertNull(result.endedEarly());
        assertEquals(Map.of(), result.failures());
        assertTrue(result.latencies().getTotalCount() > 0);
        assertEquals(Math.round(result.offeredPerS() * 2), result.latencies().getTotalCount());
        assertTrue(result.percentileUs(50) > 0);
        assertTrue(result.seconds().get(0).second() < 0, "the warm-up stands apart");
    }

    @Test
    void shouldSayThatARateCannotBeOffered() {
        final LoadResult result = LoadRun.run(plan(Protocol.JSON, server.routePort(), 3_000_000, 1), MIX, second -> {});

        assertFalse(result.isOffered());
        final long warmUpS =
                result.seconds().stream().filter(second -> second.second() < 0).count();
        assertTrue(warmUpS > 1, "it warmed itself up for " + warmUpS + " s only");
        assertTrue(result.worstLagNs() > 100_000_000, "behind by " + result.worstLagNs());
        // Whoever had to wait to be sent counts with that wait.
        assertTrue(result.percentileUs(100) > 50_000, "slowest " + result.percentileUs(100));
    }

    @Test
    void shouldSayThatNobodyAnswers() throws Exception {
        final int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }

        final Refusal refusal =
                assertThrows(Refusal.class, () -> LoadRun.run(plan(Protocol.UNARY, port, 100, 1), MIX, second -> {}));

        assertTrue(
                String.valueOf(refusal.getMessage()).contains("No server answers at 127.0.0.1:" + port),
                refusal.getMessage());
    }

    @Test
    void shouldEndAndSayWhenTheTargetGoesAway() {
        final AtomicBoolean isStopped = new AtomicBoolean();

        final LoadResult result = LoadRun.run(plan(Protocol.UNARY, server.routePort(), 200, 30), MIX, second -> {
            if (second.second() >= 0 && !isStopped.getAndSet(true)) {
                new Thread(server::close).start();
            }
        });

        assertNotNull(result.endedEarly());
        assertTrue(result.endedEarly().startsWith("the target went away after"), result.endedEarly());
        assertTrue(result.latencies().getTotalCount() > 0);
    }

    private static LoadPlan plan(final Protocol protocol, final int port, final double ratePerS, final int seconds) {
        return new LoadPlan(new Target("127.0.0.1", port), protocol, 2, ratePerS, true, 1, seconds, 1);
    }
}
