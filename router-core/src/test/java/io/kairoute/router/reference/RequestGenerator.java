package io.kairoute.router.reference;

import com.google.protobuf.Timestamp;
import io.kairoute.router.live.LiveOccasion;
import io.kairoute.router.table.Attribute;
import io.kairoute.router.table.ConditionsDefinition;
import io.kairoute.router.table.OccasionDefinition;
import io.kairoute.router.table.SignalRuleDefinition;
import io.kairoute.router.table.TableDefinition;
import io.kairoute.router.table.TuningRuleDefinition;
import io.kairoute.routing.v1.Alternative;
import io.kairoute.routing.v1.RouteRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Throws requests aimed at one situation: known words mostly, unknown ones sometimes, odd ones now and then. All of them
 * pass admission.
 *
 * <p>Thread-confined: owned by whoever made it.
 */
public final class RequestGenerator {
    private static final List<Double> ODD_CONFIDENCES = List.of(
            Double.NaN,
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY,
            -0.1,
            -0.0,
            0.0,
            1.0,
            1.0000001,
            Double.MIN_VALUE,
            0.99995,
            0.999949999);
    private static final List<String> ODD_CHANNELS = List.of("FAX", "voıce", "VOICE ", "ｖoice");
    private static final List<String> ODD_LANGUAGES =
            List.of("e", "1en", "en--AU", "en-", "toolonglanguage", "en AU", "日本", "-en", "en-toolongsubtag", "é");
    private static final List<String> UNTYPED_KEYS = List.of("7590-VHVEG", ":7590", "crm:", ":", "größe");
    private static final List<Timestamp> ODD_TIMES = List.of(
            Timestamp.newBuilder().setSeconds(-1).setNanos(999_999_999).build(),
            Timestamp.newBuilder().setSeconds(4_133_980_800L).build(),
            Timestamp.newBuilder().setSeconds(4_133_980_799L).build(),
            Timestamp.newBuilder().setSeconds(Long.MAX_VALUE).build(),
            Timestamp.newBuilder().setSeconds(Long.MIN_VALUE).build(),
            Timestamp.newBuilder().setSeconds(1_800_000_000).setNanos(-1).build(),
            Timestamp.newBuilder()
                    .setSeconds(1_800_000_000)
                    .setNanos(1_000_000_000)
                    .build());
    private static final String LONGEST_TAG = "en" + "-abcdefgh".repeat(28);

    private final Scenario scenario;
    private final TableDefinition table;
    private final InstantGenerator instants;
    private final List<String> customerKeys;

    /** Makes a generator that aims at one situation. */
    public RequestGenerator(final Situation situation) {
        scenario = situation.scenario();
        table = scenario.table();
        instants = new InstantGenerator(situation);
        customerKeys = scenario.segments() == null
                ? List.of("crm:0")
                : scenario.segments().profiles().keySet().stream()
                        .filter(key -> !key.startsWith("acct:"))
                        .toList();
    }

    /** One request and the server's clock when it arrives. */
    public record Question(RouteRequest request, long serverClockMs) {}

    /** Throws one question. */
    public Question question(final Dice dice) {
        return new Thrower(dice).question();
    }

    /** What one question is thrown with. */
    private final class Thrower {
        private final Dice dice;
        private final RouteRequest.Builder request = RouteRequest.newBuilder();

        Thrower(final Dice dice) {
            this.dice = dice;
        }

        Question question() {
            identity();
            keys();
            hint();
            signals();
            labels();
            alternatives();
            aim();
            attempt();
            final long serverClockMs = clock();
            return new Question(request.build(), serverClockMs);
        }

        private void identity() {
            request.setContactId(dice.percent(3) ? "" : dice.percent(3) ? "größe-" + dice.below(99) : "c-" + id());
            request.setTenantId(dice.percent(50) ? "" : scenario.tenantId());
            request.setPlatform(dice.percent(30) ? "" : known(Words.PLATFORMS));
            request.setWaitedMs(dice.percent(50) ? 0 : dice.between(0, 600_000));
            request.setDryRun(dice.percent(5));
        }

        private void keys() {
            final int chance = dice.below(100);
            if (chance < 55) {
                request.setCustomerKey(dice.pick(customerKeys));
            } else if (chance < 75) {
                request.setCustomerKey(key(customerKeys));
            }
            final int alternates = dice.percent(65) ? 0 : dice.between(1, 4);
            for (int i = 0; i < alternates; i++) {
                request.addAlternateKeys(dice.percent(10) ? "" : key(customerKeys));
            }
            if (dice.percent(35)) {
                request.setAccountKey(key(ProfileGenerator.ACCOUNTS));
            }
        }

        private String key(final List<String> known) {
            final int chance = dice.below(100);
            return chance < 55
                    ? dice.pick(known)
                    : chance < 85 ? "crm:unknown-" + dice.below(1_000) : dice.pick(UNTYPED_KEYS);
        }

        private void hint() {
            if (dice.percent(45)) {
                request.setOccasion(
                        dice.percent(6) ? "not-in-the-table" : occasion().id());
            }
            final Double confidence = confidence();
            if (confidence != null) {
                request.setConfidence(confidence);
            }
            if (dice.percent(50)) {
                request.setIntent(known(Words.INTENTS));
            }
            final Double intentConfidence = confidence();
            if (intentConfidence != null) {
                request.setIntentConfidence(intentConfidence);
            }
        }

        private OccasionDefinition occasion() {
            return dice.pick(table.occasions());
        }

        /** One beside a threshold, any one, an odd one, or none. */
        private @Nullable Double confidence() {
            final int chance = dice.below(100);
            if (chance < 30) {
                return null;
            }
            if (chance < 38) {
                return dice.pick(ODD_CONFIDENCES);
            }
            if (chance < 46) {
                return dice.percent(50) ? 0.4 : 0.6;
            }
            if (chance < 58) {
                return dice.below(1_000_001) / 1_000_000.0;
            }
            final OccasionDefinition occasion = occasion();
            final int thresholdBp = dice.percent(60) ? occasion.clearAtBp() : occasion.ambiguousAtBp();
            final double beside = dice.pick(List.of(-0.0001, -0.00005, 0.0, 0.0, 0.00005, 0.0001, 0.1));
            return thresholdBp / 10_000.0 + beside;
        }

        private void signals() {
            request.setChannel(
                    dice.percent(6)
                            ? dice.pick(ODD_CHANNELS)
                            : dice.percent(10) ? "" : anyCase(dice.pick(Words.CHANNELS)));
            request.setDirection(
                    dice.percent(6) ? "SIDEWAYS" : dice.percent(40) ? "" : anyCase(dice.pick(Words.DIRECTIONS)));
            request.setEntryPoint(dice.percent(40) ? "" : known(Words.ENTRY_POINTS));
            request.setRegion(dice.percent(35) ? "" : region(dice.pick(Words.REGIONS)));
            request.setProduct(dice.percent(35) ? "" : known(Words.PRODUCTS));
            request.setDevice(dice.percent(50) ? "" : known(Words.DEVICES));
            request.setLanguage(dice.percent(35) ? "" : language(dice.pick(Words.LANGUAGES)));
        }

        private String known(final List<String> words) {
            return dice.percent(8) ? "unknown-" + dice.below(10) : dice.pick(words);
        }

        private String anyCase(final String word) {
            final int chance = dice.below(3);
            return chance == 0
                    ? word
                    : chance == 1
                            ? word.toLowerCase(Locale.ROOT)
                            : word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT);
        }

        private String region(final String word) {
            final String below = dice.percent(30) ? "-" + dice.pick(List.of("x", "9", "", "x-y-z-9-8-7-6-5-4")) : "";
            return anyCase(word) + below;
        }

        private String language(final String word) {
            final int chance = dice.below(100);
            if (chance < 8) {
                return dice.pick(ODD_LANGUAGES);
            }
            if (chance < 10) {
                return LONGEST_TAG;
            }
            final String below = dice.percent(30) ? "-" + dice.pick(List.of("AU", "Hant", "x-a", "1-b-2", "x")) : "";
            final String tag = anyCase(word + below);
            return dice.percent(20) ? tag.replace('-', '_') : tag;
        }

        private void labels() {
            final int count = dice.percent(50) ? 0 : dice.percent(4) ? 16 : dice.between(1, 3);
            for (int i = 0; i < count; i++) {
                final String name = i < Words.LABEL_NAMES.size() ? dice.pick(Words.LABEL_NAMES) : "name-" + i;
                request.putLabels(name, dice.percent(8) ? "" : known(Words.LABEL_VALUES));
            }
        }

        private void alternatives() {
            final int count = dice.percent(60) ? 0 : dice.between(1, dice.percent(10) ? 8 : 2);
            for (int i = 0; i < count; i++) {
                final Alternative.Builder alternative = Alternative.newBuilder();
                if (dice.percent(55)) {
                    alternative.setOccasion(
                            dice.percent(12) ? "not-in-the-table" : occasion().id());
                }
                if (dice.percent(55)) {
                    alternative.setIntent(known(Words.INTENTS));
                }
                final Double confidence = confidence();
                if (confidence != null) {
                    alternative.setConfidence(confidence);
                }
                request.addAlternatives(alternative);
            }
        }

        /** Sends what some rule, or a live occasion, waits for. */
        private void aim() {
            if (!table.signals().isEmpty() && dice.percent(50)) {
                final SignalRuleDefinition rule = dice.pick(table.signals());
                aim(rule.when());
            }
            if (!table.tuning().isEmpty() && dice.percent(30)) {
                final TuningRuleDefinition rule = dice.pick(table.tuning());
                aim(rule.when());
            }
            if (!scenario.live().isEmpty() && dice.percent(25)) {
                aim(dice.pick(scenario.live()));
            }
        }

        private void aim(final ConditionsDefinition when) {
            when.attributes().forEach(this::aim);
            for (final Map.Entry<String, List<String>> label : when.labels().entrySet()) {
                request.putLabels(label.getKey(), dice.pick(label.getValue()));
            }
        }

        private void aim(final Attribute attribute, final List<String> list) {
            final String word = dice.pick(list);
            switch (attribute) {
                case INTENT -> request.setIntent(word);
                case ENTRY_POINT -> request.setEntryPoint(word);
                case CHANNEL -> request.setChannel(word);
                case DIRECTION -> request.setDirection(word);
                case REGION -> request.setRegion(region(word));
                case PRODUCT -> request.setProduct(word);
                case DEVICE -> request.setDevice(word);
                case LANGUAGE -> request.setLanguage(language(word));
                case OCCASION -> request.setOccasion(word);
                default -> {} // the profile's, or the decision's own
            }
        }

        private void aim(final LiveOccasion live) {
            aimAtScope(Attribute.REGION, live.regions());
            aimAtScope(Attribute.PRODUCT, live.products());
            aimAtScope(Attribute.ENTRY_POINT, live.entryPoints());
            aimAtScope(Attribute.CHANNEL, live.channels());
            if (!live.accounts().isEmpty()) {
                request.setAccountKey(dice.pick(live.accounts()));
            }
        }

        private void aimAtScope(final Attribute attribute, final List<String> scope) {
            if (!scope.isEmpty()) {
                aim(attribute, scope);
            }
        }

        private void attempt() {
            if (dice.percent(75)) {
                request.setPreviousDecisionId(dice.percent(5) ? "p" + scenario.revision() + "-" : "");
                return;
            }
            request.setAttempt(dice.percent(3) ? -1 : dice.between(1, 4));
            request.setPreviousDecisionId(previousDecisionId());
        }

        private String previousDecisionId() {
            final List<Long> retained = new ArrayList<>(scenario.revisions().keySet());
            return switch (dice.below(10)) {
                case 0 -> "";
                case 1 -> "f" + dice.pick(retained) + "-00112233445566778899aabb";
                case 2 -> "p" + (scenario.revision() + dice.between(1, 9)) + "-00112233445566778899aabb";
                case 3 ->
                    dice.pick(List.of(
                            "p-1", "p12", "px-1", "P7-0", "p99999999999999999999999-00", "p18446744073709551617-"));
                case 4 -> "p" + scenario.revision() + "-";
                default -> "p" + dice.pick(retained) + "-00112233445566778899aabb";
            };
        }

        /** Sets the request's timestamp, or leaves it; returns the server's clock. */
        private long clock() {
            final long nowMs = instants.instant(dice);
            if (dice.percent(3)) {
                request.setTimestamp(dice.pick(ODD_TIMES));
                return nowMs;
            }
            if (dice.percent(60)) {
                return nowMs;
            }
            request.setTimestamp(Timestamp.newBuilder()
                    .setSeconds(nowMs / 1_000)
                    .setNanos((int) (nowMs % 1_000) * 1_000_000 + dice.below(1_000_000)));
            return scenario.trustClientTimestamps() ? nowMs + dice.between(0, 10_000) : nowMs;
        }

        private int id() {
            return dice.below(1_000_000);
        }
    }
}
