package io.kairoute.gateway.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.kairoute.gateway.config.Address;
import io.vertx.core.http.HttpServerOptions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ListenerOptionsTest {
    private static final int IDLE_MS = 120_000;

    private final Address address = new Address("127.0.0.1", 0, true);

    @Test
    void shouldCloseARouteConnectionOnWhichNothingComesWithoutFollowingWhatIsWritten() {
        final HttpServerOptions options = ListenerOptions.ofRoute(address, null, IDLE_MS, false);

        assertEquals(IDLE_MS, options.getReadIdleTimeout());
        assertEquals(0, options.getWriteIdleTimeout());
        assertEquals(0, options.getIdleTimeout());
        assertEquals(TimeUnit.MILLISECONDS, options.getIdleTimeoutUnit());
    }

    @Test
    void shouldKeepAnAdminConnectionOnWhichAnAnswerIsStillWritten() {
        final HttpServerOptions options = ListenerOptions.ofAdmin(address, null, IDLE_MS);

        assertEquals(IDLE_MS, options.getIdleTimeout());
        assertEquals(0, options.getReadIdleTimeout());
        assertEquals(TimeUnit.MILLISECONDS, options.getIdleTimeoutUnit());
    }
}
