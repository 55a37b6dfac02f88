package io.kairoute.gateway.api.stream;

import com.google.protobuf.Message;
import io.kairoute.gateway.api.stream.AnswerStep.Answer;
import io.kairoute.gateway.observe.EndCause;
import io.kairoute.gateway.refusal.Refusal;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The answers of a watch: of each thing that is watched only the newest state waits for the reader.
 *
 * <p>Whoever tells of a change never waits, and a slow reader loses what lay between, not the end of it. Of a thing that ended
 * before the reader heard of it, the reader hears nothing. So what waits, and what the reader is known to have heard of, are
 * both bounded by how many things can exist at a time. Newer states go to the end of the row, which keeps positions rising.
 * Thread-safe.
 */
public final class LatestAnswers implements AnswerSource {
    /** A state that waits. */
    private record Waiting(Answer answer, boolean isLast) {}

    private final Runnable atEnd;
    private final Map<String, Waiting> waiting = new LinkedHashMap<>();
    private final Set<String> heardOf = new HashSet<>();
    private Runnable wake = LatestAnswers::nobody;
    private @Nullable AnswerStep first;
    private int untilReached;
    private String reached = "";
    private boolean isOver;

    /** Makes the answers of a watch; {@code atEnd} is called once it is over, on the event loop. */
    public LatestAnswers(final Runnable atEnd) {
        this.atEnd = atEnd;
    }

    @Override
    public synchronized void begin(final Runnable wakeWriter) {
        wake = wakeWriter;
    }

    /**
     * Begins with what is there now.
     *
     * @param present the states by what they are of
     * @param position where a caller goes on who has read them all
     * @param isAnew whether the reader came back, and must forget what it heard before
     */
    public synchronized void present(
            final Map<String, ? extends Message> present, final String position, final boolean isAnew) {
        first = isAnew ? AnswerStep.ANEW : null;
        present.forEach((key, message) -> waiting.put(key, new Waiting(new Answer(message, ""), false)));
        untilReached = waiting.size();
        reached = position;
        wake.run();
    }

    /**
     * Goes on for a reader that came back.
     *
     * @param keys what it may have heard of already
     * @param position where a caller goes on now; empty where the answers that follow say it
     */
    public synchronized void goOn(final Collection<String> keys, final String position) {
        heardOf.addAll(keys);
        reached = position;
        first = AnswerStep.BEGUN;
        wake.run();
    }

    /**
     * Tells of a change.
     *
     * @param isLast whether the thing ended with it
     */
    public synchronized void tell(
            final String key, final Message message, final String position, final boolean isLast) {
        if (isOver) {
            return;
        }
        if (waiting.remove(key) != null && untilReached > 0) {
            // Of the states of the beginning that are still there, one less waits.
            untilReached = Math.min(untilReached, presentLeft());
        }
        if (!isLast || heardOf.contains(key)) {
            waiting.put(key, new Waiting(new Answer(message, position), isLast));
        }
        wake.run();
    }

    private int presentLeft() {
        return (int) waiting.values().stream()
                .filter(one -> one.answer().position().isEmpty())
                .count();
    }

    /** Ends the watch with a refusal. */
    public synchronized void refuse(final Refusal refusal) {
        first = new AnswerStep.Refused(refusal, EndCause.REFUSED);
        wake.run();
    }

    @Override
    public synchronized AnswerStep next() {
        final AnswerStep begins = first;
        if (begins != null) {
            first = null;
            return begins;
        }
        if (untilReached == 0 && !reached.isEmpty()) {
            final AnswerStep step = new AnswerStep.Reached(reached);
            reached = "";
            return step;
        }
        final var entries = waiting.entrySet().iterator();
        if (!entries.hasNext()) {
            return AnswerStep.NOTHING;
        }
        final Map.Entry<String, Waiting> next = entries.next();
        final String key = next.getKey();
        final Waiting state = next.getValue();
        entries.remove();
        if (untilReached > 0) {
            untilReached--;
        }
        if (state.isLast()) {
            heardOf.remove(key);
        } else {
            heardOf.add(key);
        }
        return state.answer();
    }

    /** Whether the watch is over, so that nothing need be told any more. */
    public synchronized boolean isOver() {
        return isOver;
    }

    @Override
    public void over(final EndCause cause) {
        synchronized (this) {
            isOver = true;
            waiting.clear();
            heardOf.clear();
        }
        atEnd.run();
    }

    /** Nobody is to be woken before the call began. */
    private static void nobody() {}
}
