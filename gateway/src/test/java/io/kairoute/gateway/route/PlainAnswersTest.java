package io.kairoute.gateway.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.gateway.observe.CallEnd;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PlainAnswersTest {
    private final LoneLane lone = new LoneLane();
    private final EmbeddedChannel channel = new EmbeddedChannel(new ChannelInboundHandlerAdapter());
    private final ChannelHandlerContext context = channel.pipeline().firstContext();
    private final PlainAnswers answers = new PlainAnswers(lone.lane());

    /** The ways in which a promise may be told; each counts once, and what is told after the first does not. */
    enum Told {
        SUCCESS(ChannelPromise::setSuccess, CallEnd.REFUSED),
        TRIED_SUCCESS(ChannelPromise::trySuccess, CallEnd.REFUSED),
        FAILURE(promise -> promise.setFailure(new IOException("reset")), CallEnd.RESET),
        TRIED_FAILURE(promise -> promise.tryFailure(new IOException("reset")), CallEnd.RESET),
        CANCELLED(promise -> promise.cancel(false), CallEnd.RESET);

        private final Consumer<ChannelPromise> tell;
        private final CallEnd end;

        Told(final Consumer<ChannelPromise> tell, final CallEnd end) {
            this.tell = tell;
            this.end = end;
        }
    }

    @AfterEach
    void stop() {
        channel.finishAndReleaseAll();
        lone.close();
    }

    @ParameterizedTest
    @EnumSource
    void shouldHoldACallOpenUntilItsAnswersPromiseIsToldAndCountItOnce(final Told told) {
        final ChannelPromise written = answers.handOver(context, CallEnd.REFUSED);
        assertEquals(1, lone.lane().openCalls().count());

        told.tell.accept(written);
        assertFalse(written.trySuccess());
        assertFalse(written.tryFailure(new IOException("again")));
        assertFalse(written.cancel(false));
        assertThrows(IllegalStateException.class, written::setSuccess);

        assertEquals(0, lone.lane().openCalls().count());
        assertEquals(1, ended(told.end));
        assertEquals(1, lone.sum("kairoute_calls_ended_total"));
    }

    @Test
    void shouldCountWhatIsNotWrittenAsNotReadOnceThePeerIsGivenUp() {
        final ChannelPromise written = answers.handOver(context, CallEnd.ANSWERED);
        answers.giveUp();

        written.tryFailure(new IOException("closed"));

        assertEquals(1, ended(CallEnd.NOT_READ));
    }

    @Test
    void shouldFindAnAnswerThatWaitsFromOneLookToTheNextButOne() {
        assertTrue(answers.growOlder());
        final ChannelPromise written = answers.handOver(context, CallEnd.ANSWERED);
        assertTrue(answers.growOlder());

        assertFalse(answers.growOlder());

        written.trySuccess();
        assertTrue(answers.growOlder());
    }

    @Test
    void shouldBeContentWithAPeerThatReadsAllItsAnswersInTime() {
        for (int look = 0; look < 10; look++) {
            final ChannelPromise written = answers.handOver(context, CallEnd.ANSWERED);
            assertTrue(answers.growOlder());
            written.trySuccess();
        }

        assertEquals(10, ended(CallEnd.ANSWERED));
    }

    private double ended(final CallEnd end) {
        return lone.metric("kairoute_calls_ended_total{cause=\"" + end.label() + "\"}");
    }
}
