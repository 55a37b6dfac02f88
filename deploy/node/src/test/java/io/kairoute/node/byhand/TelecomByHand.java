package io.kairoute.node.byhand;

import io.kairoute.node.byhand.OccasionByHand.Field;
import io.kairoute.routing.v1.Alternative;
import io.kairoute.routing.v1.LadderStep;
import io.kairoute.routing.v1.RouteRequest;
import io.kairoute.routing.v1.RouteResponse;
import io.kairoute.routing.v1.Selector;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides for one contact as the example table says, rule by rule, without a table.
 *
 * <p>Thread-confined; one object decides for one contact. It knows what a replay can bring: no hint, no live occasion, no
 * override, no queue state, no experiment, the first attempt.
 */
public final class TelecomByHand {
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    private static final Set<String> DOWN = Set.of("no_internet", "intermittent");
    private static final Set<String> SLOW = Set.of("slow_internet", "throttling", "blocked_content");
    private static final Set<String> BILL = Set.of("billing_error", "overcharge", "price_increase");
    private static final Set<String> CAP = Set.of("data_cap", "overage");
    private static final Set<String> CANCEL = Set.of("cancel");
    private static final Set<String> EQUIPMENT = Set.of("modem", "installation");
    private static final Set<String> OTHER = Set.of("move_or_availability", "complaint_about_us", "account_access");

    private final RouteRequest request;
    private final @Nullable CustomerByHand customer;
    private final LocalDateTime localTime;
    private final RouteResponse.Builder answer = RouteResponse.newBuilder();
    private final List<String> ruleIds = new ArrayList<>();
    private final Set<String> guardrails = new LinkedHashSet<>();
    private final TreatmentByHand treatment = new TreatmentByHand();

    private OccasionByHand occasion = OccasionByHand.GENERAL;
    private String band = "NONE";
    private String tier = "standard";
    private boolean changed;

    private TelecomByHand(final RouteRequest request, final @Nullable CustomerByHand customer) {
        this.request = request;
        this.customer = customer;
        localTime = Instant.ofEpochSecond(
                        request.getTimestamp().getSeconds(),
                        request.getTimestamp().getNanos())
                .atZone(NEW_YORK)
                .toLocalDateTime();
    }

    /**
     * The decision, all but what no table says: the decision id, and version and age of the segment set.
     *
     * @param customer the customer behind the request's key; null for somebody unknown
     */
    public static RouteResponse decide(final RouteRequest request, final @Nullable CustomerByHand customer) {
        return new TelecomByHand(request, customer).decide();
    }

    private RouteResponse decide() {
        findOccasion();
        findTier();
        layBase();
        tune();
        holdToGuardrails();
        final boolean closed = takeQueue();
        return answer(closed);
    }

    // Stage one.

    private void findOccasion() {
        final Map<OccasionByHand, Integer> sure = new EnumMap<>(OccasionByHand.class);
        final Map<OccasionByHand, List<String>> because = new EnumMap<>(OccasionByHand.class);
        heard(sure, because, OccasionByHand.OUTAGE, "s-down", DOWN, 9_500);
        heard(sure, because, OccasionByHand.SLOW_INTERNET, "s-slow", SLOW, 9_500);
        heard(sure, because, OccasionByHand.BILLING_DISPUTE, "s-bill", BILL, 9_500);
        heard(sure, because, OccasionByHand.DATA_CAP, "s-cap", CAP, 9_800);
        heard(sure, because, OccasionByHand.CANCELLATION, "s-cancel", CANCEL, 9_500);
        heard(sure, because, OccasionByHand.EQUIPMENT, "s-equipment", EQUIPMENT, 9_500);
        if (isNight()) {
            sure.put(OccasionByHand.LATE_NIGHT, 8_500);
            because.put(OccasionByHand.LATE_NIGHT, List.of("s-night"));
        }
        heard(sure, because, OccasionByHand.GENERAL, "s-other", OTHER, 9_000);

        final OccasionByHand clear = firstClear(sure);
        final OccasionByHand winner = clear == null ? surestAmbiguous(sure) : clear;
        if (winner != null) {
            occasion = winner;
            final int confidence = sure.getOrDefault(winner, 0);
            band = clear != null && leadsByItsMargin(winner, confidence) ? "CLEAR" : "AMBIGUOUS";
            answer.setConfidenceBp(confidence);
            ruleIds.addAll(because.getOrDefault(winner, List.of()));
        }
    }

    private void heard(
            final Map<OccasionByHand, Integer> sure,
            final Map<OccasionByHand, List<String>> because,
            final OccasionByHand points,
            final String rule,
            final Set<String> intents,
            final int ruleBp) {
        if (intents.contains(request.getIntent())) {
            final int intentBp = request.hasIntentConfidence() ? basisPoints(request.getIntentConfidence()) : 10_000;
            sure.put(points, (ruleBp * intentBp + 5_000) / 10_000);
            because.put(points, List.of(rule));
        }
    }

    private boolean isNight() {
        final boolean networkTrouble = Set.of("no_internet", "intermittent", "slow_internet", "throttling")
                .contains(request.getIntent());
        final boolean spoken =
                request.getChannel().equals("VOICE") || request.getChannel().equals("CHAT");
        return spoken && !networkTrouble && !HoursByHand.isCareOpen(localTime);
    }

    private static @Nullable OccasionByHand firstClear(final Map<OccasionByHand, Integer> sure) {
        for (final OccasionByHand candidate : OccasionByHand.values()) {
            if (sure.getOrDefault(candidate, 0) >= candidate.clearAtBp) {
                return candidate;
            }
        }
        return null;
    }

    private static @Nullable OccasionByHand surestAmbiguous(final Map<OccasionByHand, Integer> sure) {
        @Nullable OccasionByHand surest = null;
        int highest = 0;
        for (final OccasionByHand candidate : OccasionByHand.values()) {
            final int confidence = sure.getOrDefault(candidate, 0);
            if (confidence >= candidate.ambiguousAtBp && confidence > highest) {
                surest = candidate;
                highest = confidence;
            }
        }
        return surest;
    }

    private boolean leadsByItsMargin(final OccasionByHand winner, final int confidence) {
        for (final Alternative alternative : request.getAlternativesList()) {
            final OccasionByHand points = pointedToBy(alternative.getIntent());
            if (points != null
                    && points != winner
                    && confidence - basisPoints(alternative.getConfidence()) < winner.marginBp) {
                return false;
            }
        }
        return true;
    }

    private static @Nullable OccasionByHand pointedToBy(final String intent) {
        if (DOWN.contains(intent)) {
            return OccasionByHand.OUTAGE;
        }
        if (SLOW.contains(intent)) {
            return OccasionByHand.SLOW_INTERNET;
        }
        if (BILL.contains(intent)) {
            return OccasionByHand.BILLING_DISPUTE;
        }
        if (CAP.contains(intent)) {
            return OccasionByHand.DATA_CAP;
        }
        if (CANCEL.contains(intent)) {
            return OccasionByHand.CANCELLATION;
        }
        if (EQUIPMENT.contains(intent)) {
            return OccasionByHand.EQUIPMENT;
        }
        return OTHER.contains(intent) ? OccasionByHand.GENERAL : null;
    }

    // Stage two: who it is.

    private void findTier() {
        if (customer != null) {
            tier = customer.tier();
        }
    }

    // What the occasion, or else the tier, begins with.

    private void layBase() {
        if (band.equals("NONE")) {
            layTier();
        } else if (band.equals("AMBIGUOUS")) {
            treatment.queue = "triage";
            treatment.script = "clarify";
            treatment.priority = 50;
            treatment.slaMs = 45_000;
            if (occasion == OccasionByHand.SLOW_INTERNET) {
                treatment.queue = "internet-support";
                treatment.script = "line-test";
            }
        } else {
            layOccasion();
        }
    }

    private void layTier() {
        if (tier.equals("platinum")) {
            lay("concierge", "welcome-back", 70, 20_000, 8);
            treatment.preferredWaitMs = 30_000;
        } else if (tier.equals("gold")) {
            lay("general", "welcome-back", 60, 30_000, 6);
        } else if (tier.equals("silver")) {
            lay("general", "general-help", 50, 45_000, 4);
        } else {
            lay("general", "general-help", 40, 90_000, 3);
            treatment.offer = "self_service";
        }
    }

    private void layOccasion() {
        switch (occasion) {
            case OUTAGE -> {
                lay("outage-desk", "outage-triage", 70, 30_000, 5);
                treatment.message = "known-outage";
                treatment.ladder = List.of(
                        LadderStep.newBuilder()
                                .setAfterMs(60_000)
                                .setQueue("outage-overflow")
                                .setPriority(80)
                                .build(),
                        LadderStep.newBuilder()
                                .setAfterMs(180_000)
                                .setOffer("callback")
                                .build());
            }
            case SLOW_INTERNET -> {
                lay("internet-support", "line-test", 55, 60_000, 4);
                treatment.ladder = List.of(LadderStep.newBuilder()
                        .setAfterMs(120_000)
                        .setPriority(65)
                        .build());
            }
            case BILLING_DISPUTE -> lay("billing", "bill-review", 50, 90_000, 4);
            case DATA_CAP -> {
                lay("plans-desk", "usage-review", 45, 120_000, 3);
                treatment.offer = "self_service";
            }
            case CANCELLATION -> {
                lay("retention", "goodbye-or-stay", 60, 45_000, 5);
                treatment.pinned = true;
            }
            case EQUIPMENT -> lay("equipment-desk", "equipment-check", 45, 120_000, 3);
            case LATE_NIGHT -> {
                lay("night-desk", "night-help", 50, 90_000, 3);
                treatment.message = "night-service";
                treatment.offer = "callback";
            }
            case GENERAL -> lay("general", "general-help", 40, 90_000, 3);
        }
    }

    private void lay(final String queue, final String script, final int priority, final long slaMs, final int effort) {
        treatment.queue = queue;
        treatment.script = script;
        treatment.priority = priority;
        treatment.slaMs = slaMs;
        treatment.effort = effort;
    }

    // Stage two: what they get. Each rule is one if, in the order of the table.

    private void tune() {
        final boolean unsure = !band.equals("CLEAR");
        final boolean written =
                request.getChannel().equals("MESSAGE") || request.getChannel().equals("EMAIL");
        final boolean leaving = customer != null && customer.churnBand().equals("high");
        final String value = customer == null ? "" : customer.valueBand();
        if (tier.equals("platinum") || tier.equals("gold")) {
            rule("t-top-tiers", () -> {
                setSla(20_000);
                addPriority(10);
            });
        }
        if (tier.equals("silver")) {
            rule("t-settled", () -> addPriority(4));
        }
        if (value.equals("high") && unsure) {
            rule("t-concierge", () -> {
                setQueue("concierge");
                setScript("welcome-back");
            });
        }
        if (tier.equals("platinum")
                && !request.getChannel().equals("EMAIL")
                && !request.getChannel().equals("TASK")) {
            rule("t-known-agent", () -> setPreferredWait(20_000));
        }
        if (leaving) {
            rule("t-leaving", () -> {
                addPriority(8);
                addEffort(2);
            });
        }
        if (leaving && !value.isEmpty() && !value.equals("low") && occasion == OccasionByHand.CANCELLATION) {
            rule("t-worth-saving", () -> {
                setQueue("retention-senior");
                setScript("stay-offer");
                addSla(-15_000);
            });
        }
        if (isAtRisk("payment_difficulty")
                && (occasion == OccasionByHand.BILLING_DISPUTE || occasion == OccasionByHand.DATA_CAP)) {
            rule("t-payment-plan", () -> {
                setScript("payment-plan");
                setOffer("none");
            });
        }
        if (customer != null
                && customer.lifecycle().equals("new")
                && occasion != OccasionByHand.OUTAGE
                && occasion != OccasionByHand.CANCELLATION) {
            rule("t-first-weeks", () -> {
                setScript("first-steps");
                addEffort(1);
            });
        }
        if (isSpanish()) {
            rule("t-spanish", this::askForSpanish);
        }
        if (written && unsure) {
            rule("t-written", () -> {
                setQueue("digital");
                setSla(900_000);
            });
        }
        if (written && occasion == OccasionByHand.BILLING_DISPUTE) {
            rule("t-written-slow", () -> addSla(600_000));
        }
        if (tier.equals("standard") && isMondayMorning()) {
            rule("t-monday-rush", () -> setOffer("callback"));
        }
        if (customer == null && occasion != OccasionByHand.OUTAGE) {
            rule("t-stranger", () -> addSla(15_000));
        }
    }

    private void rule(final String id, final Runnable attempts) {
        changed = false;
        attempts.run();
        if (changed) {
            ruleIds.add(id);
        }
    }

    private boolean isMondayMorning() {
        return localTime.getDayOfWeek() == DayOfWeek.MONDAY && localTime.getHour() >= 9 && localTime.getHour() < 12;
    }

    private boolean isSpanish() {
        return request.getLanguage().equals("es") || request.getLanguage().startsWith("es-");
    }

    private boolean isAtRisk(final String risk) {
        return customer != null && customer.risks().contains(risk);
    }

    private void setQueue(final String queue) {
        change(Field.QUEUE, !queue.equals(treatment.queue), () -> treatment.queue = queue);
    }

    private void setScript(final String script) {
        change(Field.SCRIPT, !script.equals(treatment.script), () -> treatment.script = script);
    }

    private void setOffer(final String offer) {
        change(Field.OFFER, !offer.equals(treatment.offer), () -> treatment.offer = offer);
    }

    private void setSla(final long slaMs) {
        change(Field.SLA, slaMs != treatment.slaMs, () -> treatment.slaMs = slaMs);
    }

    private void addSla(final long ms) {
        setSla(Math.max(1_000, treatment.slaMs + ms));
    }

    private void addPriority(final int points) {
        final int priority = Math.max(0, Math.min(100, treatment.priority + points));
        change(Field.PRIORITY, priority != treatment.priority, () -> treatment.priority = priority);
    }

    private void addEffort(final int points) {
        final int effort = Math.max(0, Math.min(100, treatment.effort + points));
        change(Field.EFFORT, effort != treatment.effort, () -> treatment.effort = effort);
    }

    private void setPreferredWait(final long ms) {
        change(Field.PREFERRED_WAIT, ms != treatment.preferredWaitMs, () -> treatment.preferredWaitMs = ms);
    }

    private void askForSpanish() {
        final List<Selector> spanish = List.of(Selector.newBuilder()
                .setKey("language")
                .setOp("eq")
                .setValue("es")
                .setTtlMs(120_000)
                .build());
        change(Field.SELECTORS, !spanish.equals(treatment.selectors), () -> treatment.selectors = spanish);
    }

    private void change(final Field field, final boolean different, final Runnable change) {
        if (!different) {
            return;
        }
        if (band.equals("CLEAR") && !occasion.tunable.contains(field)) {
            guardrails.add("OCCASION_LOCK");
            return;
        }
        change.run();
        changed = true;
    }

    // Bounds.

    private void holdToGuardrails() {
        if (band.equals("CLEAR")) {
            final int floor = occasion == OccasionByHand.OUTAGE ? 60 : occasion == OccasionByHand.CANCELLATION ? 50 : 0;
            hold("OCCASION_FLOOR", () -> atLeast(floor));
            if (occasion == OccasionByHand.OUTAGE) {
                hold("OCCASION_CEILING", () -> slaAtMost(60_000));
            }
            if (occasion == OccasionByHand.BILLING_DISPUTE) {
                hold("OCCASION_CEILING", () -> {
                    priorityAtMost(85);
                    slaAtMost(4 * 3_600_000L);
                });
            }
        }
        hold("TIER_CAP", this::capByTier);
        if (isAtRisk("vulnerable")) {
            hold("PROTECTION", () -> {
                changed = !treatment.script.equals("careful") || !treatment.offer.equals("none");
                treatment.script = "careful";
                treatment.offer = "none";
                atLeast(75);
            });
        }
    }

    private void capByTier() {
        switch (tier) {
            case "platinum" -> {
                priorityAtMost(95);
                effortAtMost(10);
            }
            case "gold" -> {
                priorityAtMost(90);
                effortAtMost(8);
            }
            case "silver" -> {
                priorityAtMost(85);
                effortAtMost(6);
                notIn("concierge");
            }
            default -> {
                priorityAtMost(80);
                effortAtMost(5);
                notIn("concierge");
                notIn("retention-senior");
            }
        }
    }

    private void hold(final String guardrail, final Runnable bound) {
        changed = false;
        bound.run();
        if (changed) {
            guardrails.add(guardrail);
        }
    }

    private void atLeast(final int floor) {
        changed |= treatment.priority < floor;
        treatment.priority = Math.max(treatment.priority, floor);
    }

    private void priorityAtMost(final int cap) {
        changed |= treatment.priority > cap;
        treatment.priority = Math.min(treatment.priority, cap);
    }

    private void effortAtMost(final int cap) {
        changed |= treatment.effort > cap;
        treatment.effort = Math.min(treatment.effort, cap);
    }

    private void slaAtMost(final long capMs) {
        changed |= treatment.slaMs > capMs;
        treatment.slaMs = Math.min(treatment.slaMs, capMs);
    }

    private void notIn(final String queue) {
        final boolean admitted =
                band.equals("CLEAR") && occasion == OccasionByHand.CANCELLATION && queue.equals("retention-senior");
        if (!admitted && treatment.queue.equals(queue)) {
            treatment.queue = "general";
            changed = true;
        }
    }

    // Who is there now.

    /** Walks to a queue that takes the contact; true when even that one is closed. */
    private boolean takeQueue() {
        if (treatment.queue.equals("retention-senior")
                && !HoursByHand.isOfficeOpen(localTime)
                && HoursByHand.isCareOpen(localTime)) {
            treatment.queue = "retention";
        }
        final boolean movesAtNight = Set.of("internet-support", "retention", "concierge", "triage", "general")
                .contains(treatment.queue);
        if (movesAtNight && isClosed(treatment.queue)) {
            treatment.queue = "night-desk";
        }
        if (!isClosed(treatment.queue)) {
            return false;
        }
        switch (treatment.queue) {
            case "plans-desk" -> {
                treatment.offer = "self_service";
                treatment.message = "usage-online";
            }
            case "equipment-desk" -> {
                treatment.offer = "voicemail";
                treatment.message = "closed-now";
            }
            default -> {
                treatment.offer = "callback";
                treatment.message = "closed-now";
            }
        }
        return true;
    }

    private boolean isClosed(final String queue) {
        return switch (queue) {
            case "billing", "plans-desk", "retention", "general" -> !HoursByHand.isCareOpen(localTime);
            case "retention-senior", "equipment-desk" -> !HoursByHand.isOfficeOpen(localTime);
            case "internet-support", "concierge", "triage" -> !HoursByHand.isExtendedOpen(localTime);
            default -> false;
        };
    }

    // What is said.

    private RouteResponse answer(final boolean closed) {
        final String cause =
                band.equals("NONE") ? "NO_OCCASION" : customer == null ? "UNKNOWN_CUSTOMER" : closed ? "CLOSED" : "";
        return answer.setContactId(request.getContactId())
                .putAllLabels(request.getLabelsMap())
                .setTableRevision(1)
                .setOccasion(occasion.id)
                .setJob(occasion.job)
                .setOccasionSource(band.equals("NONE") ? "DEFAULT" : "SIGNAL")
                .setBand(band)
                .setTier(tier)
                .setSegmentSource(customer == null ? "DEFAULT" : "CUSTOMER")
                .setQueue(treatment.queue)
                .setScript(treatment.script)
                .setScriptLanguage(isSpanish() && !treatment.script.equals("stay-offer") ? "es" : "en")
                .setPriority(treatment.priority)
                .setSlaMs(treatment.slaMs)
                .setEffort(treatment.effort)
                .setOffer(treatment.offer)
                .setMessage(treatment.message)
                .addAllLadder(treatment.ladder)
                .addAllSelectors(treatment.selectors)
                .addAllRuleIds(ruleIds)
                .setRuleCount(ruleIds.size())
                .addAllGuardrails(guardrails)
                .setFallback(!cause.isEmpty())
                .setFallbackCause(cause)
                .build();
    }

    /** Whether a waiting contact keeps the revision that decided, which the decision id tells first. */
    public static boolean isPinned(final RouteResponse decision) {
        return decision.getBand().equals("CLEAR") && decision.getOccasion().equals("cancellation");
    }

    private static int basisPoints(final double share) {
        return (int) Math.floor(share * 10_000 + 0.5);
    }
}
