package io.kairoute.gateway.api.stream;

import com.google.protobuf.Message;
import io.kairoute.gateway.observe.EndCause;
import io.kairoute.gateway.refusal.Refusal;
import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/** What an {@link AnswerSource} says when it is asked for more. Immutable. */
public sealed interface AnswerStep {
    /** There is nothing at the moment; the source wakes the writer once there is. */
    AnswerStep NOTHING = new Nothing();

    /** That was all. */
    AnswerStep DONE = new Done();

    /** What was told before does not count any more; all that is there follows. */
    AnswerStep ANEW = new Anew();

    /** The call has begun, and its caller may hear of that before there is an answer. */
    AnswerStep BEGUN = new Begun();

    /** See {@link #BEGUN}. */
    record Begun() implements AnswerStep {}

    /** See {@link #NOTHING}. */
    record Nothing() implements AnswerStep {}

    /** See {@link #DONE}. */
    record Done() implements AnswerStep {}

    /** See {@link #ANEW}. */
    record Anew() implements AnswerStep {}

    /** One answer, perhaps to many callers: as JSON it is spelled once. Thread-safe. */
    final class Answer implements AnswerStep {
        private final Message message;
        private final String position;
        // Whoever comes first spells it; two at once spell the same.
        private @Nullable String json;

        /**
         * Makes an answer.
         *
         * @param position where a caller who comes back goes on behind this answer; empty when it cannot
         */
        public Answer(final Message message, final String position) {
            this.message = message;
            this.position = position;
        }

        /** What is answered. */
        public Message message() {
            return message;
        }

        /** Where a caller who comes back goes on behind this answer; empty when it cannot. */
        public String position() {
            return position;
        }

        /** The message as JSON in one line, without its end. */
        public String json() {
            String spelled = json;
            if (spelled == null) {
                spelled = JsonText.of(message);
                json = spelled;
            }
            return spelled;
        }
    }

    /** One answer in the form of its call, spelled by a thread that had the time. */
    record Spelled(Buffer bytes) implements AnswerStep {}

    /** The place that the answers have reached, where no single answer says it. */
    record Reached(String position) implements AnswerStep {}

    /** The call ends, for a reason that the caller is told. */
    record Refused(Refusal refusal, EndCause cause) implements AnswerStep {}
}
