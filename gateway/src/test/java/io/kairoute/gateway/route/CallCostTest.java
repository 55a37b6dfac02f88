package io.kairoute.gateway.route;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.gateway.identity.Role;
import io.kairoute.gateway.identity.TestKeys;
import io.kairoute.router.store.ChildJvm;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a plain call may cost its event loop in processor time, answered or refused for its tenant's quota.
 *
 * <p>A call that costs a third more is out of its bounds. One that costs a third less is, too: then the bounds are to follow it.
 */
class CallCostTest {
    private static final double ANSWERED = 8.4;
    private static final double REFUSED = 7.9;
    private static final double MOST_OFF = 0.2;

    @TempDir
    private Path directory = Path.of("");

    @Test
    void shouldCostItsLoopAsMuchProcessorTimeAsACallIsKnownTo() throws Exception {
        final Path credentials = new TestKeys()
                .add("key-of-a-caller", "default", Role.ROUTE, "")
                .write(directory.resolve("credentials.yaml"));

        final String line =
                ChildJvm.of(CallCostChild.class, credentials.toString()).awaitLine("cost ");

        System.out.println(line);
        final String[] costs = line.split("[ =]", -1);
        assertWithin(ANSWERED, Double.parseDouble(costs[2]), line);
        assertWithin(REFUSED, Double.parseDouble(costs[4]), line);
    }

    private static void assertWithin(final double known, final double cost, final String line) {
        assertTrue(Math.abs(cost - known) <= MOST_OFF * known, () -> line + ", known is " + known);
    }
}
