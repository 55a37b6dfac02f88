package io.kairoute.router.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.kairoute.router.key.LittleEndian;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HexDigitsTest {
    @ParameterizedTest
    @ValueSource(longs = {0, -1, 0x0123_4567_89ab_cdefL, 0xfedc_ba98_7654_3210L, Long.MIN_VALUE})
    void shouldWriteTheLowestByteFirst(final long word) {
        final String digits = HexFormat.of().toHexDigits(Long.reverseBytes(word));
        final byte[] bytes = "____________________".getBytes(StandardCharsets.US_ASCII);

        HexDigits.put(word, bytes, 2);

        assertEquals("__" + digits + "__", new String(bytes, StandardCharsets.US_ASCII));
    }

    @Test
    void shouldKnowTheDigitsOfEveryByte() {
        for (int value = 0; value < 1 << Byte.SIZE; value++) {
            final byte[] bytes = new byte[Long.BYTES];

            LittleEndian.put(bytes, 0, HexDigits.of(value << 8 | value << 24));

            final String digits = HexFormat.of().toHexDigits((byte) value);
            assertEquals("00" + digits + "00" + digits, new String(bytes, StandardCharsets.US_ASCII));
        }
    }
}
