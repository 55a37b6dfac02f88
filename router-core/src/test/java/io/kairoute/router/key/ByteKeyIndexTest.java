package io.kairoute.router.key;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ByteKeyIndexTest {
    @Test
    void shouldFindEveryKeyAtItsPositionWhateverItsLength() {
        final List<String> keys = new ArrayList<>();
        for (int length = 0; length <= 40; length++) {
            keys.add("k".repeat(length));
        }

        final ByteKeyIndex index = ByteKeyIndex.of(keys);

        for (int i = 0; i < keys.size(); i++) {
            assertEquals(i, index.find(keys.get(i)), "length=" + i);
            assertEquals(keys.get(i), index.key(i));
        }
        assertEquals(keys.size(), index.count());
        assertEquals(ByteKeyIndex.MISSING, index.find("k".repeat(41)));
    }

    @Test
    void shouldTellKeysApartThatDifferInTheirLastByteOnly() {
        final ByteKeyIndex index =
                ByteKeyIndex.of(List.of("12345678", "123456789", "1234567890123456", "12345678901234567"));

        assertEquals(ByteKeyIndex.MISSING, index.find("12345679"));
        assertEquals(ByteKeyIndex.MISSING, index.find("123456780"));
        assertEquals(ByteKeyIndex.MISSING, index.find("1234567890123457"));
        assertEquals(ByteKeyIndex.MISSING, index.find("12345678901234568"));
        assertEquals(ByteKeyIndex.MISSING, index.find("1234567"));
    }

    @Test
    void shouldFindAKeyAmidOtherBytesWithoutTakingThemForIt() {
        final ByteKeyIndex index = ByteKeyIndex.of(List.of("gold", "silver-customers"));
        final byte[] bytes = "xxgoldyysilver-customerszz________".getBytes(StandardCharsets.UTF_8);

        assertEquals(0, index.find(bytes, 2, 4));
        assertEquals(1, index.find(bytes, 8, 16));
        assertEquals(ByteKeyIndex.MISSING, index.find(bytes, 2, 5));
        assertEquals(ByteKeyIndex.MISSING, index.find(bytes, 1, 4));
    }

    @Test
    void shouldFindAllOfAsManyKeysAsAnAttributeMayHave() {
        final List<String> keys =
                IntStream.range(0, 65_536).mapToObj(i -> "word-" + i).toList();

        final ByteKeyIndex index = ByteKeyIndex.of(keys);

        for (int i = 0; i < keys.size(); i++) {
            assertEquals(i, index.find(keys.get(i)));
        }
        assertEquals(ByteKeyIndex.MISSING, index.find("word-65536"));
    }

    @Test
    void shouldFindNothingInAnEmptyIndex() {
        assertEquals(ByteKeyIndex.MISSING, ByteKeyIndex.of(List.of()).find("anything"));
        assertEquals(ByteKeyIndex.MISSING, ByteKeyIndex.of(List.of()).find(""));
    }

    @Test
    void shouldRefuseAKeyThatIsGivenTwice() {
        final IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> ByteKeyIndex.of(List.of("a", "gold", "gold")));

        assertEquals("key given twice: gold", refused.getMessage());
    }
}
