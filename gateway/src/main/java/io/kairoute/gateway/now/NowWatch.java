package io.kairoute.gateway.now;

import io.kairoute.gateway.api.stream.AnswerSource;
import io.kairoute.gateway.api.stream.AnswerStep;
import io.kairoute.gateway.now.NowBoard.Reached;
import io.kairoute.gateway.now.NowBoard.Told;
import io.kairoute.gateway.observe.EndCause;
import io.kairoute.gateway.refusal.Refusal;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One caller that watches what happens. Whenever it has room for a message it gets the newest.
 *
 * <p>Thread-safe: the ticker wakes it, its event loop takes.
 */
final class NowWatch implements AnswerSource {
    private final NowBoard board;
    private final Consumer<NowWatch> atEnd;
    private volatile Runnable wake = NowWatch::nobody;
    private volatile @Nullable Refusal refusal;
    private Reached reached;

    /** Begins behind what a caller who comes back had. */
    NowWatch(final NowBoard board, final Reached reached, final Consumer<NowWatch> atEnd) {
        this.board = board;
        this.reached = reached;
        this.atEnd = atEnd;
    }

    @Override
    public void begin(final Runnable wakeWriter) {
        wake = wakeWriter;
    }

    /** There is a new message. */
    void told() {
        wake.run();
    }

    /** Ends it. */
    void refuse(final Refusal why) {
        refusal = why;
        wake.run();
    }

    @Override
    public AnswerStep next() {
        final Refusal refused = refusal;
        if (refused != null) {
            return new AnswerStep.Refused(refused, EndCause.REFUSED);
        }
        final Told told = board.since(reached);
        if (told == null) {
            return AnswerStep.NOTHING;
        }
        reached = told.reached();
        return told.answer();
    }

    @Override
    public void over(final EndCause cause) {
        atEnd.accept(this);
    }

    /** Nobody is to be woken before the call began. */
    private static void nobody() {}
}
