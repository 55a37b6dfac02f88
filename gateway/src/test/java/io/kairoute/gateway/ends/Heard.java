package io.kairoute.gateway.ends;

import com.google.rpc.Code;
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
    private static final Pattern PROBLEM_CODE = Pattern.compile("\"code\":\"([A-Z_]+)\"");
    private static final int MOST_KEPT = 64 * 1024;

    /** How a call is over. */
    enum Over {
        NOT,
        /** By an answer that is whole. */
        ANSWERED,
        /** By a reset of its stream. */
        RESET,
        /** Since the connection took no more when it came. */
        UNSEEN,
        /** By the end of its connection. */
        CLOSED,
        /** By the peer itself. */
        LET_GO
    }

    final int stream;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private Over over = Over.NOT;
    private boolean isDoubtful;
    private int heads;
    private int bytes;
    private int httpStatus;
    private int resetCode;
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

    /** The connection took no more when it came, whatever became of it on this side. */
    void unseen() {
        doubt();
        over(Over.UNSEEN);
    }

    /** It may never have come: its connection broke, or took no more. */
    void doubt() {
        isDoubtful = true;
    }

    boolean isDoubtful() {
        return isDoubtful && over != Over.ANSWERED;
    }

    /** Something came for it: it must not be over. */
    void mustGoOn() {
        mustBe(over != Over.ANSWERED, "more after the end");
        mustBe(over != Over.UNSEEN, "answered, and said to be unseen");
    }

    /** The other side reset it, and gave this code. */
    void reset(final int code) {
        resetCode = over == Over.NOT ? code : resetCode;
        over(Over.RESET);
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

    /** The name of the status; empty where none is told, or where many answers come behind one that is sent before them. */
    String code(final CallKind kind) {
        final int status = status(kind.isGrpc());
        if (over != Over.ANSWERED || status < 0) {
            return "";
        }
        if (kind.isGrpc() && httpStatus == 200) {
            return Code.forNumber(status).name();
        }
        if (status == 200) {
            return kind.isOfLines() ? "" : Code.OK.name();
        }
        final Matcher problem = PROBLEM_CODE.matcher(text());
        return problem.find() ? problem.group(1) : "";
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
        return over + (over == Over.RESET ? " with code " + resetCode : "") + " after " + bytes + " bytes, http "
                + httpStatus + ", grpc " + grpcStatus + " " + grpcMessage + (httpStatus >= 400 ? " " + text() : "");
    }
}
