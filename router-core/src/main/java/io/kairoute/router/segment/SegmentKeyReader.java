package io.kairoute.router.segment;

import io.kairoute.router.key.SegmentKey;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.hash.serialization.SizedReader;
import net.openhft.chronicle.wire.WireIn;
import net.openhft.chronicle.wire.WireOut;
import org.jspecify.annotations.Nullable;

/**
 * Reads a stored key back; only scans do.
 *
 * <p>Immutable. The class name stands in the head of every stored file: a class that moves leaves the files behind.
 */
public final class SegmentKeyReader implements SizedReader<SegmentKey> {
    @Override
    public SegmentKey read(final Bytes<?> in, final long size, final @Nullable SegmentKey using) {
        return (using == null ? new SegmentKey() : using).set(in.readLong(), in.readLong());
    }

    @Override
    public void readMarshallable(final WireIn wire) {
        // Nothing to configure.
    }

    @Override
    public void writeMarshallable(final WireOut wire) {
        // Nothing to configure.
    }
}
