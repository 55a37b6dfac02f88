package io.kairoute.router.log;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.router.Limits;
import io.kairoute.router.SmallTable;
import io.kairoute.router.decide.AccountBuckets;
import io.kairoute.router.decide.Router;
import io.kairoute.router.differential.CompiledRouter;
import io.kairoute.routing.v1.RouteRequest;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;
import org.junit.jupiter.api.Test;

/** What is recorded of a decision is enough to make it again, though the account key is not in it. */
class RecordedDecisionTest {
    private static final int LAYERS = 40;
    private static final int CONTACTS = 2_000;
    private static final int FEW_CONTACTS = 40;
    private static final int RING_BYTES = 1 << 20;

    private final OneToOneRingBuffer ring = new OneToOneRingBuffer(
            new UnsafeBuffer(ByteBuffer.allocateDirect(RING_BYTES + RingBufferDescriptor.TRAILER_LENGTH)));
    private final DecisionRecorder recorder = new DecisionRecorder(ring);
    private final UnsafeBuffer response = new UnsafeBuffer(new byte[Limits.RESPONSE_ROOM]);

    @Test
    void shouldBeMadeAgainThoughEveryExperimentLooksAtTheAccountInALayerOfItsOwn() {
        final Router router = CompiledRouter.open(
                SmallTable.of(SIGNAL, layers(LAYERS), experiments(LAYERS, true)).scenario(), recorder);
        final Router again = CompiledRouter.open(
                SmallTable.of(SIGNAL, layers(LAYERS), experiments(LAYERS, true)).scenario(), null);
        final Set<Integer> taken = new HashSet<>();
        for (int i = 0; i < CONTACTS; i++) {
            final byte[] answer = routed(router, i);
            taken.add(router.contact().decision.experiment);

            assertArrayEquals(answer, madeAgain(router, again), "contact " + i);
        }
        assertTrue(taken.contains(LAYERS - 1), "the last experiment took a contact: " + taken);
        assertEquals(0, recorder.lost());
    }

    @Test
    void shouldBeMadeAgainThoughItLookedAtTheAccountInEveryLayerThatATableCanHave() {
        final SmallTable table = SmallTable.of(SIGNAL, layers(Limits.LAYERS), narrowExperimentsAndOneForAll());
        final Router router = CompiledRouter.open(table.scenario(), recorder);
        final Router again = CompiledRouter.open(table.scenario(), null);
        int lookedAtAll = 0;
        for (int i = 0; i < FEW_CONTACTS; i++) {
            final byte[] answer = routed(router, i);
            // Those of the layers, and that of the experiment which takes the contact.
            lookedAtAll += router.contact().accountBuckets.count() == Limits.LAYERS + 1 ? 1 : 0;

            assertArrayEquals(answer, madeAgain(router, again), "contact " + i);
        }
        assertTrue(lookedAtAll > FEW_CONTACTS / 2, "contacts that looked at all=" + lookedAtAll);
    }

    @Test
    void shouldRememberTheBucketOfOneLayerOnceHoweverManyExperimentsAskForIt() {
        final Router router = CompiledRouter.open(
                SmallTable.of(SIGNAL, layers(1), experiments(8, false)).scenario(), recorder);
        for (int i = 0; i < CONTACTS; i++) {
            routed(router, i);

            // That of the layer, and that of the experiment which takes the contact.
            assertEquals(2, router.contact().accountBuckets.count(), "contact " + i);
        }
    }

    private static final String SIGNAL = """
            signals:
              - {id: s-outage, when: {intent: [no_internet]}, occasion: outage, confidence: 0.9}
            """;

    private static String layers(final int count) {
        final StringBuilder text = new StringBuilder("layers:\n");
        for (int i = 0; i < count; i++) {
            text.append("  - {id: l").append(i).append(", seed: s").append(i).append("}\n");
        }
        return text.toString();
    }

    /** Experiments by account; in one layer they share it evenly. */
    private static String experiments(final int count, final boolean haveLayersOfTheirOwn) {
        final StringBuilder text = new StringBuilder("experiments:\n");
        for (int i = 0; i < count; i++) {
            text.append(haveLayersOfTheirOwn ? experiment(i, i, 0, 300) : experiment(i, 0, 1_250 * i, 1_250 * (i + 1)));
        }
        return text.toString();
    }

    /** One in every layer that a table can have: each but the last takes one account in ten thousand. */
    private static String narrowExperimentsAndOneForAll() {
        final StringBuilder text = new StringBuilder("experiments:\n");
        for (int i = 0; i < Limits.LAYERS; i++) {
            text.append(experiment(i, i, 0, i < Limits.LAYERS - 1 ? 1 : 10_000));
        }
        return text.toString();
    }

    private static String experiment(final int number, final int layer, final int from, final int to) {
        return "  - {id: e" + number + ", occasion: outage, unit: account, seed: e" + number + ", layer: l" + layer
                + ", range: [" + from + ", " + to + "], metric: time_to_relief"
                + ", starts: 2026-11-01T00:00Z, ends: 2026-12-31T00:00Z"
                + ", arms: [{id: a, share: 0.5, treatment: {priority: 71}}, {id: b, share: 0.5, treatment: {priority: 72}}]}\n";
    }

    private byte[] routed(final Router router, final int contact) {
        final byte[] request = RouteRequest.newBuilder()
                .setContactId("c-" + contact)
                .setAccountKey("acc:" + contact)
                .setIntent("no_internet")
                .build()
                .toByteArray();
        final int length =
                router.route(new UnsafeBuffer(request), 0, request.length, 0, SmallTable.NOW_MS, response, 0);
        return Arrays.copyOf(response.byteArray(), length);
    }

    /** Takes the newest record out of the ring, and makes its decision again from it and the snapshot. */
    private byte[] madeAgain(final Router router, final Router again) {
        final byte[][] answer = new byte[1][];
        ring.read((type, buffer, index, length) -> {
            final DecisionRecord record = new DecisionRecord();
            assertTrue(record.wrap(buffer, index, length), "the record can be read");
            final AccountBuckets buckets = again.contact().accountBuckets;
            buckets.giveBack();
            for (int i = 0; i < record.accountBuckets(); i++) {
                buckets.give(record.accountSeed(i), record.accountBucket(i));
            }
            final int bytes = again.routeUnder(
                    router.contact().snapshot(),
                    record.buffer(),
                    record.requestOffset(),
                    record.requestLength(),
                    record.nowMs(),
                    response,
                    0);
            answer[0] = Arrays.copyOf(response.byteArray(), bytes);
        });
        return answer[0];
    }
}
