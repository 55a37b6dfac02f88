package io.kairoute.router.differential;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.router.Limits;
import io.kairoute.router.decide.Router;
import io.kairoute.router.reference.Dice;
import io.kairoute.router.reference.RequestGenerator;
import io.kairoute.router.reference.Situation;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** A request is read where it is or from a copy, as its place allows; what is decided does not depend on it. */
class RequestPlaceTest {
    private static final long SEED = Long.getLong("kairoute.seed", 20_261_121L);
    private static final int TABLES = 20;
    private static final int REQUESTS = 50;
    private static final int AROUND = 64;

    private final byte[] around = new byte[AROUND + Limits.REQUEST_BYTES + AROUND];
    private final ByteBuffer direct = ByteBuffer.allocateDirect(Limits.REQUEST_BYTES + AROUND);
    private final byte[] both = new byte[Limits.RESPONSE_ROOM + Limits.REQUEST_BYTES + AROUND];
    private final Random random = new Random(SEED);

    @Test
    void shouldDecideAlikeWhereverTheRequestLies() {
        int answers = 0;
        for (int table = 0; table < TABLES; table++) {
            final Situation situation = Situation.of(SEED, TABLES + table);
            final RequestGenerator generator = new RequestGenerator(situation);
            final Router router = CompiledRouter.open(situation.scenario(), null);
            for (int i = 0; i < REQUESTS; i++) {
                final RequestGenerator.Question question = generator.question(Dice.part(SEED + table, i));
                final byte[] request = question.request().toByteArray();
                final long nowMs = question.serverClockMs();
                final String where = "seed=" + SEED + " table=" + table + " question=" + i;

                final byte[] expected = routed(router, new UnsafeBuffer(request), 0, request.length, nowMs);

                assertArrayEquals(expected, amidOthers(router, request, nowMs), where + " amid other bytes");
                assertArrayEquals(expected, atTheEnd(router, request, nowMs), where + " at an array's end");
                assertArrayEquals(expected, offHeap(router, request, nowMs), where + " off the heap");
                assertArrayEquals(expected, inOneArray(router, request, nowMs), where + " beside its answer");
                answers += expected.length > 0 ? 1 : 0;
            }
        }
        assertTrue(answers > TABLES * REQUESTS / 2, answers + " answers");
    }

    private byte[] amidOthers(final Router router, final byte[] request, final long nowMs) {
        random.nextBytes(around);
        final int start = random.nextInt(AROUND);
        System.arraycopy(request, 0, around, start, request.length);
        final byte[] before = around.clone();
        final UnsafeBuffer view = new UnsafeBuffer(around, start, request.length);
        final byte[] answer = routed(router, view, 0, request.length, nowMs);
        assertArrayEquals(before, around, "what the request lies in is only read");
        assertEquals(start, router.contact().request.start(), "it is read where it is");
        return answer;
    }

    private byte[] atTheEnd(final Router router, final byte[] request, final long nowMs) {
        final byte[] array = new byte[request.length + AROUND / 2 - 1];
        Arrays.fill(array, (byte) -1);
        final int start = random.nextInt(AROUND / 2);
        System.arraycopy(request, 0, array, start, request.length);
        return routed(router, new UnsafeBuffer(array), start, request.length, nowMs);
    }

    private byte[] offHeap(final Router router, final byte[] request, final long nowMs) {
        direct.put(0, request);
        return routed(router, new UnsafeBuffer(direct), 0, request.length, nowMs);
    }

    private byte[] inOneArray(final Router router, final byte[] request, final long nowMs) {
        System.arraycopy(request, 0, both, 1, request.length);
        final UnsafeBuffer buffer = new UnsafeBuffer(both);
        final int length = router.route(buffer, 1, request.length, 0, nowMs, buffer, 0);
        return Arrays.copyOf(both, Math.max(0, length));
    }

    private static byte[] routed(
            final Router router, final DirectBuffer request, final int offset, final int length, final long nowMs) {
        final byte[] answer = new byte[Limits.RESPONSE_ROOM];
        final int answered = router.route(request, offset, length, 0, nowMs, new UnsafeBuffer(answer), 0);
        return Arrays.copyOf(answer, Math.max(0, answered));
    }
}
