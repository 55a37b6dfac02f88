package io.kairoute.router.differential;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.router.Limits;
import io.kairoute.router.decide.Router;
import io.kairoute.router.reference.Dice;
import io.kairoute.router.reference.RequestGenerator;
import io.kairoute.router.reference.Situation;
import java.util.Arrays;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** An answer is written in steps that may reach behind its end, but never into what lies beside the room that it was given. */
class ResponseRoomTest {
    private static final long SEED = Long.getLong("kairoute.seed", 20_261_121L);
    private static final int TABLES = 20;
    private static final int REQUESTS = 50;
    private static final int BESIDE = 64;
    private static final byte OTHERS = 0x5A;

    private final byte[] array = new byte[BESIDE + Limits.RESPONSE_ROOM + BESIDE];

    @Test
    void shouldGiveOneAnswerInAnyRoomAndTouchNothingBesideIt() {
        int answers = 0;
        for (int table = 0; table < TABLES; table++) {
            final Situation situation = Situation.of(SEED, table);
            final RequestGenerator generator = new RequestGenerator(situation);
            final Router router = CompiledRouter.open(situation.scenario(), null);
            for (int i = 0; i < REQUESTS; i++) {
                final RequestGenerator.Question question = generator.question(Dice.part(SEED + table, i));
                final byte[] request = question.request().toByteArray();
                final byte[] whole = routed(router, request, question.serverClockMs(), Limits.RESPONSE_ROOM);

                final byte[] tight = routed(router, request, question.serverClockMs(), whole.length);

                assertArrayEquals(whole, tight, "seed=" + SEED + " table=" + table + " question=" + i);
                answers += whole.length > 0 ? 1 : 0;
            }
        }
        assertTrue(answers > TABLES * REQUESTS / 2, answers + " answers");
    }

    private byte[] routed(final Router router, final byte[] request, final long nowMs, final int room) {
        Arrays.fill(array, OTHERS);
        final int length = router.route(
                new UnsafeBuffer(request), 0, request.length, 0, nowMs, new UnsafeBuffer(array, BESIDE, room), 0);
        for (int i = 0; i < BESIDE; i++) {
            assertEquals(OTHERS, array[i], "before a room of " + room);
            assertEquals(OTHERS, array[BESIDE + room + i], "behind a room of " + room);
        }
        return Arrays.copyOfRange(array, BESIDE, BESIDE + Math.max(0, length));
    }
}
