package net.openhft.chronicle.hash;

import net.openhft.chronicle.bytes.BytesStore;
import org.jspecify.annotations.Nullable;

/**
 * The counters in the head of every Chronicle Map file, 25 bytes, little-endian.
 *
 * <pre>
 *   0        3              8              13          17              25
 *  +--------+--------------+--------------+-----------+---------------+
 *  | bulks  |  free tier   | tiers in use |  headers  |  bytes in all |
 *  +--------+--------------+--------------+-----------+---------------+
 * </pre>
 *
 * <p>Chronicle Map describes them by an interface, and at every start writes a class for it in Java and compiles that, which
 * takes a second or two. It takes a class of this name instead where there is one. The test holds this one against what
 * Chronicle generates, so that an update that changes the layout shows.
 *
 * <p>Not thread-safe; Chronicle guards it by a lock of its own.
 */
@SuppressWarnings({
    "rawtypes", // as Chronicle declares it
    "checkstyle:TypeName"
})
public final class VanillaGlobalMutableState$$Native implements VanillaGlobalMutableState {
    private static final int BULKS = 0;
    private static final int FREE_TIER = 3;
    private static final int TIERS_IN_USE = 8;
    private static final int HEADERS = 13;
    private static final int BYTES_IN_ALL = 17;
    private static final int LENGTH = 25;

    private @Nullable BytesStore store;
    private long start;

    @Override
    public int getAllocatedExtraTierBulks() {
        return (int) read(BULKS, FREE_TIER - BULKS);
    }

    @Override
    public void setAllocatedExtraTierBulks(final int bulks) {
        write(BULKS, FREE_TIER - BULKS, bulks);
    }

    @Override
    public long getFirstFreeTierIndex() {
        return read(FREE_TIER, TIERS_IN_USE - FREE_TIER);
    }

    @Override
    public void setFirstFreeTierIndex(final long tierIndex) {
        write(FREE_TIER, TIERS_IN_USE - FREE_TIER, tierIndex);
    }

    @Override
    public long getExtraTiersInUse() {
        return read(TIERS_IN_USE, HEADERS - TIERS_IN_USE);
    }

    @Override
    public void setExtraTiersInUse(final long tiers) {
        write(TIERS_IN_USE, HEADERS - TIERS_IN_USE, tiers);
    }

    @Override
    public long getSegmentHeadersOffset() {
        return read(HEADERS, BYTES_IN_ALL - HEADERS);
    }

    @Override
    public void setSegmentHeadersOffset(final long offset) {
        write(HEADERS, BYTES_IN_ALL - HEADERS, offset);
    }

    @Override
    public long getDataStoreSize() {
        return read(BYTES_IN_ALL, LENGTH - BYTES_IN_ALL);
    }

    @Override
    public void setDataStoreSize(final long bytes) {
        write(BYTES_IN_ALL, LENGTH - BYTES_IN_ALL, bytes);
    }

    @Override
    public long addDataStoreSize(final long addition) {
        setDataStoreSize(getDataStoreSize() + addition);
        return getDataStoreSize();
    }

    @Override
    public void bytesStore(final BytesStore bytes, final long offset, final long length) {
        if (length != LENGTH || offset + length > bytes.capacity()) {
            throw new IllegalArgumentException(
                    "length=" + length + " expected=" + LENGTH + " offset=" + offset + " capacity=" + bytes.capacity());
        }
        store = bytes;
        start = offset;
    }

    @Override
    public @Nullable BytesStore bytesStore() {
        return store;
    }

    @Override
    public long offset() {
        return start;
    }

    @Override
    public long maxSize() {
        return LENGTH;
    }

    private long read(final int at, final int bytes) {
        long value = 0;
        for (int i = bytes - 1; i >= 0; i--) {
            value = value << 8 | bytes().readUnsignedByte(start + at + i);
        }
        return value;
    }

    private void write(final int at, final int bytes, final long value) {
        if (value < 0 || (bytes < Long.BYTES && value >>> (bytes << 3) != 0)) {
            throw new IllegalArgumentException("value=" + value + " bytes=" + bytes);
        }
        for (int i = 0; i < bytes; i++) {
            bytes().writeByte(start + at + i, (byte) (value >>> (i << 3)));
        }
    }

    private BytesStore bytes() {
        if (store == null) {
            throw new IllegalStateException("no bytes to read from");
        }
        return store;
    }
}
