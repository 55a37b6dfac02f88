package io.kairoute.bench.server;

import io.kairoute.bench.subject.BenchTable;
import io.kairoute.routing.v1.LadderStep;
import io.kairoute.routing.v1.RouteResponse;

/** What the bare servers answer to whatever they are asked: a decision of the usual length, made once. */
final class EchoAnswer {
    private static final long SLA_MS = 60_000;
    private static final int PRIORITY = 60;

    static final RouteResponse RESPONSE = RouteResponse.newBuilder()
            .setDecisionId("f1-0123456789abcdef01234567")
            .setContactId("call-0000000001")
            .setQueue(BenchTable.queueOf(7))
            .setScript("s0")
            .setScriptLanguage("en")
            .setPriority(PRIORITY)
            .setSlaMs(SLA_MS)
            .setOccasion("o7")
            .setOccasionSource("SIGNAL")
            .setBand("CLEAR")
            .setTier("gold")
            .setSegmentSource("CUSTOMER")
            .setTableRevision(1)
            .setConfidenceBp(9_025)
            .setSegmentSetVersion("bench-100000")
            .setJob("Get this done")
            .setEffort(3)
            .addLadder(LadderStep.newBuilder().setAfterMs(SLA_MS).setQueue("q0").setPriority(80))
            .setOffer("none")
            .addRuleIds("s7")
            .addRuleIds("t7")
            .setRuleCount(2)
            .build();

    private EchoAnswer() {}
}
