package io.kairoute.router.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.router.key.SegmentKey;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import net.openhft.chronicle.algo.hashing.LongHashFunction;
import net.openhft.chronicle.bytes.BytesStore;
import net.openhft.chronicle.hash.Data;
import org.junit.jupiter.api.Test;

class SegmentKeyAccessTest {
    private static final long SEED = 7;

    private final SegmentKeyAccess access = new SegmentKeyAccess();

    @Test
    void shouldHashAsChronicleHashesTheSameBytes() {
        final Random random = new Random(SEED);
        for (int i = 0; i < 10_000; i++) {
            final SegmentKey key = new SegmentKey().set(random.nextLong(), random.nextLong());

            final Data<SegmentKey> data = access.getData(key);

            final byte[] bytes = bytes(key);
            assertEquals(
                    LongHashFunction.xx_r39().hashBytes(bytes), data.hash(LongHashFunction.xx_r39()), "seed=" + SEED);
            assertEquals(LongHashFunction.xx_r39(5).hashBytes(bytes), data.hash(LongHashFunction.xx_r39(5)));
        }
    }

    @Test
    void shouldShowTheKeysBytes() {
        final SegmentKey key = new SegmentKey().set(0x0102_0304_0506_0708L, 0x1112_1314_1516_1718L);
        final BytesStore<?, byte[]> stored = BytesStore.wrap(new byte[24]);

        final Data<SegmentKey> data = access.getData(key);
        data.writeTo(stored, 8);

        assertTrue(data.equivalent(stored, 8));
        assertFalse(data.equivalent(stored, 7));
        assertEquals(16, data.size());
        assertEquals(key.low(), data.bytes().readLong(data.offset()));
        assertEquals(key.high(), data.bytes().readLong(data.offset() + 8));
        assertEquals(key.low(), data.get().low());
        assertEquals(key.high(), data.getUsing(new SegmentKey()).high());
    }

    private static byte[] bytes(final SegmentKey key) {
        return ByteBuffer.allocate(16)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(key.low())
                .putLong(key.high())
                .array();
    }
}
