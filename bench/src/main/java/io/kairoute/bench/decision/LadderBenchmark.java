package io.kairoute.bench.decision;

import io.kairoute.bench.subject.Contacts;
import io.kairoute.bench.subject.CustomerSet;
import io.kairoute.bench.subject.Scenario;
import io.kairoute.bench.subject.Subject;
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

/** What does each step of a decision add? Every parameter runs the pipeline up to one step. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class LadderBenchmark {
    /** How many customers the set holds. */
    @Param("1000000")
    private long profiles;

    /** How many signal rules there are, and how many tuning rules. */
    @Param("1000")
    private int rules;

    /** The last step that is run. */
    @Param
    private Step step = Step.NOTHING;

    private @Nullable Subject subject;
    private @Nullable Contacts contacts;
    private @Nullable PrefixPipeline pipeline;

    /** Opens the set, compiles the table and encodes the contacts. */
    @Setup
    public void setUp() {
        final Subject opened = new Subject(rules, CustomerSet.open(profiles));
        subject = opened;
        contacts = Contacts.of(Scenario.HIT, RouteBenchmark.CONTACTS, profiles, rules);
        pipeline = new PrefixPipeline(step, opened.tenants());
    }

    /** One decision, as far as it goes. */
    @Benchmark
    @SuppressWarnings("NullAway") // set up by JMH
    public int prefix() {
        contacts.next();
        return pipeline.run(contacts);
    }

    /** Closes the set. */
    @TearDown
    @SuppressWarnings("NullAway") // set up by JMH
    public void tearDown() {
        subject.close();
    }
}
