package io.kairoute.gateway.route;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UnheardPromiseTest {
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final UnheardPromise promise = new UnheardPromise(channel, channel.eventLoop());

    @AfterEach
    void stop() {
        channel.finishAndReleaseAll();
    }

    @Test
    void shouldServeTheNextFrameWhateverWasToldOfTheOneBefore() {
        for (int frame = 0; frame < 2; frame++) {
            assertTrue(promise.trySuccess());
            assertSame(promise, promise.setSuccess());
            assertTrue(promise.tryFailure(new IOException("reset")));
            assertSame(promise, promise.setFailure(new IOException("reset")));
            assertFalse(promise.cancel(false));

            assertFalse(promise.isDone());
        }
    }

    @Test
    void shouldTakeNoListenerThatWouldWaitForEver() {
        assertThrows(IllegalStateException.class, () -> promise.addListener(future -> {}));
        assertThrows(IllegalStateException.class, () -> promise.addListeners(future -> {}));
    }
}
