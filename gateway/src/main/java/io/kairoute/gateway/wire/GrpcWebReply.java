package io.kairoute.gateway.wire;

import io.kairoute.gateway.refusal.PercentEncoding;
import io.kairoute.gateway.refusal.Refusal;
import io.kairoute.gateway.refusal.StatusDetails;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.util.Base64;

/** Ends calls of gRPC-Web: the trailers are the last frame of the body, flag 0x80. Immutable. */
public final class GrpcWebReply implements ReplyForm {
    /** Bytes as they are. */
    public static final GrpcWebReply BINARY = new GrpcWebReply("application/grpc-web+proto", false);
    /** Bytes as base64, for browsers that cannot read a body of bytes as it comes. */
    public static final GrpcWebReply TEXT = new GrpcWebReply("application/grpc-web-text+proto", true);

    private static final byte TRAILERS_FLAG = (byte) 0x80;
    private static final String OK = "grpc-status:0\r\n";

    private final String contentType;
    private final boolean isText;

    private GrpcWebReply(final String contentType, final boolean isText) {
        this.contentType = contentType;
        this.isText = isText;
    }

    /** The form that a gRPC-Web content type asks for. */
    public static GrpcWebReply of(final String contentType) {
        return ContentTypes.isGrpcWebText(contentType) ? TEXT : BINARY;
    }

    @Override
    public Future<Void> answer(final HttpServerResponse response, final Buffer frame) {
        return end(response, frame, OK);
    }

    @Override
    public Future<Void> refuse(final HttpServerResponse response, final Refusal refusal) {
        return end(
                response,
                Buffer.buffer(),
                "grpc-status:" + refusal.code().getNumber()
                        + "\r\ngrpc-message:" + PercentEncoding.encode(refusal.message())
                        + "\r\ngrpc-status-details-bin:" + StatusDetails.trailer(refusal) + "\r\n");
    }

    private Future<Void> end(final HttpServerResponse response, final Buffer frame, final String trailers) {
        final Buffer body = Buffer.buffer(frame.length() + UnaryBody.PREFIX_BYTES + trailers.length())
                .appendBuffer(frame)
                .appendByte(TRAILERS_FLAG)
                .appendInt(trailers.length())
                .appendString(trailers);
        response.putHeader(HttpHeaders.CONTENT_TYPE, contentType);
        return response.end(isText ? Buffer.buffer(Base64.getEncoder().encode(body.getBytes())) : body);
    }
}
