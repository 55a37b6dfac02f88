package io.kairoute.router.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.kairoute.router.Limits;
import io.kairoute.router.Router;
import io.kairoute.router.reference.Dice;
import io.kairoute.router.reference.RequestGenerator;
import io.kairoute.router.reference.Situation;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Every branch that the generator reaches, not one happy request, must leave the heap alone. */
class RouterAllocationTest {
    private static final long SEED = Long.getLong("kairoute.seed", 20_261_121L);
    private static final int TABLES = 100;
    private static final int REQUESTS = 100;
    private static final int WARM_UP_ROUNDS = 20;
    private static final int MEASURED_ROUNDS = 20;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final UnsafeBuffer response = new UnsafeBuffer(new byte[Limits.RESPONSE_BYTES]);

    private record Question(UnsafeBuffer bytes, long nowMs) {}

    private record Bench(Router router, List<Question> questions) {}

    @Test
    void shouldAllocateNothingInAnyBranchThatTheGeneratorReaches() {
        final List<Bench> benches = new ArrayList<>();
        for (int table = 0; table < TABLES; table++) {
            benches.add(bench(table));
        }
        // The first reading of the counter allocates by itself.
        long total = run(benches, WARM_UP_ROUNDS) + Math.min(0, threads.getCurrentThreadAllocatedBytes());

        final long before = threads.getCurrentThreadAllocatedBytes();
        total += run(benches, MEASURED_ROUNDS);
        final long allocated = threads.getCurrentThreadAllocatedBytes() - before;

        final long calls = (long) TABLES * REQUESTS * MEASURED_ROUNDS;
        System.out.printf(
                "allocation: %d bytes in %,d calls over %d random tables, %,d answer bytes, seed %d%n",
                allocated, calls, TABLES, total, SEED);
        assertEquals(0, allocated, "seed=" + SEED);
    }

    @Test
    void shouldSeeAnAllocationWhereThereIsOne() {
        final List<Bench> benches = List.of(bench(0));
        final long before = threads.getCurrentThreadAllocatedBytes();

        final long total = run(benches, 1) + new ArrayList<>(List.of(before)).size();

        assertTrue(total > 0);
        assertTrue(threads.getCurrentThreadAllocatedBytes() - before >= 24);
    }

    // Indexed loops: an iterator would be an allocation of our own.
    private long run(final List<Bench> benches, final int rounds) {
        long total = 0;
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < benches.size(); i++) {
                final Router router = benches.get(i).router();
                final List<Question> questions = benches.get(i).questions();
                for (int j = 0; j < questions.size(); j++) {
                    final Question question = questions.get(j);
                    total += router.route(
                            question.bytes(), 0, question.bytes().capacity(), 0, question.nowMs(), response, 0);
                }
            }
        }
        return total;
    }

    private static Bench bench(final int table) {
        final Situation situation = Situation.of(SEED, table);
        final RequestGenerator generator = new RequestGenerator(situation);
        final List<Question> questions = new ArrayList<>();
        for (int i = 0; i < REQUESTS; i++) {
            final RequestGenerator.Question question = generator.question(Dice.part(SEED + table, i));
            questions.add(new Question(new UnsafeBuffer(question.request().toByteArray()), question.serverClockMs()));
        }
        return new Bench(new CompiledRouter().routerFor(situation.scenario()), questions);
    }
}
