package io.kairoute.gateway.trace;

import io.vertx.core.http.HttpHeaders;

/**
 * Continues a caller's trace, as W3C Trace Context level 1 spells it.
 *
 * <pre>
 *   00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01
 *   |  trace id, not all zero           |                flags
 *   version                             parent id, not all zero; ours is put in its place
 * </pre>
 */
public final class TraceParent {
    /** The name of the header. */
    public static final CharSequence HEADER = HttpHeaders.createOptimized("traceparent");

    private static final int LENGTH = 55;
    private static final int TRACE_ID = 3;
    private static final int PARENT_ID = 36;
    private static final int FLAGS = 53;
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private TraceParent() {}

    /** True for a header that can be continued; others are to be ignored. */
    static boolean isValid(final String header) {
        return header.length() == LENGTH
                && header.startsWith("00-")
                && header.charAt(PARENT_ID - 1) == '-'
                && header.charAt(FLAGS - 1) == '-'
                && isId(header, TRACE_ID, PARENT_ID - 1)
                && isId(header, PARENT_ID, FLAGS - 1)
                && isHex(header, FLAGS, LENGTH);
    }

    /** The id of the trace in a valid header. */
    static String traceId(final String header) {
        return header.substring(TRACE_ID, PARENT_ID - 1);
    }

    /** The id of the span in a valid header. */
    static String parentId(final String header) {
        return header.substring(PARENT_ID, FLAGS - 1);
    }

    /** Whether a valid header says that its trace is recorded. */
    static boolean isSampled(final String header) {
        return (Character.digit(header.charAt(LENGTH - 1), 16) & 1) == 1;
    }

    /** The same trace with us as the parent; a zero is no id. */
    static String child(final String header, final long spanId) {
        final StringBuilder child = new StringBuilder(LENGTH).append(header, 0, PARENT_ID);
        final long id = spanId == 0 ? 1 : spanId;
        for (int shift = Long.SIZE - 4; shift >= 0; shift -= 4) {
            child.append(HEX[(int) (id >>> shift) & 0xf]);
        }
        return child.append(header, FLAGS - 1, LENGTH).toString();
    }

    /** The header of a trace that is recorded, with this span as the parent. */
    static String of(final String traceId, final String spanId) {
        return "00-" + traceId + "-" + spanId + "-01";
    }

    private static boolean isId(final String text, final int from, final int to) {
        boolean isZero = true;
        for (int i = from; i < to; i++) {
            isZero &= text.charAt(i) == '0';
        }
        return !isZero && isHex(text, from, to);
    }

    private static boolean isHex(final String text, final int from, final int to) {
        for (int i = from; i < to; i++) {
            final char c = text.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                return false;
            }
        }
        return true;
    }
}
