package io.kairoute.bench.rivals;

import com.google.protobuf.InvalidProtocolBufferException;
import io.kairoute.bench.subject.BenchTable;
import io.kairoute.bench.subject.Customers;
import io.kairoute.routing.v1.LadderStep;
import io.kairoute.routing.v1.RouteRequest;
import io.kairoute.routing.v1.RouteResponse;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A router as a careful user would write it by hand for {@link BenchTable}: maps on the heap, messages by protobuf-java.
 *
 * <p>Level one finds the occasion by intent, level two the priority by product and tier; the customer's tier comes from a
 * map of profiles. It knows nothing of confidence, margins, experiments, guardrails, overflow or languages, and leaves out
 * most of what an answer of ours tells.
 */
public final class HashMapRouter {
    private static final double CLEAR = 0.8;
    private static final int BASE_PRIORITY = 48;
    private static final int UNCLEAR_PRIORITY = 45;
    private static final long SLA_MS = 60_000;
    private static final int LADDER_PRIORITY = 80;

    private final Map<String, Profile> profiles;
    private final Map<String, Occasion> occasions = new HashMap<>();
    private final Map<String, Integer> priorities = new HashMap<>();

    /** Loads so many rows and so many customers. */
    public HashMapRouter(final int rows, final long customers) {
        profiles = new HashMap<>((int) (customers * 4 / 3 + 1));
        for (long i = 0; i < customers; i++) {
            profiles.put(
                    Customers.key(i),
                    new Profile(BenchTable.TIERS.get(Customers.tier(i)), Customers.hasConsent(i), i, i % 120, "en"));
        }
        for (int row = 0; row < rows; row++) {
            occasions.put(
                    "i" + row, new Occasion("o" + row % BenchTable.OCCASIONS, BenchTable.queueOf(row), "s" + row));
            priorities.put("p" + row, BenchTable.priorityOf(row));
        }
    }

    private record Profile(String tier, boolean consent, long valueCents, long tenureMonths, String language) {}

    private record Occasion(String id, String queue, String rule) {}

    /** Routes one contact: bytes to bytes. */
    public byte[] route(final byte[] message) {
        final RouteRequest request;
        try {
            request = RouteRequest.parseFrom(message);
        } catch (final InvalidProtocolBufferException e) {
            throw new IllegalArgumentException("the request is no message", e);
        }
        final @Nullable Profile profile = profiles.get(request.getCustomerKey());
        final boolean isKnown = profile != null && profile.consent();
        final String tier = profile != null && profile.consent() ? profile.tier() : "standard";
        final @Nullable Occasion occasion =
                request.getChannel().equals("VOICE") ? occasions.get(request.getIntent()) : null;
        final boolean isClear = occasion != null && request.getIntentConfidence() >= CLEAR;

        final RouteResponse.Builder answer = RouteResponse.newBuilder()
                .setDecisionId(
                        "f1-" + Integer.toHexString(request.getContactId().hashCode()))
                .setContactId(request.getContactId())
                .setScript("s0")
                .setScriptLanguage("en")
                .setSlaMs(SLA_MS)
                .setOffer("none")
                .setTier(tier)
                .setSegmentSource(isKnown ? "CUSTOMER" : "DEFAULT")
                .setTableRevision(1)
                .setBand(isClear ? "CLEAR" : "AMBIGUOUS")
                .setOccasionSource("SIGNAL")
                .setJob("Get this done");
        if (occasion != null && isClear) {
            answer.setOccasion(occasion.id()).setQueue(occasion.queue()).addRuleIds(occasion.rule());
            answer.addLadder(
                    LadderStep.newBuilder().setAfterMs(SLA_MS).setQueue("q0").setPriority(LADDER_PRIORITY));
            final @Nullable Integer priority = priorities.get(request.getProduct());
            final boolean isTuned = priority != null && (tier.equals("gold") || tier.equals("standard"));
            answer.setPriority(isTuned ? priority : BASE_PRIORITY);
        } else {
            answer.setOccasion("o0").setQueue("q1").setPriority(UNCLEAR_PRIORITY);
        }
        return answer.build().toByteArray();
    }
}
