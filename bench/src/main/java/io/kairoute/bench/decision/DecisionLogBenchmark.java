package io.kairoute.bench.decision;

import io.kairoute.bench.subject.Contacts;
import io.kairoute.bench.subject.CustomerSet;
import io.kairoute.bench.subject.Scenario;
import io.kairoute.bench.subject.Subject;
import io.kairoute.router.Limits;
import io.kairoute.router.decide.Router;
import io.kairoute.router.log.DecisionRecorder;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What does it add to a decision to have it taken down? Another thread empties the ring, as a log does. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class DecisionLogBenchmark {
    private static final int CONTACTS = 1 << 14;
    private static final int RULES = 1_000;
    private static final long CUSTOMERS = 100_000;
    /** The ring that a gateway gives each router. */
    private static final int RING_BYTES = 8 << 20;

    private static final long NAP_NS = 50_000;

    /** Whether decisions are taken down. */
    @Param({"false", "true"})
    private boolean logged;

    private final UnsafeBuffer response = new UnsafeBuffer(new byte[Limits.RESPONSE_ROOM]);
    private final DecisionRecorder recorder = new DecisionRecorder(new OneToOneRingBuffer(
            new UnsafeBuffer(ByteBuffer.allocateDirect(RING_BYTES + RingBufferDescriptor.TRAILER_LENGTH))));
    private @Nullable Subject subject;
    private @Nullable Router router;
    private @Nullable Contacts contacts;
    private @Nullable Thread log;
    private volatile boolean isOver;

    /** Opens the set and begins to empty the ring. */
    @Setup
    public void setUp() {
        final Subject opened = new Subject(RULES, CustomerSet.open(CUSTOMERS));
        subject = opened;
        router = new Router(opened.tenants(), false, logged ? recorder : null);
        contacts = Contacts.of(Scenario.HIT, CONTACTS, CUSTOMERS, RULES);
        final Thread emptying = new Thread(this::empty, "log");
        emptying.setDaemon(true);
        emptying.start();
        log = emptying;
    }

    private void empty() {
        while (!isOver) {
            if (recorder.ring().read((type, buffer, index, length) -> {}) == 0) {
                LockSupport.parkNanos(NAP_NS);
            }
        }
    }

    /** One decision. */
    @Benchmark
    @SuppressWarnings("NullAway") // set up by JMH
    public int route() {
        contacts.next();
        return router.route(
                contacts.buffer(),
                contacts.offset(),
                contacts.length(),
                Router.ANY_TENANT,
                Subject.NOW.toEpochMilli(),
                response,
                0);
    }

    /** Ends; a ring that ran full would have made records cheaper than they are. */
    @TearDown
    @SuppressWarnings("NullAway") // set up by JMH
    public void tearDown() throws InterruptedException {
        isOver = true;
        log.join();
        subject.close();
        if (recorder.lost() > 0) {
            throw new IllegalStateException(recorder.lost() + " records found the ring full");
        }
    }
}
