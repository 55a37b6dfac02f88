package io.kairoute.gateway.route;

import io.netty.buffer.ByteBuf;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import java.nio.ByteBuffer;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Views the bytes of a Vert.x buffer in place, as the router wants them; nothing is copied.
 *
 * <p>The only class that knows what a Vert.x buffer is made of. Thread-confined: owned by its event loop. A view is good
 * until the next {@link #wrap} and as long as the buffer is neither grown nor released.
 */
final class PayloadView {
    private final UnsafeBuffer view = new UnsafeBuffer(0, 0);

    /** Shows part of a buffer from offset 0 of the view on. */
    DirectBuffer wrap(final Buffer payload, final int offset, final int length) {
        return wrap(((BufferInternal) payload).getByteBuf(), offset, length);
    }

    /** As the other one, for what Netty read; offsets count from the first byte that is not read yet. */
    DirectBuffer wrap(final ByteBuf bytes, final int offset, final int length) {
        final int start = bytes.readerIndex() + offset;
        if (bytes.hasArray()) {
            view.wrap(bytes.array(), bytes.arrayOffset() + start, length);
        } else if (bytes.hasMemoryAddress()) {
            view.wrap(bytes.memoryAddress() + start, length);
        } else {
            final byte[] copy = new byte[length];
            bytes.getBytes(start, copy);
            view.wrap(copy);
        }
        return view;
    }

    /** Shows part of a buffer as the JDK's own kind of view. */
    static ByteBuffer nio(final Buffer payload, final int offset, final int length) {
        final ByteBuf bytes = ((BufferInternal) payload).getByteBuf();
        return bytes.nioBuffer(bytes.readerIndex() + offset, length);
    }
}
