package io.kairoute.router.snapshot;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIII_Result;

/**
 * Races a reader with the publication of two snapshots that are built while it reads.
 *
 * <p>Each snapshot carries its number four times: in the record, in an array, in an array behind an array, and in a list.
 * A reader that takes the reference once must find the same number everywhere.
 */
@JCStressTest
@State
@Outcome(id = "0, 0, 0, 0", expect = Expect.ACCEPTABLE, desc = "Read before the first publication.")
@Outcome(id = "1, 1, 1, 1", expect = Expect.ACCEPTABLE, desc = "All of the first snapshot.")
@Outcome(id = "2, 2, 2, 2", expect = Expect.ACCEPTABLE, desc = "All of the second snapshot.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Part of a snapshot is missing, or two are mixed.")
public class SnapshotHolderStress {
    private final SnapshotHolder holder = new SnapshotHolder();

    /** Publishes twice. */
    @Actor
    public void publisher() {
        holder.publish(marked(1));
        holder.publish(marked(2));
    }

    /** Reads the way the router does: one acquire, then only the local. */
    @Actor
    public void reader(final IIII_Result result) {
        final Snapshot snapshot = holder.acquire();
        if (snapshot != null) {
            result.r1 = (int) snapshot.revision();
            result.r2 = snapshot.tenantId()[0];
            result.r3 = snapshot.kept()[0].stateSlots()[0];
            result.r4 = Integer.parseInt(snapshot.liveNames().get(0));
        }
    }

    static Snapshot marked(final int mark) {
        return marked(mark, new Snapshot[] {marked(mark, null)});
    }

    @SuppressWarnings("NullAway") // what the test does not read, it does not need
    private static Snapshot marked(final int mark, final Snapshot @Nullable [] kept) {
        return new Snapshot(
                mark,
                mark,
                "",
                null,
                new byte[] {(byte) mark},
                null,
                null,
                new byte[0],
                null,
                null,
                List.of(String.valueOf(mark)),
                null,
                null,
                new int[] {mark},
                0,
                0,
                0,
                kept);
    }
}
