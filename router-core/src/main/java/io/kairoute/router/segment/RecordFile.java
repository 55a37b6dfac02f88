package io.kairoute.router.segment;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A loaded set's file, mapped read-only to copy records out of it by their place.
 *
 * <p>It is mapped in windows, which the collector unmaps when nobody can reach them any more; so whoever is late for the
 * closing of the map that made the file reads what they would have read, and cannot fault. At a place stands a key of 16
 * bytes, and the record behind it. Immutable.
 */
final class RecordFile {
    private static final int WINDOW_BITS = 30;
    private static final long WINDOW_BYTES = 1L << WINDOW_BITS;
    private static final long WINDOW_MASK = WINDOW_BYTES - 1;
    // An entry that begins in a window may end behind it.
    private static final int OVERLAP_BYTES = 4_096;
    private static final int KEY_BYTES = 2 * Long.BYTES;
    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;

    private final UnsafeBuffer[] windows;

    private RecordFile(final UnsafeBuffer[] windows) {
        this.windows = windows;
    }

    static RecordFile map(final Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            final long length = channel.size();
            final UnsafeBuffer[] windows = new UnsafeBuffer[(int) ((length + WINDOW_BYTES - 1) >>> WINDOW_BITS)];
            for (int i = 0; i < windows.length; i++) {
                final long from = (long) i << WINDOW_BITS;
                final long bytes = Math.min(WINDOW_BYTES + OVERLAP_BYTES, length - from);
                windows[i] = new UnsafeBuffer(channel.map(MapMode.READ_ONLY, from, bytes));
            }
            return new RecordFile(windows);
        }
    }

    /** Whether a key stands at a place of the file, and a record right behind it. */
    boolean isAt(final long place, final long recordPlace, final long low, final long high) {
        if (place < 0 || place >>> WINDOW_BITS >= windows.length || recordPlace != place + KEY_BYTES) {
            return false;
        }
        final UnsafeBuffer window = window(place);
        final int offset = within(place);
        return offset + KEY_BYTES + ProfileFlyweight.LENGTH <= window.capacity()
                && window.getLong(offset, ORDER) == low
                && window.getLong(offset + Long.BYTES, ORDER) == high;
    }

    /** Copies the record behind the key that stands at a place. */
    void copy(final long place, final ProfileFlyweight into) {
        window(place).getBytes(within(place) + KEY_BYTES, into.bytes(), 0, ProfileFlyweight.LENGTH);
    }

    private UnsafeBuffer window(final long place) {
        return windows[(int) (place >>> WINDOW_BITS)];
    }

    private static int within(final long place) {
        return (int) (place & WINDOW_MASK);
    }
}
