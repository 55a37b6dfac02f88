package io.kairoute.gateway.history.decisions;

import io.kairoute.control.v1.DecisionFilter;
import io.kairoute.gateway.control.ControlRefusal;
import io.kairoute.gateway.history.Cursor;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.zip.CRC32C;

/** Spells where a list goes on: a place in the log, with a check that the filter stayed the same. */
final class PageToken {
    private static final byte VERSION = 1;
    private static final int LENGTH = 1 + 2 * Long.BYTES + Integer.BYTES;

    private PageToken() {}

    static String of(final Cursor cursor, final DecisionFilter filter) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(ByteBuffer.allocate(LENGTH)
                        .put(VERSION)
                        .putLong(cursor.chunk())
                        .putLong(cursor.offset())
                        .putInt(check(filter))
                        .array());
    }

    static Cursor parse(final String token, final DecisionFilter filter) {
        final ByteBuffer bytes = ByteBuffer.wrap(decode(token));
        if (bytes.remaining() != LENGTH || bytes.get() != VERSION) {
            throw refused();
        }
        final Cursor cursor = new Cursor(bytes.getLong(), bytes.getLong());
        if (bytes.getInt() != check(filter)) {
            throw refused();
        }
        return cursor;
    }

    private static byte[] decode(final String token) {
        try {
            return Base64.getUrlDecoder().decode(token);
        } catch (final IllegalArgumentException e) {
            throw refused();
        }
    }

    private static ControlRefusal refused() {
        return ControlRefusal.field(
                "page_token",
                "BAD_PAGE_TOKEN",
                "page_token is next_page_token of the page before, asked for with the same filter.");
    }

    private static int check(final DecisionFilter filter) {
        final CRC32C crc = new CRC32C();
        crc.update(filter.toByteArray());
        return (int) crc.getValue();
    }
}
