package io.kairoute.gateway.outcome;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.control.v1.ListOutcomesRequest;
import io.kairoute.control.v1.ListOutcomesResponse;
import io.kairoute.control.v1.Outcome;
import io.kairoute.control.v1.ReportedOutcome;
import io.kairoute.router.store.ChildJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills a node that is told of outcomes at seeded moments; how often, says {@code -Dkairoute.kills=100}. */
@Tag("alone")
class OutcomesCrashTest {
    private static final int LATEST_KILL_MS = 300;
    private static final int KILLS = Integer.getInteger("kairoute.kills", 10);

    @TempDir
    private Path directory = Path.of("");

    @Test
    void shouldHaveEachAcknowledgedOutcomeOnceWhenKilled() throws Exception {
        final Path data = directory.resolve("data");
        final Random random = new Random(7);
        final List<String> kept = new ArrayList<>();
        for (int kill = 0; kill < KILLS; kill++) {
            final ChildJvm child = ChildJvm.of(OutcomesChild.class, data.toString(), "run-" + kill);
            kept.add(child.awaitLine("kept"));
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(LATEST_KILL_MS)));
            child.kill();
            child.readToEnd().lines().filter(line -> line.startsWith("kept ")).forEach(kept::add);
            if (random.nextBoolean()) {
                Files.deleteIfExists(data.resolve("tenants/default/outcomes.db"));
            }
        }

        try (OutcomesNode node = OutcomesNode.start(data)) {
            final Map<String, Integer> found = found(node);
            assertTrue(kept.size() > KILLS, () -> "kept=" + kept.size());
            for (final String call : kept) {
                final Outcome[] outcomes = new Outcome[OutcomesChild.IN_ONE];
                for (int i = 0; i < outcomes.length; i++) {
                    outcomes[i] = TestOutcomes.handled(call.substring("kept ".length()) + "-" + i, 1, 100);
                }
                assertEquals(
                        outcomes.length,
                        node.statuses(outcomes).stream()
                                .filter("DUPLICATE"::equals)
                                .count(),
                        call);
            }
            assertTrue(found.size() >= kept.size() * OutcomesChild.IN_ONE, () -> "found=" + found.size());
            assertTrue(found.values().stream().allMatch(times -> times == 1), "each is listed once");
        }
    }

    private static Map<String, Integer> found(final OutcomesNode node) {
        final Map<String, Integer> found = new HashMap<>();
        String token = "";
        do {
            final ListOutcomesResponse page = node.list(ListOutcomesRequest.newBuilder()
                    .setPageSize(1_000)
                    .setPageToken(token)
                    .build());
            for (final ReportedOutcome one : page.getOutcomesList()) {
                found.merge(one.getOutcome().getDecisionId(), 1, Integer::sum);
            }
            token = page.getNextPageToken();
        } while (!token.isEmpty());
        return found;
    }
}
