package io.kairoute.gateway.ends;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a peer has heard of one of its calls.
 *
 * <p>Thread-confined: owned by its peer's thread.
 */
final class Heard {
    private static final Pattern WEB_STATUS = Pattern.compile("grpc-status:\\s*(\\d+)");
    private static final int MOST_KEPT = 64 * 1024;

    /** How a call is over. */
    enum Over {
        NOT,
        /** By an answer that is whole. */
        ANSWERED,
        /** By a reset of its stream, or since the connection takes no more. */
        RESET,
        /** By the end of its connection. */
        CLOSED,
        /** By the peer itself. */
        LET_GO
    }

    final int stream;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private Over over = Over.NOT;
    private int heads;
    private int bytes;
    private int httpStatus;
    private String grpcStatus = "";
    private String grpcMessage = "";

    Heard(final int stream) {
        this.stream = stream;
    }

    void head(final String status, final String grpc, final String message) {
        if (!status.isEmpty()) {
            heads++;
            httpStatus = Integer.parseInt(status);
        }
        if (!grpc.isEmpty()) {
            mustBe(grpcStatus.isEmpty(), "two statuses");
            grpcStatus = grpc;
            grpcMessage = message;
        }
        mustBe(heads <= 1, "two heads");
    }

    void data(final byte[] piece) {
        bytes += piece.length;
        if (body.size() < MOST_KEPT) {
            body.writeBytes(piece);
        }
    }

    void over(final Over how) {
        if (over == Over.NOT) {
            over = how;
        }
    }

    /** Something came for it: it must not be over. */
    void mustGoOn() {
        mustBe(over != Over.ANSWERED, "more after the end");
    }

    boolean isOver() {
        return over != Over.NOT;
    }

    Over how() {
        return over;
    }

    int bytes() {
        return bytes;
    }

    boolean hasBegun() {
        return heads > 0;
    }

    /** The status: gRPC's, or HTTP's where the call is plain HTTP; -1 for none. */
    int status(final boolean isGrpc) {
        if (!isGrpc || httpStatus != 200) {
            return httpStatus == 0 ? -1 : httpStatus;
        }
        if (!grpcStatus.isEmpty()) {
            return Integer.parseInt(grpcStatus);
        }
        final Matcher inBody = WEB_STATUS.matcher(text());
        return inBody.find() ? Integer.parseInt(inBody.group(1)) : -1;
    }

    private String text() {
        return body.toString(StandardCharsets.ISO_8859_1);
    }

    private void mustBe(final boolean isTrue, final String otherwise) {
        if (!isTrue) {
            throw new AssertionError(otherwise + ": " + this);
        }
    }

    @Override
    public String toString() {
        return over + " after " + bytes + " bytes, http " + httpStatus + ", grpc " + grpcStatus + " " + grpcMessage
                + (httpStatus >= 400 ? " " + text() : "");
    }
}
