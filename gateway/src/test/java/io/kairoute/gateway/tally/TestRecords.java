package io.kairoute.gateway.tally;

import io.kairoute.router.log.DecisionRecord;
import io.kairoute.routing.v1.RouteRequest;
import io.kairoute.routing.v1.RouteResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.agrona.concurrent.UnsafeBuffer;

/** Records of decisions, made of answers. */
public final class TestRecords {
    private static final int HEADER_BYTES = 44;

    private TestRecords() {}

    /** The record of an answer to an empty question, in the form of the first version. */
    public static DecisionRecord of(final int tenant, final long nowMs, final RouteResponse answer) {
        return of(tenant, nowMs, RouteRequest.getDefaultInstance(), answer);
    }

    /** The record of a question, whose keys are masked, and its answer. */
    public static DecisionRecord of(
            final int tenant, final long nowMs, final RouteRequest question, final RouteResponse answer) {
        final byte[] request = question.toByteArray();
        final byte[] response = answer.toByteArray();
        final ByteBuffer bytes = ByteBuffer.allocate(HEADER_BYTES + request.length + response.length)
                .order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(0, (byte) 1)
                .putInt(4, tenant)
                .putLong(8, nowMs)
                .putLong(16, answer.getTableRevision())
                .putInt(36, request.length)
                .putInt(40, response.length)
                .put(HEADER_BYTES, request)
                .put(HEADER_BYTES + request.length, response);
        final DecisionRecord record = new DecisionRecord();
        if (!record.wrap(new UnsafeBuffer(bytes.array()), 0, bytes.capacity())) {
            throw new AssertionError("no record");
        }
        return record;
    }

    /** An answer such as a table of a telephone company gives. */
    public static RouteResponse.Builder outage(final String id) {
        return RouteResponse.newBuilder()
                .setDecisionId("f41-96ed0a72d4dd54ec382bc9c8")
                .setContactId(id)
                .setQueue("outage-desk")
                .setScript("outage-triage")
                .setScriptLanguage("es")
                .setPriority(70)
                .setSlaMs(30_000)
                .setOccasion("outage")
                .setOccasionSource("SIGNAL")
                .setBand("CLEAR")
                .setTier("standard")
                .setSegmentSource("DEFAULT")
                .setTableRevision(41)
                .setFallback(true)
                .setFallbackCause("UNKNOWN_CUSTOMER")
                .setConfidenceBp(9_025)
                .setQueueRef("WW0000000000000000000000000000outage")
                .setJob("Get me back online, and tell me when")
                .setEffort(5)
                .setOffer("none")
                .setMessage("known-outage")
                .addRuleIds("s-down")
                .addRuleIds("s-status-line")
                .setRuleCount(2)
                .addGuardrails("OCCASION_LOCK");
    }
}
