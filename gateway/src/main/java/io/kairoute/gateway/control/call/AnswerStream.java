package io.kairoute.gateway.control.call;

import com.google.protobuf.Message;
import io.kairoute.gateway.api.StreamedCall;
import io.kairoute.gateway.api.stream.AnswerPace;
import io.kairoute.gateway.api.stream.PacedAnswers;
import io.kairoute.gateway.observe.EndCause;
import io.kairoute.gateway.refusal.Refusal;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Predicate;

/** Answers one call with all that some work gives, as fast as the caller takes it. */
public final class AnswerStream {
    private AnswerStream() {}

    /**
     * Answers a call with what some work gives its sink.
     *
     * @param work is given a sink, which waits for the reader for at most thirty seconds, and says false once nobody wants more
     */
    public static void answer(final StreamedCall call, final Function<Predicate<Message>, CompletableFuture<?>> work) {
        answer(call, AnswerPace.FINITE, work);
    }

    static void answer(
            final StreamedCall call,
            final AnswerPace pace,
            final Function<Predicate<Message>, CompletableFuture<?>> work) {
        final PacedAnswers answers = new PacedAnswers(call.form(), pace.unreadMs(), cause -> {});
        call.answer(answers, pace);
        CompletableFuture<?> done;
        try {
            done = work.apply(answers::send);
        } catch (final RuntimeException e) {
            done = CompletableFuture.failedFuture(e);
        }
        final var unused = done.whenComplete((result, fault) -> {
            if (fault == null) {
                answers.done();
            } else {
                final Refusal refusal = ControlServices.FAULTS.refusalOf(fault);
                answers.refuse(
                        refusal, refusal.reason().equals(Refusal.INTERNAL_FAULT) ? EndCause.THROWN : EndCause.REFUSED);
            }
        });
    }
}
