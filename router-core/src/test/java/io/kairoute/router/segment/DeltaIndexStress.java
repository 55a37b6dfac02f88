package io.kairoute.router.segment;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZII_Result;

/**
 * Races a lookup with the deletion of a customer, which follows a write to a plain field.
 *
 * <p>An entry's fields are final, and final fields are seen whole after any store. The plain field is seen only by the order that
 * the release store and the acquire load make: whoever finds a correction sees what was written before it was put.
 */
@JCStressTest
@State
@Outcome(id = "false, ., .", expect = Expect.ACCEPTABLE, desc = "Looked up before the deletion.")
@Outcome(id = "true, 1, .", expect = Expect.ACCEPTABLE, desc = "Deleted, and what was written before it.")
@Outcome(expect = Expect.FORBIDDEN, desc = "The deletion is found, and what was written before it is not seen.")
public class DeltaIndexStress {
    private static final long LOW = 3;
    private static final long HIGH = 5;

    private final DeltaIndex corrections = new DeltaIndex(1);
    private final ProfileFlyweight found = new ProfileFlyweight();
    private int written;

    /** Writes and deletes. */
    @Actor
    public void writer() {
        written = 1;
        corrections.put(LOW, HIGH, null);
    }

    /** Reads the plain field before the lookup, and after it. */
    @Actor
    public void reader(final ZII_Result result) {
        result.r3 = written;
        result.r1 = corrections.find(LOW, HIGH, found) == DeltaIndex.DELETED;
        result.r2 = written;
    }
}
