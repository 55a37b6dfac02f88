package io.kairoute.router.snapshot;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/**
 * The control of the races: a reader that takes the reference twice does mix two snapshots. This race must be seen to fail,
 * or the others prove nothing.
 */
@JCStressTest
@State
@Outcome(id = "false, false", expect = Expect.ACCEPTABLE, desc = "Both reads before the publication.")
@Outcome(id = "true, true", expect = Expect.ACCEPTABLE, desc = "Both reads after it.")
@Outcome(expect = Expect.FORBIDDEN, desc = "The publication fell between the two reads.")
public class TwoReadsControl {
    private static final Snapshot SNAPSHOT = SnapshotHolderStress.SECOND;

    private final SnapshotHolder holder = new SnapshotHolder();

    /** Publishes. */
    @Actor
    public void publisher() {
        holder.publish(SNAPSHOT);
    }

    /** Reads the way the router must not. */
    @Actor
    public void reader(final ZZ_Result result) {
        result.r1 = holder.acquire() != null;
        result.r2 = holder.acquire() != null;
    }
}
