package io.kairoute.router.availability;

import io.kairoute.router.live.QueueState;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/**
 * Races a reader with reports of one queue, each of which bears one number in all of its four figures.
 *
 * <p>A reader that takes a state while it is written sees two numbers. The states are shared by all runs of the race, since a
 * table of them is large; jcstress lets one writer run at a time, as the control thread does.
 */
@JCStressTest
@State
@Outcome(id = "false, false", expect = Expect.ACCEPTABLE, desc = "No whole state could be read.")
@Outcome(id = "true, false", expect = Expect.ACCEPTABLE, desc = "Whole states.")
@Outcome(expect = Expect.FORBIDDEN, desc = "A state of two reports.")
public class QueueStatesStress {
    private static final String QUEUE = "queue";
    private static final QueueStates STATES = new QueueStates();
    private static final int SLOT = STATES.slot(QUEUE);

    private static final int TURNS = 4;

    private static int reports;

    private final QueueStates.Copy copy = new QueueStates.Copy();

    /** Reports again and again. */
    @Actor
    public void writer() {
        for (int i = 0; i < TURNS; i++) {
            report(reports++);
        }
    }

    /** Takes whatever is there, again and again. */
    @Actor
    public void reader(final ZZ_Result result) {
        for (int i = 0; i < TURNS; i++) {
            final boolean isRead = STATES.read(SLOT, copy);
            result.r1 |= isRead;
            result.r2 |= isRead
                    && (copy.atMs() != copy.expectedWaitMs()
                            || copy.atMs() != copy.depth()
                            || copy.atMs() != copy.available());
        }
    }

    private static void report(final int number) {
        STATES.report(new QueueState(QUEUE, number, number, number, number));
    }
}
