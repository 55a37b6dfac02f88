package io.kairoute.router.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.kairoute.router.Limits;
import io.kairoute.router.decide.DecisionSink;
import io.kairoute.router.decide.Router;
import io.kairoute.router.log.DecisionRecorder;
import io.kairoute.router.reference.Dice;
import io.kairoute.router.reference.RequestGenerator;
import io.kairoute.router.reference.Scale;
import io.kairoute.router.reference.Situation;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every branch that the generator reaches, not one happy request, must leave the heap alone; customers are in the store. */
class RouterAllocationTest {
    private static final long SEED = Long.getLong("kairoute.seed", 20_261_121L);
    private static final int TABLES = 100;
    private static final int TABLES_AT_THE_LIMITS = 4;
    private static final int REQUESTS = 100;
    private static final int RECORDED_TABLES = 40;
    private static final int RING_BYTES = 8 * 1024 * 1024;
    private static final int WARM_UP_ROUNDS = 120;
    private static final int ROUNDS = 100;

    @TempDir
    private Path directory = Path.of("");

    @SuppressWarnings("NullAway.Init") // made before each test
    private StoredSegments segments;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final UnsafeBuffer response = new UnsafeBuffer(new byte[Limits.RESPONSE_BYTES]);

    private long answerBytes;
    private long taken;

    private record Question(UnsafeBuffer bytes, long nowMs) {}

    private record Bench(Router router, List<Question> questions) {}

    @BeforeEach
    void openStore() {
        segments = new StoredSegments(directory);
    }

    @AfterEach
    void closeStore() {
        segments.close();
    }

    @Test
    void shouldAllocateNothingInAnyBranchThatTheGeneratorReaches() {
        final List<Bench> benches = new ArrayList<>();
        for (int table = 0; table < TABLES; table++) {
            benches.add(bench(Scale.USUAL, table, null));
        }
        for (int table = 0; table < TABLES_AT_THE_LIMITS; table++) {
            benches.add(bench(Scale.LIMITS, table, null));
        }
        // The virtual machine links and recompiles for a few dozen rounds, with allocations of its own on this thread.
        measure(benches, WARM_UP_ROUNDS);

        final long allocated = measure(benches, ROUNDS);

        final long calls = (long) benches.size() * REQUESTS * ROUNDS;
        System.out.printf(
                "allocation: %d bytes in %,d calls over %d random tables, %,d answer bytes, seed %d%n",
                allocated, calls, benches.size(), answerBytes, SEED);
        assertEquals(0, allocated, "seed=" + SEED);
    }

    @Test
    void shouldAllocateNothingWhileADecisionIsRecorded() {
        final DecisionRecorder recorder = new DecisionRecorder(new OneToOneRingBuffer(new UnsafeBuffer(
                BufferUtil.allocateDirectAligned(RING_BYTES + RingBufferDescriptor.TRAILER_LENGTH, 64))));
        final List<Bench> benches = new ArrayList<>();
        for (int table = 0; table < RECORDED_TABLES; table++) {
            benches.add(bench(Scale.USUAL, table, recorder));
        }
        measure(benches, WARM_UP_ROUNDS, recorder);
        taken = 0;

        final long allocated = measure(benches, ROUNDS, recorder);

        final long calls = (long) RECORDED_TABLES * REQUESTS * ROUNDS;
        System.out.printf("allocation with a recorder: %d bytes in %,d calls, %,d recorded%n", allocated, calls, taken);
        assertEquals(0, allocated, "seed=" + SEED);
        // Dry runs alone are not recorded.
        assertTrue(taken > calls * 8 / 10 && taken < calls, "recorded " + taken);
        assertEquals(0, recorder.lost());
    }

    // The ring is emptied between the rounds, and outside what is measured.
    private long measure(final List<Bench> benches, final int rounds, final DecisionRecorder recorder) {
        long allocated = 0;
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < benches.size(); i++) {
                final List<Bench> one = benches.subList(i, i + 1);
                final long before = threads.getCurrentThreadAllocatedBytes();
                answerBytes += run(one);
                allocated += threads.getCurrentThreadAllocatedBytes() - before;
                while (recorder.ring().size() > 0) {
                    taken += recorder.ring().read((type, buffer, index, length) -> {});
                }
            }
        }
        return allocated;
    }

    @Test
    void shouldSeeAnAllocationWhereThereIsOne() {
        final List<Bench> benches = List.of(bench(Scale.USUAL, 0, null));
        final long before = threads.getCurrentThreadAllocatedBytes();

        final long total = run(benches) + new ArrayList<>(List.of(before)).size();

        assertTrue(total > 0);
        assertTrue(threads.getCurrentThreadAllocatedBytes() - before >= 24);
    }

    // Read after every round, so that what the reading itself may allocate lies between two measurements.
    private long measure(final List<Bench> benches, final int rounds) {
        long allocated = 0;
        for (int round = 0; round < rounds; round++) {
            final long before = threads.getCurrentThreadAllocatedBytes();
            answerBytes += run(benches);
            allocated += threads.getCurrentThreadAllocatedBytes() - before;
        }
        return allocated;
    }

    // Indexed loops: an iterator would be an allocation of our own.
    private long run(final List<Bench> benches) {
        long total = 0;
        for (int i = 0; i < benches.size(); i++) {
            final Router router = benches.get(i).router();
            final List<Question> questions = benches.get(i).questions();
            for (int j = 0; j < questions.size(); j++) {
                final Question question = questions.get(j);
                total += router.route(
                        question.bytes(), 0, question.bytes().capacity(), 0, question.nowMs(), response, 0);
            }
        }
        return total;
    }

    private Bench bench(final Scale scale, final int table, final @Nullable DecisionSink sink) {
        final Situation situation = Situation.of(SEED, table, scale);
        final RequestGenerator generator = new RequestGenerator(situation);
        final List<Question> questions = new ArrayList<>();
        for (int i = 0; i < REQUESTS; i++) {
            final RequestGenerator.Question question = generator.question(Dice.part(SEED + table, i));
            questions.add(new Question(new UnsafeBuffer(question.request().toByteArray()), question.serverClockMs()));
        }
        return new Bench(CompiledRouter.open(situation.scenario(), segments, sink), questions);
    }
}
