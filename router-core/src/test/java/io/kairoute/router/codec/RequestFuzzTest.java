package io.kairoute.router.codec;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.api.Tag;

/**
 * Lets Jazzer look for bytes on which the flyweight and the generated messages disagree.
 *
 * <p>It runs in a virtual machine of its own, since Jazzer instruments what it finds there. The inputs are invented, guided
 * by the branches that earlier ones reached.
 */
class RequestFuzzTest {
    private final RequestOracle oracle = new RequestOracle();

    @FuzzTest(maxDuration = "15s")
    void shouldReadWhatTheGeneratedMessagesRead(final byte[] bytes) {
        oracle.check(bytes);
    }

    @Tag("slow")
    @FuzzTest(maxDuration = "30m")
    void shouldReadWhatTheGeneratedMessagesReadForHalfAnHour(final byte[] bytes) {
        oracle.check(bytes);
    }
}
