package io.kairoute.bench.gateway;

import io.vertx.core.buffer.Buffer;
import java.util.List;

/**
 * One call that is made over and over.
 *
 * @param path the path of its URL
 * @param headers its headers, each as {@code name: value}
 * @param body what it sends
 * @param answers how many answers it gets
 * @param isHttp2 whether it goes over HTTP/2, or over HTTP/1.1
 */
public record Question(String path, List<String> headers, Buffer body, int answers, boolean isHttp2) {
    /** Copies the list. */
    public Question {
        headers = List.copyOf(headers);
    }

    /** A gRPC call of the routing service; each message is in its frame. */
    public static Question grpc(final String method, final List<Buffer> messages) {
        final Buffer body = Buffer.buffer();
        messages.forEach(body::appendBuffer);
        return new Question(
                "/kairoute.routing.v1.RoutingService/" + method,
                List.of("content-type: application/grpc", "te: trailers"),
                body,
                messages.size(),
                true);
    }

    /** A post of one contact as JSON. */
    public static Question json(final Buffer contact) {
        return new Question("/v1/route", List.of("content-type: application/json"), contact, 1, false);
    }
}
