package io.kairoute.gateway.api;

import com.google.protobuf.Message;
import io.kairoute.gateway.api.stream.AnswerCall;
import io.kairoute.gateway.api.stream.AnswerForm;
import io.kairoute.gateway.api.stream.AnswerPace;
import io.kairoute.gateway.api.stream.AnswerSource;
import io.kairoute.gateway.api.stream.AnswerStep;
import io.kairoute.gateway.api.stream.AnswerWriter;
import io.kairoute.gateway.api.stream.OpenAnswers;
import io.kairoute.gateway.observe.EndCause;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Consumer;

/**
 * A call of a {@link Work.Stream} whose request is there as a whole. Immutable.
 *
 * @param caller who calls, about which tenant
 * @param form how its answers are spelled
 * @param open where it counts as open until it ends
 * @param ended told once how it ended, where its answers have begun
 */
public record StreamedCall(
        Vertx vertx,
        Call caller,
        HttpServerRequest request,
        Message message,
        AnswerForm form,
        OpenAnswers open,
        Consumer<EndCause> ended) {
    /** Answers the call from a source. */
    public void answer(final AnswerSource source, final AnswerPace pace) {
        final AnswerWriter unused =
                AnswerWriter.begin(new AnswerCall(vertx, request, form, pace, open), new Told(source, ended));
    }

    /** The position that a caller who comes back has reached; empty for none. */
    public String lastPosition() {
        final String position = request.getHeader("last-event-id");
        return position == null ? "" : position;
    }

    /** A source whose call's end is told on. */
    private record Told(AnswerSource source, Consumer<EndCause> ended) implements AnswerSource {
        @Override
        public void begin(final Runnable wake) {
            source.begin(wake);
        }

        @Override
        public AnswerStep next() {
            return source.next();
        }

        @Override
        public void over(final EndCause cause) {
            try {
                source.over(cause);
            } finally {
                ended.accept(cause);
            }
        }
    }
}
