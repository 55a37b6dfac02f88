package io.kairoute.node.byhand;

import static io.kairoute.node.byhand.OccasionByHand.Field.EFFORT;
import static io.kairoute.node.byhand.OccasionByHand.Field.OFFER;
import static io.kairoute.node.byhand.OccasionByHand.Field.PREFERRED_WAIT;
import static io.kairoute.node.byhand.OccasionByHand.Field.PRIORITY;
import static io.kairoute.node.byhand.OccasionByHand.Field.QUEUE;
import static io.kairoute.node.byhand.OccasionByHand.Field.SCRIPT;
import static io.kairoute.node.byhand.OccasionByHand.Field.SELECTORS;
import static io.kairoute.node.byhand.OccasionByHand.Field.SLA;

import java.util.Set;

/** The occasions, the most urgent first, with what bounds them. */
enum OccasionByHand {
    OUTAGE("outage", "Get me back online, and tell me when", 8_000, 5_000, 500, Set.of(PRIORITY, SLA)),
    SLOW_INTERNET(
            "slow-internet",
            "Give me the speed that I pay for",
            8_000,
            5_000,
            500,
            Set.of(PRIORITY, SLA, EFFORT, SELECTORS)),
    BILLING_DISPUTE(
            "billing-dispute",
            "Put my bill right, and explain it to me",
            8_000,
            5_000,
            500,
            Set.of(SCRIPT, PRIORITY, SLA, EFFORT, PREFERRED_WAIT, SELECTORS)),
    DATA_CAP(
            "data-cap",
            "Tell me what I used, and stop the extra charges",
            8_000,
            5_000,
            500,
            Set.of(SCRIPT, PRIORITY, OFFER, EFFORT, SELECTORS)),
    CANCELLATION(
            "cancellation",
            "Let me leave without a fight, or give me a reason to stay",
            8_000,
            5_500,
            1_000,
            Set.of(QUEUE, SCRIPT, PRIORITY, SLA, EFFORT, PREFERRED_WAIT, SELECTORS)),
    EQUIPMENT(
            "equipment",
            "Make the thing in my home work, or take it back",
            8_000,
            5_000,
            500,
            Set.of(PRIORITY, EFFORT)),
    LATE_NIGHT("late-night", "Give me a person, although it is late", 8_000, 5_000, 0, Set.of(PRIORITY)),
    GENERAL(
            "general",
            "Listen to me, and find whoever can help",
            7_500,
            5_000,
            0,
            Set.of(QUEUE, SCRIPT, PRIORITY, SLA, OFFER, EFFORT, PREFERRED_WAIT, SELECTORS));

    /** What a rule of stage two may want to change. */
    enum Field {
        QUEUE,
        SCRIPT,
        PRIORITY,
        SLA,
        OFFER,
        EFFORT,
        PREFERRED_WAIT,
        SELECTORS
    }

    final String id;
    final String job;
    final int clearAtBp;
    final int ambiguousAtBp;
    final int marginBp;

    @SuppressWarnings("ImmutableEnumChecker") // Set.of is immutable
    final Set<Field> tunable;

    OccasionByHand(
            final String id,
            final String job,
            final int clearAtBp,
            final int ambiguousAtBp,
            final int marginBp,
            final Set<Field> tunable) {
        this.id = id;
        this.job = job;
        this.clearAtBp = clearAtBp;
        this.ambiguousAtBp = ambiguousAtBp;
        this.marginBp = marginBp;
        this.tunable = tunable;
    }
}
