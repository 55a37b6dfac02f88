package io.kairoute.router.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HexPairsTest {
    @ParameterizedTest
    @ValueSource(longs = {0, -1, 0x0123_4567_89ab_cdefL, 0xfedc_ba98_7654_3210L, Long.MIN_VALUE})
    void shouldWriteTheLowestByteFirstIntoEitherPlace(final long word) {
        final String digits = HexFormat.of().toHexDigits(Long.reverseBytes(word));
        final byte[] array = "____________________".getBytes(StandardCharsets.US_ASCII);
        final byte[] buffer = array.clone();

        HexPairs.put(word, 3, array, 2);
        HexPairs.put(word, new UnsafeBuffer(buffer), 2);

        assertEquals("__" + digits.substring(0, 6) + "____________", new String(array, StandardCharsets.US_ASCII));
        assertEquals("__" + digits + "__", new String(buffer, StandardCharsets.US_ASCII));
    }
}
