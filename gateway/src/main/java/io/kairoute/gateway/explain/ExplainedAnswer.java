package io.kairoute.gateway.explain;

import io.kairoute.router.decide.Router;
import io.kairoute.router.explain.Explainer;
import io.kairoute.router.explain.Explanation;
import io.kairoute.router.explain.TraceBytes;
import java.util.Arrays;
import org.agrona.DirectBuffer;

/** Puts the reasons of a router's last decision behind its answer. Thread-confined: owned by whoever owns the router. */
public final class ExplainedAnswer {
    private final Explainer explainer;

    /** Explains the decisions of one router. */
    public ExplainedAnswer(final Router router) {
        explainer = new Explainer(router.contact());
    }

    /**
     * The bytes of a RouteResponse with its trace, from the answer that the router wrote at the start of a buffer.
     *
     * @param isRiskHidden whether it is for somebody who may not see customers' risks
     */
    public byte[] of(final DirectBuffer answer, final int length, final boolean isRiskHidden) {
        final byte[] trace = TraceBytes.of(explainer.explain(isRiskHidden));
        final byte[] explained = new byte[length + trace.length];
        answer.getBytes(0, explained, 0, length);
        System.arraycopy(trace, 0, explained, length, trace.length);
        return explained;
    }

    /** An answer whose trace is empty and says that it was cut: the reasons came too late. */
    public static byte[] withoutReasons(final byte[] answer) {
        final byte[] trace = TraceBytes.of(Explanation.OUT_OF_TIME);
        final byte[] whole = Arrays.copyOf(answer, answer.length + trace.length);
        System.arraycopy(trace, 0, whole, answer.length, trace.length);
        return whole;
    }
}
