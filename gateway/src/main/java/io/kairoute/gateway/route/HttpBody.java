package io.kairoute.gateway.route;

import io.kairoute.router.Limits;
import io.vertx.core.buffer.Buffer;

/** The body of one plain HTTP request as it arrives, up to the limit of a request message. Thread-confined. */
final class HttpBody {
    private final Buffer bytes = Buffer.buffer();

    /** Takes the next bytes; false when they go over the limit. */
    boolean add(final Buffer piece) {
        if (bytes.length() + piece.length() > Limits.REQUEST_BYTES) {
            return false;
        }
        bytes.appendBuffer(piece);
        return true;
    }

    byte[] bytes() {
        return bytes.getBytes();
    }
}
