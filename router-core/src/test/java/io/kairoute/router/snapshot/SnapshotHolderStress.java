package io.kairoute.router.snapshot;

import java.util.List;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * Races a reader with two publications, each of which follows a write to a plain field.
 *
 * <p>Fields of a snapshot are final, and final fields are seen whole after any publication. So they say nothing of the holder. A
 * plain field is seen only by the order that the release store and the acquire read make: whoever sees a snapshot sees what was
 * written before it was published. Without that order the reader's compiler may take the value that it read before the
 * reference, and the publisher's compiler may leave out the first of the two writes.
 */
@JCStressTest
@State
@Outcome(id = "0, ., .", expect = Expect.ACCEPTABLE, desc = "Read before the first publication.")
@Outcome(id = "1, [12], .", expect = Expect.ACCEPTABLE, desc = "The first snapshot, and what was written before it.")
@Outcome(id = "2, 2, .", expect = Expect.ACCEPTABLE, desc = "The second snapshot, and what was written before it.")
@Outcome(expect = Expect.FORBIDDEN, desc = "A snapshot is seen, and what was written before it is not.")
public class SnapshotHolderStress {
    static final Snapshot FIRST = numbered(1);
    static final Snapshot SECOND = numbered(2);

    private final SnapshotHolder holder = new SnapshotHolder();
    private int written;

    /** Writes and publishes, twice. */
    @Actor
    public void publisher() {
        written = 1;
        holder.publish(FIRST);
        written = 2;
        holder.publish(SECOND);
    }

    /** Reads the plain field before the reference, and after it. */
    @Actor
    public void reader(final III_Result result) {
        result.r3 = written;
        final Snapshot snapshot = holder.acquire();
        result.r1 = snapshot == null ? 0 : (int) snapshot.revision();
        result.r2 = written;
    }

    @SuppressWarnings("NullAway") // what the test does not read, it does not need
    private static Snapshot numbered(final int number) {
        return new Snapshot(
                number,
                number,
                "",
                null,
                new byte[0],
                null,
                null,
                new byte[0],
                null,
                null,
                List.of(),
                null,
                null,
                new int[0],
                0,
                0,
                0,
                null);
    }
}
