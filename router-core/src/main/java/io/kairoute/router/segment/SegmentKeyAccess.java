package io.kairoute.router.segment;

import io.kairoute.router.key.SegmentKey;
import net.openhft.chronicle.algo.hashing.LongHashFunction;
import net.openhft.chronicle.bytes.BytesStore;
import net.openhft.chronicle.bytes.RandomDataInput;
import net.openhft.chronicle.bytes.RandomDataOutput;
import net.openhft.chronicle.hash.AbstractData;
import net.openhft.chronicle.hash.Data;
import net.openhft.chronicle.hash.serialization.DataAccess;
import net.openhft.chronicle.wire.WireIn;
import net.openhft.chronicle.wire.WireOut;
import org.jspecify.annotations.Nullable;

/**
 * Shows a {@link SegmentKey} to Chronicle Map as its 16 bytes.
 *
 * <p>Chronicle would write the key into a buffer and hash and compare that. Here both halves stay in registers, which
 * halves what a lookup costs beside its cache misses. The hash is the one that Chronicle takes of the same bytes (XXH64,
 * seed 0), because recovery takes it again from the file.
 *
 * <p>Thread-confined: Chronicle copies one for each thread. The class name stands in the head of every stored file: a
 * class that moves leaves the files behind.
 */
public final class SegmentKeyAccess extends AbstractData<SegmentKey> implements DataAccess<SegmentKey> {
    private static final int LENGTH = 2 * Long.BYTES;
    private static final LongHashFunction CHRONICLES = LongHashFunction.xx_r39();

    private static final long PRIME_1 = 0x9E37_79B1_85EB_CA87L;
    private static final long PRIME_2 = 0xC2B2_AE3D_27D4_EB4FL;
    private static final long PRIME_3 = 0x1656_67B1_9E37_79F9L;
    private static final long PRIME_4 = 0x85EB_CA77_C2B2_AE63L;
    private static final long PRIME_5 = 0x27D4_EB2F_1656_67C5L;

    // Transient: nothing of it belongs into the file's head.
    private transient BytesStore<?, byte[]> scratch = BytesStore.wrap(new byte[LENGTH]);
    private transient long low;
    private transient long high;

    @Override
    public Data<SegmentKey> getData(final SegmentKey key) {
        low = key.low();
        high = key.high();
        return this;
    }

    @Override
    public long hash(final LongHashFunction function) {
        return function == CHRONICLES ? hashOf(low, high) : super.hash(function);
    }

    @Override
    public boolean equivalent(final RandomDataInput source, final long offset) {
        return source.readLong(offset) == low && source.readLong(offset + Long.BYTES) == high;
    }

    @Override
    @SuppressWarnings("rawtypes") // as Chronicle declares it
    public void writeTo(final RandomDataOutput target, final long offset) {
        target.writeLong(offset, low);
        target.writeLong(offset + Long.BYTES, high);
    }

    @Override
    public RandomDataInput bytes() {
        writeTo(scratch, 0);
        return scratch;
    }

    @Override
    public long offset() {
        return 0;
    }

    @Override
    public long size() {
        return LENGTH;
    }

    @Override
    public SegmentKey get() {
        return getUsing(null);
    }

    @Override
    public SegmentKey getUsing(final @Nullable SegmentKey using) {
        return (using == null ? new SegmentKey() : using).set(low, high);
    }

    @Override
    public void uninit() {
        // Holds no reference to the key.
    }

    @Override
    public DataAccess<SegmentKey> copy() {
        return new SegmentKeyAccess();
    }

    @Override
    public void readMarshallable(final WireIn wire) {
        // Chronicle makes the object without its constructor.
        scratch = BytesStore.wrap(new byte[LENGTH]);
    }

    @Override
    public void writeMarshallable(final WireOut wire) {
        // Nothing to configure.
    }

    // XXH64 of 16 bytes.
    private static long hashOf(final long first, final long second) {
        long hash = PRIME_5 + LENGTH;
        hash = Long.rotateLeft(hash ^ Long.rotateLeft(first * PRIME_2, 31) * PRIME_1, 27) * PRIME_1 + PRIME_4;
        hash = Long.rotateLeft(hash ^ Long.rotateLeft(second * PRIME_2, 31) * PRIME_1, 27) * PRIME_1 + PRIME_4;
        hash = (hash ^ hash >>> 33) * PRIME_2;
        hash = (hash ^ hash >>> 29) * PRIME_3;
        return hash ^ hash >>> 32;
    }
}
