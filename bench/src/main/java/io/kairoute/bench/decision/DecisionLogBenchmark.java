package io.kairoute.bench.decision;

import io.kairoute.bench.subject.Contacts;
import io.kairoute.bench.subject.CustomerSet;
import io.kairoute.bench.subject.Scenario;
import io.kairoute.bench.subject.Subject;
import io.kairoute.bench.subject.TakenDown;
import java.util.concurrent.TimeUnit;
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

    /** Whether decisions are taken down. */
    @Param({"false", "true"})
    private boolean logged;

    private @Nullable Subject subject;
    private @Nullable TakenDown takenDown;
    private @Nullable Contacts contacts;

    /** Opens the set and begins to empty the ring. */
    @Setup
    public void setUp() {
        final Subject opened = new Subject(RULES, CustomerSet.open(CUSTOMERS));
        subject = opened;
        takenDown = new TakenDown(opened.tenants());
        contacts = Contacts.of(Scenario.HIT, CONTACTS, CUSTOMERS, RULES);
    }

    /** One decision. */
    @Benchmark
    @SuppressWarnings("NullAway") // set up by JMH
    public int route() {
        contacts.next();
        return logged ? takenDown.route(contacts) : subject.route(contacts);
    }

    /** Ends; a ring that ran full would have made records cheaper than they are. */
    @TearDown
    @SuppressWarnings("NullAway") // set up by JMH
    public void tearDown() {
        takenDown.close();
        subject.close();
    }
}
