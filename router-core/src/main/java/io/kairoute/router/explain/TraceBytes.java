package io.kairoute.router.explain;

import io.kairoute.router.codec.MessageBytes;
import java.util.List;
import java.util.function.Function;

/** Encodes an explanation as the trace of an answer, to be appended to the answer's bytes. */
public final class TraceBytes {
    /** Field of the trace in a RouteResponse. */
    public static final int TRACE = 39;

    private static final int CANDIDATES = 1;
    private static final int RULES = 2;
    private static final int GUARDRAILS = 3;
    private static final int TRUNCATED = 4;
    private static final int STEPS = 5;
    private static final int MOVES = 6;
    private static final int ALTERNATIVES = 7;
    private static final int RISKS_HIDDEN = 8;

    private final MessageBytes trace = new MessageBytes();

    private TraceBytes() {}

    /** The field, tag and all: since protobuf fields may come in any order, an answer and these bytes are an answer. */
    public static byte[] of(final Explanation explanation) {
        return new TraceBytes().encode(explanation);
    }

    private byte[] encode(final Explanation explanation) {
        add(CANDIDATES, explanation.candidates(), one -> new InOrder()
                .string(one.occasion())
                .string(one.source())
                .number(one.confidenceBp())
                .string(one.origin())
                .string(one.outcome()));
        add(RULES, explanation.rules(), one -> new InOrder()
                .string(one.id())
                .string(one.kind())
                .bool(one.isMatched())
                .string(one.detail())
                .bool(one.isWithheld()));
        add(
                GUARDRAILS,
                explanation.guardrails(),
                one -> new InOrder().string(one.id()).bool(one.isChanged()).string(one.detail()));
        flag(TRUNCATED, explanation.isTruncated());
        add(STEPS, explanation.steps(), one -> new InOrder()
                .string(one.field())
                .string(one.before())
                .string(one.after())
                .string(one.kind())
                .string(one.id()));
        add(MOVES, explanation.moves(), one -> new InOrder()
                .string(one.queue())
                .string(one.to())
                .string(one.kind())
                .number(one.rule())
                .string(one.condition())
                .bool(one.isMoved())
                .string(one.detail()));
        add(ALTERNATIVES, explanation.alternatives(), one -> new InOrder()
                .string(one.occasion())
                .string(one.intent())
                .number(one.confidenceBp())
                .bool(one.isTaker())
                .string(one.detail()));
        flag(RISKS_HIDDEN, explanation.isRiskHidden());
        return new MessageBytes().message(TRACE, trace.toBytes()).toBytes();
    }

    private <T> void add(final int field, final List<T> items, final Function<T, InOrder> encoded) {
        items.forEach(item -> trace.message(field, encoded.apply(item).message.toBytes()));
    }

    private void flag(final int field, final boolean value) {
        if (value) {
            trace.number(field, 1);
        }
    }

    /** A message whose fields are numbered from 1 in the order in which they are added. */
    private static final class InOrder {
        private final MessageBytes message = new MessageBytes();
        private int field;

        InOrder string(final String value) {
            message.string(++field, value);
            return this;
        }

        InOrder number(final long value) {
            message.number(++field, value);
            return this;
        }

        InOrder bool(final boolean value) {
            return number(value ? 1 : 0);
        }
    }
}
