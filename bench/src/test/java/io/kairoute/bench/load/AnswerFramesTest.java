package io.kairoute.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;

class AnswerFramesTest {
    @Test
    void shouldCountFramesWhereverTheBytesAreCut() {
        final Buffer bytes = Buffer.buffer();
        for (final int length : new int[] {300, 0, 1, 70_000, 0}) {
            bytes.appendBuffer(ContactMix.frame(new byte[length]));
        }

        for (final int piece : new int[] {1, 2, 5, 7, 4_096, bytes.length()}) {
            final AnswerFrames frames = new AnswerFrames();
            int counted = 0;
            for (int at = 0; at < bytes.length(); at += piece) {
                counted += frames.count(bytes.getBuffer(at, Math.min(bytes.length(), at + piece)));
            }
            assertEquals(5, counted, "pieces of " + piece);
        }
    }
}
