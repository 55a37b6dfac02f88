package io.kairoute.gateway.api.stream;

import com.google.protobuf.Message;
import com.google.rpc.Code;
import io.kairoute.gateway.api.stream.AnswerStep.Answer;
import io.kairoute.gateway.api.stream.AnswerStep.Refused;
import io.kairoute.gateway.api.stream.AnswerStep.Spelled;
import io.kairoute.gateway.observe.EndCause;
import io.kairoute.gateway.refusal.Refusal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Answers that a thread of their own makes and none of which may be lost: the thread waits while the reader is slow.
 *
 * <p>It waits at most so long for one answer, and then hears that nobody wants more. Thread-safe.
 */
public final class PacedAnswers implements AnswerSource {
    private static final int MOST_AHEAD = 2;
    private static final Refusal NOT_READ = Refusal.of(
            Code.RESOURCE_EXHAUSTED, "NOT_READ", "The answers were not read fast enough, so the call was ended.");

    private final AnswerForm form;
    private final long longestWaitMs;
    private final Consumer<EndCause> atEnd;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Spelled> ahead = new ArrayDeque<>();
    private volatile Runnable wake = PacedAnswers::nobody;
    private @Nullable AnswerStep end;
    private boolean isOver;

    /**
     * Makes answers.
     *
     * @param form how they are spelled, by the thread that makes them
     * @param longestWaitMs how long one answer waits for the reader
     * @param atEnd told how the call ended, once it is over, on its event loop
     */
    public PacedAnswers(final AnswerForm form, final long longestWaitMs, final Consumer<EndCause> atEnd) {
        this.form = form;
        this.longestWaitMs = longestWaitMs;
        this.atEnd = atEnd;
    }

    @Override
    public void begin(final Runnable wakeWriter) {
        wake = wakeWriter;
    }

    /** Sends one more, and waits for room; false once nobody wants more. */
    public boolean send(final Message message) {
        final Spelled spelled = new Spelled(form.spell(new Answer(message, "")));
        lock.lock();
        try {
            long leftNs = TimeUnit.MILLISECONDS.toNanos(longestWaitMs);
            while (ahead.size() >= MOST_AHEAD && end == null && !isOver) {
                leftNs = changed.awaitNanos(leftNs);
                if (leftNs <= 0) {
                    end(new Refused(NOT_READ, EndCause.NOT_READ));
                }
            }
            if (end != null || isOver) {
                return false;
            }
            ahead.add(spelled);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            end(new Refused(Refusal.fault(), EndCause.DRAINED));
            return false;
        } finally {
            lock.unlock();
        }
        wake.run();
        return true;
    }

    /** That was all. */
    public void done() {
        end(AnswerStep.DONE);
    }

    /** The work came to an end that the caller is told of, behind what was sent. */
    public void refuse(final Refusal refusal, final EndCause cause) {
        end(new Refused(refusal, cause));
    }

    /** Whether nobody wants more. */
    public boolean isOver() {
        lock.lock();
        try {
            return isOver || end != null;
        } finally {
            lock.unlock();
        }
    }

    private void end(final AnswerStep how) {
        lock.lock();
        try {
            if (end == null) {
                end = how;
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        wake.run();
    }

    @Override
    public AnswerStep next() {
        lock.lock();
        try {
            final Spelled answer = ahead.poll();
            changed.signalAll();
            if (answer != null) {
                return answer;
            }
            return end == null ? AnswerStep.NOTHING : end;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void over(final EndCause cause) {
        lock.lock();
        try {
            isOver = true;
            ahead.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        atEnd.accept(cause);
    }

    /** Nobody is to be woken before the call began. */
    private static void nobody() {}
}
