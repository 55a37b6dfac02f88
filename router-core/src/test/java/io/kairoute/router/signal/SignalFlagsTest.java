package io.kairoute.router.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.kairoute.router.codec.RouteRequestFlyweight;
import io.kairoute.router.decision.Flag;
import io.kairoute.routing.v1.RouteRequest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is not used of a request is never passed over in silence. */
class SignalFlagsTest {
    private final RouteRequestFlyweight request = new RouteRequestFlyweight();
    private final Signals signals = new Signals(request, true);

    @ParameterizedTest
    @ValueSource(strings = {"SMS", "whatsapp", "VOICE ", "VOICEMAIL", "-"})
    void shouldFlagAChannelThatIsNoneOfTheSix(final String channel) {
        read(RouteRequest.newBuilder().setChannel(channel));

        assertEquals(List.of(Flag.CHANNEL_UNKNOWN), flags());
        assertEquals(ShortNames.MISSING, signals.channel());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "voice", "Callback", "EMAIL"})
    void shouldFlagNoChannelThatThereIsAndNoneThatIsAbsent(final String channel) {
        read(RouteRequest.newBuilder().setChannel(channel));

        assertEquals(List.of(), flags());
    }

    @ParameterizedTest
    @CsvSource({"a-b-c-d-e-f-g-h-i,A-B-C-D-E-F-G-H", "a-b-c-d-e-f-g-h-,A-B-C-D-E-F-G-H"})
    void shouldFlagARegionThatWasCut(final String region, final String used) {
        read(RouteRequest.newBuilder().setRegion(region));

        assertEquals(List.of(Flag.REGION_CUT), flags());
        assertEquals(
                used, new String(signals.region().bytes(), 0, signals.region().length(), StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "AU", "a-b-c-d-e-f-g-h"})
    void shouldFlagNoRegionOfUpToEightLevels(final String region) {
        read(RouteRequest.newBuilder().setRegion(region));

        assertEquals(List.of(), flags());
    }

    private void read(final RouteRequest.Builder message) {
        final byte[] bytes = message.build().toByteArray();
        request.wrap(new UnsafeBuffer(bytes), 0, bytes.length);
        signals.read(0);
    }

    private List<Flag> flags() {
        return Arrays.stream(Flag.values())
                .filter(flag -> (signals.flags() & flag.bit()) != 0)
                .toList();
    }
}
