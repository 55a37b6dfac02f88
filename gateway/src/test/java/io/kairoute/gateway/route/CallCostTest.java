package io.kairoute.gateway.route;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.gateway.identity.Role;
import io.kairoute.gateway.identity.TestKeys;
import io.kairoute.router.store.ChildJvm;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a plain call may cost its event loop in processor time, answered or refused for its tenant's quota.
 *
 * <p>A call that costs a third more is out of its bounds. One that costs a third less is, too: then the bounds are to follow it.
 */
@Tag("alone")
class CallCostTest {
    private static final double ANSWERED = 7.9;
    private static final double REFUSED = 7.0;
    private static final double MOST_OFF = 0.25;

    /** Where a virtual machine puts its code and its heap makes it dearer by a tenth at times, never cheaper: the cheapest counts. */
    private static final int CHILDREN = 3;

    @TempDir
    private Path directory = Path.of("");

    @Test
    void shouldCostItsLoopAsMuchProcessorTimeAsACallIsKnownTo() throws Exception {
        final Path credentials = new TestKeys()
                .add("key-of-a-caller", "default", Role.ROUTE, "")
                .write(directory.resolve("credentials.yaml"));

        double answered = Double.MAX_VALUE;
        double refused = Double.MAX_VALUE;
        for (int child = 0; child < CHILDREN; child++) {
            final String line =
                    ChildJvm.of(CallCostChild.class, credentials.toString()).awaitLine("cost ");
            System.out.println(line);
            final String[] costs = line.split("[ =]", -1);
            answered = Math.min(answered, Double.parseDouble(costs[2]));
            refused = Math.min(refused, Double.parseDouble(costs[4]));
        }

        assertWithin(ANSWERED, answered, "answered");
        assertWithin(REFUSED, refused, "refused");
    }

    private static void assertWithin(final double known, final double cost, final String name) {
        assertTrue(Math.abs(cost - known) <= MOST_OFF * known, () -> name + " costs " + cost + ", known is " + known);
    }
}
