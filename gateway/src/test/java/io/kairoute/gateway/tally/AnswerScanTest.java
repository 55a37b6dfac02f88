package io.kairoute.gateway.tally;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.router.codec.ResponseFields;
import io.kairoute.router.log.DecisionRecord;
import io.kairoute.routing.v1.RouteResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** What is read of an answer is what Protobuf reads of it. */
class AnswerScanTest {
    private static final int HEADER_BYTES = 44;
    private static final int[] SIZES = {0, 1, 7, 8, 9, 15, 16, 17, 100, 127, 128, 255, 20_000};

    private static final int[] WORDS = {
        ResponseFields.DECISION_ID,
        ResponseFields.QUEUE,
        ResponseFields.OCCASION,
        ResponseFields.OCCASION_SOURCE,
        ResponseFields.BAND,
        ResponseFields.TIER,
        ResponseFields.FALLBACK_CAUSE,
        ResponseFields.EXPERIMENT,
        ResponseFields.ARM
    };

    private final Random random = new Random(1_129);
    private final AnswerScan scan = new AnswerScan();

    private static DecisionRecord record(final byte[] answer) {
        final ByteBuffer bytes =
                ByteBuffer.allocate(HEADER_BYTES + answer.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(0, (byte) 1).putInt(40, answer.length).put(HEADER_BYTES, answer);
        final DecisionRecord record = new DecisionRecord();
        assertTrue(record.wrap(new UnsafeBuffer(bytes.array()), 0, bytes.capacity()));
        return record;
    }

    private String text() {
        return "x".repeat(SIZES[random.nextInt(random.nextInt(10) == 0 ? SIZES.length : SIZES.length - 1)]);
    }

    private RouteResponse anAnswer() {
        final RouteResponse.Builder answer = RouteResponse.newBuilder()
                .setDecisionId(text())
                .setContactId(text())
                .setQueue(text())
                .setPriority(random.nextInt(400))
                .setSlaMs(random.nextInt())
                .setOccasion(text())
                .setOccasionSource(text())
                .setBand(text())
                .setTier(text())
                .setTableRevision(random.nextLong() >>> random.nextInt(64))
                .setFallbackCause(text())
                .setConfidenceBp(random.nextInt(10_000))
                .setExperiment(text())
                .setArm(text())
                .setHoldout(random.nextBoolean())
                .setExperimentUnit(text());
        IntStream.range(0, random.nextInt(4)).forEach(i -> answer.addRuleIds("rule-" + random.nextInt(1_000)));
        IntStream.range(0, random.nextInt(4)).forEach(i -> answer.addGuardrails("guardrail-" + i));
        return answer.build();
    }

    private String text(final int field) {
        return string(scan.at(field), scan.length(field));
    }

    private String string(final int at, final int length) {
        return new String(scan.bytes(), at, length, StandardCharsets.UTF_8);
    }

    private String listed(final int placed) {
        return string(placed >>> Byte.SIZE, placed & 0xFF);
    }

    @Test
    void shouldReadWhatProtobufReads() {
        for (int i = 0; i < 2_000; i++) {
            final RouteResponse answer = anAnswer();

            scan.read(record(answer.toByteArray()));

            assertEquals(answer.getDecisionId(), text(ResponseFields.DECISION_ID));
            assertEquals(answer.getQueue(), text(ResponseFields.QUEUE));
            assertEquals(answer.getOccasion(), text(ResponseFields.OCCASION));
            assertEquals(answer.getOccasionSource(), text(ResponseFields.OCCASION_SOURCE));
            assertEquals(answer.getBand(), text(ResponseFields.BAND));
            assertEquals(answer.getTier(), text(ResponseFields.TIER));
            assertEquals(answer.getFallbackCause(), text(ResponseFields.FALLBACK_CAUSE));
            assertEquals(answer.getExperiment(), text(ResponseFields.EXPERIMENT));
            assertEquals(answer.getArm(), text(ResponseFields.ARM));
            assertEquals(answer.getPriority(), scan.priority());
            assertEquals(answer.getTableRevision(), scan.revision());
            assertEquals(answer.getHoldout(), scan.isHoldout());
            assertEquals(
                    answer.getRuleIdsList(),
                    IntStream.range(0, scan.ruleCount())
                            .mapToObj(rule -> listed(scan.rule(rule)))
                            .toList());
            assertEquals(
                    answer.getGuardrailsList(),
                    IntStream.range(0, scan.guardrailCount())
                            .mapToObj(guardrail -> listed(scan.guardrail(guardrail)))
                            .toList());
        }
    }

    @Test
    void shouldReadOfAnAnswerThatIsCutWhatIsWhole() {
        final RouteResponse whole = TestRecords.outage("call-1").build();
        final byte[] bytes = whole.toByteArray();
        final byte[] ones = new byte[bytes.length];
        Arrays.fill(ones, (byte) 1);
        for (int end = 0; end <= bytes.length; end++) {
            // What the one before left behind must not be read.
            scan.read(record(ones));

            scan.read(record(Arrays.copyOf(bytes, end)));

            assertTrue(scan.priority() == 0 || scan.priority() == whole.getPriority(), end + " bytes");
            assertTrue(scan.revision() == 0 || scan.revision() == whole.getTableRevision(), end + " bytes");
            assertTrue(text(ResponseFields.TIER).isEmpty()
                    || text(ResponseFields.TIER).equals("standard"));
            for (int i = 0; i < scan.ruleCount(); i++) {
                assertEquals(whole.getRuleIds(i), listed(scan.rule(i)), end + " bytes");
            }
        }
    }

    @Test
    void shouldEndWhateverTheBytesAre() {
        final byte[] bytes = new byte[300];
        for (int i = 0; i < 20_000; i++) {
            random.nextBytes(bytes);
            final byte[] some = Arrays.copyOf(bytes, random.nextInt(bytes.length));

            scan.read(record(some));

            for (final int field : WORDS) {
                assertTrue(scan.length(field) == 0 || scan.at(field) + scan.length(field) <= some.length);
            }
        }
    }
}
