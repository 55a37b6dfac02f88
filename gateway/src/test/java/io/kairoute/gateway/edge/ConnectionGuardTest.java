package io.kairoute.gateway.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.gateway.observe.RejectCause;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConnectionGuardTest {
    private static final long HEAD_MS = 1_000;

    private final List<RejectCause> rejected = new ArrayList<>();
    private final MockTicker ticker = Ticker.newMockTicker();
    private final EmbeddedChannel connection = EmbeddedChannel.builder()
            .ticker(ticker)
            .handlers(new ConnectionGuard(new ConnectionPolicy(
                    new ConnectionLimit(1), TimeUnit.MILLISECONDS.toNanos(HEAD_MS), rejected::add)))
            .build();

    @AfterEach
    void close() {
        connection.finishAndReleaseAll();
    }

    @Test
    void shouldNotTakeABodyThatItsCallerWasToldToSendForTheHeadOfTheNextRequest() {
        comes("PUT /upload HTTP/1.1\r\nContent-Length: 100\r\nExpect: 100-continue\r\n\r\n");
        goes("HTTP/1.1 100 Continue\r\n\r\n");

        comes("half of the file");
        timePasses();

        assertEquals(List.of(), rejected);
        assertTrue(connection.isOpen());
    }

    @Test
    void shouldCloseAConnectionWhoseNextHeadStopsHalfWayAfterAnAnswer() {
        comes("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        goes("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");

        comes("GET / HT");
        timePasses();

        assertEquals(List.of(RejectCause.SLOW_HEAD), rejected);
        assertFalse(connection.isOpen());
    }

    private void comes(final String text) {
        connection.writeInbound(Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII));
    }

    private void goes(final String text) {
        connection.writeOutbound(Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII));
    }

    private void timePasses() {
        ticker.advance(HEAD_MS, TimeUnit.MILLISECONDS);
        connection.runScheduledPendingTasks();
    }
}
