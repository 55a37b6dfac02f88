package io.kairoute.gateway.wire;

import io.vertx.core.buffer.Buffer;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Decodes base64 that arrives in pieces cut anywhere, as gRPC-Web's text form sends it; padding may also stand in the middle.
 *
 * <p>Thread-confined: owned by its event loop.
 */
public final class Base64Pieces {
    private static final int QUANTUM = 4;

    private final byte[] rest = new byte[QUANTUM];
    private int restLength;

    /** The bytes behind a piece and what was left before it; null when that is no base64. */
    public @Nullable Buffer decode(final Buffer piece) {
        final Buffer decoded = Buffer.buffer(piece.length());
        for (int i = 0; i < piece.length(); i++) {
            rest[restLength++] = piece.getByte(i);
            if (restLength == QUANTUM) {
                restLength = 0;
                try {
                    decoded.appendBytes(Base64.getDecoder().decode(rest));
                } catch (final IllegalArgumentException e) {
                    return null;
                }
            }
        }
        return decoded;
    }

    /** False when the text ended within a group of four. */
    public boolean isWhole() {
        return restLength == 0;
    }
}
