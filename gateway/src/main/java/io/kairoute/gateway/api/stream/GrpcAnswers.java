package io.kairoute.gateway.api.stream;

import io.kairoute.gateway.refusal.Refusal;
import io.kairoute.gateway.wire.GrpcHeaders;
import io.kairoute.gateway.wire.GrpcReply;
import io.kairoute.gateway.wire.UnaryBody;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/** Answers as gRPC frames, with the status in the trailers. Immutable. */
public final class GrpcAnswers implements AnswerForm {
    /** The only one: it holds nothing. */
    public static final GrpcAnswers INSTANCE = new GrpcAnswers();

    private GrpcAnswers() {}

    @Override
    public void begin(final HttpServerResponse response) {
        response.setChunked(true).putHeader(HttpHeaders.CONTENT_TYPE, GrpcHeaders.GRPC);
    }

    @Override
    public Buffer spell(final AnswerStep step) {
        return step instanceof AnswerStep.Answer answer
                ? UnaryBody.frame(answer.message().toByteArray())
                : Buffer.buffer();
    }

    @Override
    public Buffer heartbeat() {
        return Buffer.buffer();
    }

    @Override
    public Buffer end(final HttpServerResponse response) {
        response.trailers().set(GrpcHeaders.STATUS, GrpcHeaders.STATUS_OK);
        return Buffer.buffer();
    }

    @Override
    public Buffer refuseLate(final HttpServerResponse response, final Refusal refusal) {
        GrpcReply.putStatus(response.trailers()::set, refusal);
        return Buffer.buffer();
    }

    @Override
    public void refuse(final HttpServerRequest request, final Refusal refusal) {
        GrpcReply.INSTANCE.refuse(request.response(), refusal);
    }
}
