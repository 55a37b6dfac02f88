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
        SUCCESS,
        TRIED_SUCCESS,
        FAILURE,
        TRIED_FAILURE,
        CANCELLED;

        void tell(final ChannelPromise promise) {
            switch (this) {
                case SUCCESS -> promise.setSuccess();
                case TRIED_SUCCESS -> promise.trySuccess();
                case FAILURE -> promise.setFailure(new IOException("reset"));
                case TRIED_FAILURE -> promise.tryFailure(new IOException("reset"));
                case CANCELLED -> promise.cancel(false);
            }
        }

        CallEnd end() {
            return this == SUCCESS || this == TRIED_SUCCESS ? CallEnd.REFUSED : CallEnd.RESET;
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

        told.tell(written);
        assertFalse(written.trySuccess());
        assertFalse(written.tryFailure(new IOException("again")));
        assertFalse(written.cancel(false));
        assertThrows(IllegalStateException.class, written::setSuccess);

        assertEquals(0, lone.lane().openCalls().count());
        assertEquals(1, ended(told.end()));
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
