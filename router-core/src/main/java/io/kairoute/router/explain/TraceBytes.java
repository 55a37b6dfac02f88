package io.kairoute.router.explain;

import io.kairoute.router.codec.MessageBytes;

/** Encodes an explanation as the trace of an answer, to be appended to the answer's bytes. */
public final class TraceBytes {
    /** Field of the trace in a RouteResponse. */
    public static final int TRACE = 39;

    private static final int CANDIDATES = 1;
    private static final int RULES = 2;
    private static final int GUARDRAILS = 3;
    private static final int TRUNCATED = 4;

    private TraceBytes() {}

    /** The field, tag and all: since protobuf fields may come in any order, an answer and these bytes are an answer. */
    public static byte[] of(final Explanation explanation) {
        final MessageBytes trace = new MessageBytes();
        explanation
                .candidates()
                .forEach(one -> trace.message(
                        CANDIDATES,
                        new MessageBytes()
                                .string(1, one.occasion())
                                .string(2, one.source())
                                .number(3, one.confidenceBp())
                                .string(4, one.origin())
                                .string(5, one.outcome())
                                .toBytes()));
        explanation
                .rules()
                .forEach(one -> trace.message(
                        RULES,
                        new MessageBytes()
                                .string(1, one.id())
                                .string(2, one.kind())
                                .number(3, one.isMatched() ? 1 : 0)
                                .string(4, one.detail())
                                .toBytes()));
        explanation
                .guardrails()
                .forEach(one -> trace.message(
                        GUARDRAILS,
                        new MessageBytes()
                                .string(1, one.id())
                                .number(2, one.isChanged() ? 1 : 0)
                                .string(3, one.detail())
                                .toBytes()));
        if (explanation.isTruncated()) {
            trace.number(TRUNCATED, 1);
        }
        return new MessageBytes().message(TRACE, trace.toBytes()).toBytes();
    }
}
