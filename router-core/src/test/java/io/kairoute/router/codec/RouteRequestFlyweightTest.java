package io.kairoute.router.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.kairoute.router.Limits;
import io.kairoute.router.RouteStatus;
import io.kairoute.routing.v1.Alternative;
import io.kairoute.routing.v1.RouteRequest;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import java.util.function.ObjIntConsumer;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouteRequestFlyweightTest {
    private static final int INPUTS = Integer.getInteger("kairoute.codec.inputs", 60_000);
    private static final long SEED = Long.getLong("kairoute.seed", 20_261_121L);

    private final RouteRequestFlyweight flyweight = new RouteRequestFlyweight();

    @Test
    void shouldReadWhatTheGeneratedMessagesReadAndRefuseWhatTheyRefuse() {
        final RequestBytes source = new RequestBytes(new Random(SEED));
        final RequestOracle oracle = new RequestOracle();

        for (int i = 0; i < INPUTS; i++) {
            final byte[] bytes =
                    switch (i % 3) {
                        case 0 -> source.good();
                        case 1 -> source.cut();
                        default -> source.hostile();
                    };
            try {
                oracle.check(bytes);
            } catch (final AssertionError e) {
                throw new AssertionError("seed=" + SEED + " input=" + i + " bytes=" + hex(bytes), e);
            }
        }

        System.out.printf(
                "request codec against protobuf: %,d inputs, %,d read alike, %,d malformed, %,d over a limit, seed %d%n",
                INPUTS, oracle.accepted(), oracle.malformed(), oracle.overLimit(), SEED);
        assertTrue(oracle.accepted() > INPUTS / 4);
        assertTrue(oracle.malformed() > INPUTS / 10);
        assertTrue(oracle.overLimit() > INPUTS / 1_000);
    }

    @ParameterizedTest
    @CsvSource({"1,128", "2,255", "6,128", "8,128", "11,255", "15,255", "21,255", "25,255"})
    void shouldRefuseOneByteOverALimitAndNameTheField(final int field, final int limit) {
        final byte[] most = new MessageBytes().string(field, "k".repeat(limit)).toBytes();
        final byte[] oneOver =
                new MessageBytes().string(field, "k".repeat(limit + 1)).toBytes();

        assertEquals(0, wrap(most));
        assertEquals(RouteStatus.LIMIT_EXCEEDED, wrap(oneOver));
        assertEquals(field, flyweight.faultField());
    }

    static Stream<Arguments> oneMoreThanFits() {
        return Stream.of(
                arguments(
                        "alternate keys",
                        RequestFields.ALTERNATE_KEYS,
                        times(Limits.ALTERNATE_KEYS, (request, i) -> request.addAlternateKeys("tel:" + i)),
                        times(Limits.ALTERNATE_KEYS + 1, (request, i) -> request.addAlternateKeys("tel:" + i))),
                arguments(
                        "alternatives",
                        RequestFields.ALTERNATIVES,
                        times(Limits.ALTERNATIVES, (request, i) -> request.addAlternatives(intent("i" + i))),
                        times(Limits.ALTERNATIVES + 1, (request, i) -> request.addAlternatives(intent("i" + i)))),
                arguments(
                        "labels",
                        RequestFields.LABELS,
                        times(Limits.LABELS, (request, i) -> request.putLabels("l" + i, "v")),
                        times(Limits.LABELS + 1, (request, i) -> request.putLabels("l" + i, "v"))),
                arguments(
                        "bytes of a label's name",
                        RequestFields.LABELS,
                        RouteRequest.newBuilder().putLabels(bytes(Limits.LABEL_NAME_BYTES), "v"),
                        RouteRequest.newBuilder().putLabels(bytes(Limits.LABEL_NAME_BYTES + 1), "v")),
                arguments(
                        "bytes of a label's value",
                        RequestFields.LABELS,
                        RouteRequest.newBuilder().putLabels("l", bytes(Limits.LABEL_VALUE_BYTES)),
                        RouteRequest.newBuilder().putLabels("l", bytes(Limits.LABEL_VALUE_BYTES + 1))),
                arguments(
                        "bytes of an alternate key",
                        RequestFields.ALTERNATE_KEYS,
                        RouteRequest.newBuilder().addAlternateKeys(bytes(Limits.KEY_BYTES)),
                        RouteRequest.newBuilder().addAlternateKeys(bytes(Limits.KEY_BYTES + 1))),
                arguments(
                        "bytes of an alternative's intent",
                        RequestFields.ALTERNATIVES,
                        RouteRequest.newBuilder().addAlternatives(intent(bytes(Limits.STRING_BYTES))),
                        RouteRequest.newBuilder().addAlternatives(intent(bytes(Limits.STRING_BYTES + 1)))),
                arguments(
                        "bytes of an alternative's occasion",
                        RequestFields.ALTERNATIVES,
                        RouteRequest.newBuilder()
                                .addAlternatives(Alternative.newBuilder().setOccasion(bytes(Limits.STRING_BYTES))),
                        RouteRequest.newBuilder()
                                .addAlternatives(
                                        Alternative.newBuilder().setOccasion(bytes(Limits.STRING_BYTES + 1)))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("oneMoreThanFits")
    void shouldTakeAsManyAsAreAllowedAndNameTheFieldOfOneMore(
            final String what, final int field, final RouteRequest.Builder most, final RouteRequest.Builder oneMore) {
        assertEquals(0, wrap(most.build().toByteArray()), what);
        assertEquals(RouteStatus.LIMIT_EXCEEDED, wrap(oneMore.build().toByteArray()), what);
        assertEquals(field, flyweight.faultField(), what);
    }

    private static RouteRequest.Builder times(final int count, final ObjIntConsumer<RouteRequest.Builder> one) {
        final RouteRequest.Builder request = RouteRequest.newBuilder();
        for (int i = 0; i < count; i++) {
            one.accept(request, i);
        }
        return request;
    }

    private static Alternative.Builder intent(final String intent) {
        return Alternative.newBuilder().setIntent(intent);
    }

    private static String bytes(final int count) {
        return "k".repeat(count);
    }

    @ParameterizedTest
    @ValueSource(strings = {"9DF6BBB3FBFFFFFFFF01FFFFFF01", "8A808080100163", "8AFFFFFFFF3F0163"})
    void shouldRefuseATagOfMoreThan32Bits(final String hex) {
        assertEquals(RouteStatus.MALFORMED, wrap(HexFormat.of().parseHex(hex)));
    }

    @Test
    void shouldTakeTheGreatestTagOf32Bits() {
        assertEquals(0, wrap(HexFormat.of().parseHex("FDFFFFFF0F00000000")));
    }

    @ParameterizedTest
    @CsvSource({"1", "2"})
    void shouldRefuseALabelWhoseFirstTextIsNoUtf8ThoughALaterOneCounts(final int entryField) {
        final byte[] good = {(byte) (entryField << 3 | 2), 1, 'v'};
        final byte[] bad = {(byte) (entryField << 3 | 2), 1, (byte) 0xB8, (byte) (entryField << 3 | 2), 1, 'v'};

        assertEquals(
                0, wrap(new MessageBytes().message(RequestFields.LABELS, good).toBytes()));
        assertEquals(
                RouteStatus.MALFORMED,
                wrap(new MessageBytes().message(RequestFields.LABELS, bad).toBytes()));
        assertEquals(RequestFields.LABELS, flyweight.faultField());
        new RequestOracle()
                .check(new MessageBytes().message(RequestFields.LABELS, bad).toBytes());
    }

    @Test
    void shouldNameTheLabelsWhereAMessageWithinItsLimitHasTooMany() {
        final byte[] request = labels(1_000);

        assertTrue(request.length <= Limits.REQUEST_BYTES);
        assertEquals(RouteStatus.LIMIT_EXCEEDED, wrap(request));
        assertEquals(RequestFields.LABELS, flyweight.faultField());
    }

    @Test
    void shouldRefuseTenThousandLabels() {
        assertEquals(RouteStatus.LIMIT_EXCEEDED, wrap(labels(10_000)));
    }

    private static byte[] labels(final int count) {
        final RouteRequest.Builder request = RouteRequest.newBuilder();
        for (int i = 0; i < count; i++) {
            request.putLabels("l" + i, "v");
        }
        return request.build().toByteArray();
    }

    /** protobuf-java takes these bytes, other implementations refuse them; the encoding allows ten bytes, and no more. */
    @ParameterizedTest
    @ValueSource(strings = {"4099999999999999999999", "A80199999999999999999999"})
    void shouldRefuseAVarintWhoseTenthByteGoesOn(final String hex) {
        final byte[] bytes = HexFormat.of().parseHex(hex);

        assertEquals(RouteStatus.MALFORMED, wrap(bytes));
        new RequestOracle().check(bytes);
    }

    @Test
    void shouldTakeTheLastOfARepeatedLabelAndCountItOnce() {
        final byte[] first =
                RouteRequest.newBuilder().putLabels("a", "1").build().toByteArray();
        final byte[] again =
                RouteRequest.newBuilder().putLabels("a", "2").build().toByteArray();
        final byte[] both = new byte[first.length + again.length];
        System.arraycopy(first, 0, both, 0, first.length);
        System.arraycopy(again, 0, both, first.length, again.length);

        assertEquals(0, wrap(both));
        assertEquals(1, flyweight.labels().count());
        assertEquals(
                "2",
                new String(
                        flyweight.bytes(),
                        flyweight.labels().valueOffset(0),
                        flyweight.labels().valueLength(0),
                        StandardCharsets.UTF_8));
    }

    @Test
    void shouldRefuseAMessageOverTheLimit() {
        assertEquals(RouteStatus.LIMIT_EXCEEDED, wrap(new byte[Limits.REQUEST_BYTES + 1]));
    }

    @ParameterizedTest
    @ValueSource(strings = {"C0AF", "EDA080", "F4908080", "80", "E28082C3", "F08282AC", "FF"})
    void shouldRefuseStringsThatAreNotUtf8(final String hex) {
        final byte[] text = HexFormat.of().parseHex(hex);

        assertEquals(
                RouteStatus.MALFORMED, wrap(new MessageBytes().message(11, text).toBytes()));
        assertEquals(RequestFields.INTENT, flyweight.faultField());
    }

    @Test
    void shouldAcceptUtf8OfEveryLength() {
        final byte[] text = "a\u00E9\u20AC\uD83D\uDE00 and eight ascii bytes".getBytes(StandardCharsets.UTF_8);

        assertEquals(0, wrap(new MessageBytes().message(11, text).toBytes()));
    }

    private int wrap(final byte[] bytes) {
        return flyweight.wrap(new UnsafeBuffer(bytes), 0, bytes.length);
    }

    private static String hex(final byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
