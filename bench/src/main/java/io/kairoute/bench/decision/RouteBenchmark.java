package io.kairoute.bench.decision;

import io.kairoute.bench.subject.Contacts;
import io.kairoute.bench.subject.CustomerSet;
import io.kairoute.bench.subject.Scenario;
import io.kairoute.bench.subject.Subject;
import java.util.Locale;
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

/**
 * What does a whole decision cost, bytes to bytes, over a stored segment set?
 *
 * <p>Every call asks about another customer, drawn from the whole set, and meets another rule.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class RouteBenchmark {
    /** How many different contacts there are: far more than caches hold the customers of. */
    static final int CONTACTS = 1 << 18;

    /** How many customers the set holds. */
    @Param({"100000", "1000000"})
    private long profiles;

    /** How many signal rules there are, and how many tuning rules. */
    @Param("1000")
    private int rules;

    /** What the contacts are like. */
    @Param({"hit", "miss", "consent_off", "ambiguous", "experiment", "overflow"})
    private String scenario = "hit";

    private @Nullable Subject subject;
    private @Nullable Contacts contacts;

    /** Opens the set, compiles the table and encodes the contacts. */
    @Setup
    public void setUp() {
        subject = new Subject(rules, CustomerSet.open(profiles));
        contacts = Contacts.of(Scenario.valueOf(scenario.toUpperCase(Locale.ROOT)), CONTACTS, profiles, rules);
    }

    /** One decision. */
    @Benchmark
    @SuppressWarnings("NullAway") // set up by JMH
    public int route() {
        contacts.next();
        return subject.route(contacts);
    }

    /** Closes the set. */
    @TearDown
    @SuppressWarnings("NullAway") // set up by JMH
    public void tearDown() {
        subject.close();
    }
}
