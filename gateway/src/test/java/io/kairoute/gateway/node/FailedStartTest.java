package io.kairoute.gateway.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.kairoute.gateway.TestGateways;
import io.kairoute.gateway.config.GatewayConfig;
import io.kairoute.gateway.config.Property;
import io.kairoute.router.snapshot.TenantDirectory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FailedStartTest {
    @TempDir
    private Path temp = Path.of("");

    @Test
    void shouldLeaveNoThreadWhenACertificateIsADirectory() throws Exception {
        final GatewayConfig config = TestGateways.config(
                Map.of(Property.ROUTE_TLS_CERT, temp.toString(), Property.ROUTE_TLS_KEY, temp.toString()));
        final Set<Thread> before = Thread.getAllStackTraces().keySet();

        assertThrows(RuntimeException.class, () -> Node.of(
                        config, Served.of(tenants()).where(ordinal -> false))
                .start());

        assertEquals(List.of(), left(before));
    }

    @Test
    void shouldLeaveNoThreadWhenTheWarmUpThrowsAnError() throws Exception {
        final Set<Thread> before = Thread.getAllStackTraces().keySet();

        assertThrows(StackOverflowError.class, () -> Node.of(
                        TestGateways.config(Map.of()),
                        Served.of(tenants()).where(ordinal -> false).beforeReady(server -> {
                            throw new StackOverflowError("warm-up");
                        }))
                .start());

        assertEquals(List.of(), left(before));
    }

    private static TenantDirectory tenants() {
        return new TenantDirectory(List.of("default"));
    }

    /** The threads that hold a process up; each has 30 s to end. */
    private static List<String> left(final Set<Thread> before) throws InterruptedException {
        final Set<Thread> made = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !before.contains(thread) && !thread.isDaemon())
                .collect(Collectors.toSet());
        for (final Thread thread : made) {
            thread.join(30_000);
        }
        return made.stream().filter(Thread::isAlive).map(Thread::getName).toList();
    }
}
