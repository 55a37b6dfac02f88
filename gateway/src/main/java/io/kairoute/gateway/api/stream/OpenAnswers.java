package io.kairoute.gateway.api.stream;

import com.google.rpc.Code;
import io.kairoute.gateway.observe.EndCause;
import io.kairoute.gateway.refusal.Refusal;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The calls of many answers that one event loop has begun and not ended.
 *
 * <p>Such a call may last for days. So it is told when its connection is too old, when its caller may not ask any more, and when the
 * node stops; each time its caller gets one status. Thread-confined: owned by its event loop.
 */
public final class OpenAnswers {
    private static final Refusal AGED =
            Refusal.of(Code.UNAVAILABLE, "CONNECTION_TOO_OLD", "This connection has lasted long enough; call again.");
    private static final Refusal STOPPING =
            Refusal.of(Code.UNAVAILABLE, "STOPPING", "This node is stopping; call again.");

    private final Consumer<EndCause> counter;
    private final Set<AnswerWriter> open = new LinkedHashSet<>();
    private boolean isStopping;

    /** Makes a list without calls; {@code counter} is told how each call ended. */
    public OpenAnswers(final Consumer<EndCause> counter) {
        this.counter = counter;
    }

    /** Whether a call ended for a reason that its caller had no part in, and is to come again. */
    @SuppressWarnings("ReferenceEquality") // whether it is one of these two is the question
    static boolean isComeAgain(final Refusal refusal) {
        return refusal == AGED || refusal == STOPPING;
    }

    /** A call begins; where the node stops it ends at once. */
    void begun(final AnswerWriter call) {
        open.add(call);
        if (isStopping) {
            call.refuse(STOPPING, EndCause.DRAINED);
        }
    }

    /** A call ended. */
    void ended(final AnswerWriter call, final EndCause cause) {
        if (open.remove(call)) {
            counter.accept(cause);
        }
    }

    /** The node stops: every call ends, and those that still begin end at once. */
    public void stopping() {
        isStopping = true;
        List.copyOf(open).forEach(call -> call.refuse(STOPPING, EndCause.DRAINED));
    }

    /** A connection is too old: its calls end. */
    public void aged(final HttpConnection connection) {
        for (final AnswerWriter call : List.copyOf(open)) {
            if (call.isOn(connection)) {
                call.refuse(AGED, EndCause.AGED);
            }
        }
    }

    /** Ends each call whose caller may not ask any more, with what is to be told him; null for one who may. */
    public void endSince(final Function<HttpServerRequest, @Nullable Refusal> over) {
        for (final AnswerWriter call : List.copyOf(open)) {
            final Refusal refusal = over.apply(call.request());
            if (refusal != null) {
                call.refuse(refusal, EndCause.REFUSED);
            }
        }
    }

    /** How many calls are open. */
    public int count() {
        return open.size();
    }
}
