package io.kairoute.bench.decision;

import io.kairoute.bench.subject.Contacts;
import io.kairoute.bench.subject.CustomerSet;
import io.kairoute.bench.subject.Scenario;
import io.kairoute.bench.subject.Subject;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
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

/** Does a decision take longer while another thread compiles and publishes revisions? */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class PublicationBenchmark {
    private static final int CONTACTS = 1 << 14;
    private static final int RULES = 1_000;
    private static final long CUSTOMERS = 100_000;
    private static final long SECOND_MS = 1_000;

    /** How many revisions are published a second. */
    @Param({"0", "10"})
    private int perSecond;

    private final ScheduledExecutorService publisher = Executors.newSingleThreadScheduledExecutor();
    private @Nullable ScheduledFuture<?> publishing;
    private @Nullable Subject subject;
    private @Nullable Contacts contacts;

    /** Opens the set and begins to publish. */
    @Setup
    public void setUp() {
        final Subject opened = new Subject(RULES, CustomerSet.open(CUSTOMERS));
        subject = opened;
        contacts = Contacts.of(Scenario.HIT, CONTACTS, CUSTOMERS, RULES);
        if (perSecond > 0) {
            publishing =
                    publisher.scheduleAtFixedRate(opened::publish, 0, SECOND_MS / perSecond, TimeUnit.MILLISECONDS);
        }
    }

    /** One decision. */
    @Benchmark
    @SuppressWarnings("NullAway") // set up by JMH
    public int route() {
        contacts.next();
        return subject.route(contacts);
    }

    /** Stops publishing and closes the set. */
    @TearDown
    @SuppressWarnings("NullAway") // set up by JMH
    public void tearDown() throws InterruptedException {
        if (publishing != null) {
            publishing.cancel(false);
        }
        publisher.shutdown();
        publisher.awaitTermination(10, TimeUnit.SECONDS);
        subject.close();
    }
}
