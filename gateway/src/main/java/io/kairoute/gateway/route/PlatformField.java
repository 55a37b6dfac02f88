package io.kairoute.gateway.route;

import io.kairoute.router.Limits;
import io.kairoute.routing.v1.RouteRequest;
import java.util.HashMap;
import java.util.Map;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Gives requests the platform of their caller's credential, which counts unless the request names one itself.
 *
 * <p>The field is put before the message: of two values of one field the later counts. Costs a copy, and only where credentials
 * name a platform. Thread-confined: owned by its event loop.
 */
final class PlatformField {
    private static final int MAX_KNOWN = 1_024;

    private final Map<String, byte[]> fields = new HashMap<>();
    private final UnsafeBuffer joined = new UnsafeBuffer(new byte[Limits.REQUEST_BYTES]);
    private final UnsafeBuffer shown = new UnsafeBuffer(0, 0);

    /** The message with the platform before it; the message alone when there is no room for both. Good until the next call. */
    DirectBuffer before(final DirectBuffer message, final int length, final String platform) {
        final byte[] field = field(platform);
        if (field.length + length > joined.capacity()) {
            return message;
        }
        joined.putBytes(0, field);
        joined.putBytes(field.length, message, 0, length);
        shown.wrap(joined, 0, field.length + length);
        return shown;
    }

    private byte[] field(final String platform) {
        final byte[] known = fields.get(platform);
        if (known != null) {
            return known;
        }
        if (fields.size() >= MAX_KNOWN) {
            fields.clear();
        }
        final byte[] made =
                RouteRequest.newBuilder().setPlatform(platform).build().toByteArray();
        fields.put(platform, made);
        return made;
    }
}
