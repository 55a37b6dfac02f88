package io.kairoute.router.codec;

import com.code_intelligence.jazzer.junit.FuzzTest;

/**
 * Lets Jazzer look for bytes on which the flyweight and the generated messages disagree.
 *
 * <p>An ordinary test run tries the inputs kept beside this class; with {@code JAZZER_FUZZ=1} in the environment it goes
 * on to invent new ones, guided by what they reach.
 */
class RequestFuzzTest {
    private final RequestOracle oracle = new RequestOracle();

    @FuzzTest(maxDuration = "2m")
    void shouldReadWhatTheGeneratedMessagesRead(final byte[] bytes) {
        oracle.check(bytes);
    }
}
