package io.kairoute.gateway.outcome;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Timestamp;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.util.Timestamps;
import io.kairoute.control.v1.Outcome;
import io.kairoute.router.Limits;
import io.kairoute.router.decide.DecisionDigits;
import io.kairoute.router.key.KeyHash;
import io.kairoute.router.key.KeyHasher;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Looks at one outcome: whether it may be kept, and what it is about. What its sender wrote is in no sentence.
 *
 * <p>Immutable.
 */
final class OutcomeChecks {
    /** For how long after it was seen an outcome may come. */
    static final long MOST_AGE_DAYS = 400;

    private static final long MOST_AHEAD_MS = TimeUnit.MINUTES.toMillis(5);
    private static final long MOST_SPAN_MS = TimeUnit.DAYS.toMillis(30);
    private static final long MOST_MONEY = 1_000_000_000_000L;
    private static final int MOST_TRANSFERS = 1_000;
    private static final int MOST_ORDERS = 1_000_000;
    private static final int MOST_SCORE = 1_000;
    private static final int MOST_MEASURES = 8;
    private static final int MOST_CLEARED = 32;
    private static final Pattern DECISION_ID =
            Pattern.compile("(?:[pf][0-9]{1,19}-)?([0-9a-f]{" + 2 * DecisionDigits.BYTES + "})");
    private static final Pattern SOURCE = Pattern.compile("[a-z0-9._-]{1,64}");
    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");
    private static final Pattern MEASURE = Pattern.compile("[a-z0-9_]{1,64}");
    private static final Pattern ID = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} ._:/-]*");
    private static final Set<String> WITNESSES = Set.of("AGENT", "CUSTOMER", "SYSTEM");

    /** The fields that say something: all from queued_time to measures. */
    static final List<FieldDescriptor> SAID = Outcome.getDescriptor().getFields().stream()
            .filter(field -> field.getNumber() >= Outcome.QUEUED_TIME_FIELD_NUMBER
                    && field.getNumber() <= Outcome.MEASURES_FIELD_NUMBER)
            .toList();

    private static final Map<String, FieldDescriptor> BY_NAME =
            SAID.stream().collect(Collectors.toMap(FieldDescriptor::getName, field -> field));

    private final String tenant;
    private final KeyHasher hasher;
    private final InstantSource clock;

    OutcomeChecks(final String tenant, final KeyHasher hasher, final InstantSource clock) {
        this.tenant = tenant;
        this.hasher = hasher;
        this.clock = clock;
    }

    /** What is to be kept of an outcome. */
    OutcomeRecord check(final Outcome outcome) throws OutcomeRefused {
        final long nowMs = clock.millis();
        final Subject subject = subject(outcome);
        checkSource(outcome);
        checkTimes(outcome, nowMs);
        checkNumbers(outcome);
        checkMoney(outcome);
        checkWords(outcome);
        checkMeasures(outcome);
        checkWhatIsTakenBack(outcome);
        return new OutcomeRecord(nowMs, subject, kept(outcome));
    }

    /** Without what names the subject, and without what the proto file does not know: nobody has looked at that. */
    private static Outcome kept(final Outcome outcome) {
        final Outcome.Builder kept = outcome.toBuilder()
                .clearDecisionId()
                .clearContactId()
                .clearAttempt()
                .clearCustomerKey()
                .setUnknownFields(UnknownFieldSet.getDefaultInstance())
                .setObservedTime(plain(outcome.getObservedTime()));
        for (final FieldDescriptor field : SAID) {
            if (isTime(field) && outcome.hasField(field)) {
                kept.setField(field, plain((Timestamp) outcome.getField(field)));
            }
        }
        return kept.build();
    }

    private static Timestamp plain(final Timestamp time) {
        return Timestamp.newBuilder()
                .setSeconds(time.getSeconds())
                .setNanos(time.getNanos())
                .build();
    }

    private Subject subject(final Outcome outcome) throws OutcomeRefused {
        return subject(outcome.getDecisionId(), outcome.getContactId(), outcome.getAttempt(), outcome.getCustomerKey());
    }

    /** What is named by a decision's id, or a contact, or a customer. */
    Subject subject(final String decisionId, final String contactId, final int attempt, final String customerKey)
            throws OutcomeRefused {
        if (!customerKey.isEmpty()) {
            if (!decisionId.isEmpty() || !contactId.isEmpty()) {
                throw new OutcomeRefused(
                        "TWO_SUBJECTS",
                        "customer_key",
                        "An outcome is of a contact or of a customer, not of both: leave customer_key out.");
            }
            return customer(customerKey);
        }
        if (decisionId.isEmpty() && contactId.isEmpty()) {
            throw new OutcomeRefused(
                    "NO_SUBJECT", "decision_id", "It says of whom: decision_id, contact_id or customer_key is needed.");
        }
        if (decisionId.isEmpty()) {
            return contact(contactId, attempt);
        }
        final Matcher digits = DECISION_ID.matcher(decisionId);
        if (!digits.matches()) {
            throw new OutcomeRefused(
                    "BAD_DECISION_ID",
                    "decision_id",
                    "decision_id is what Route answered, as f41- and 24 hexadecimal digits, or these digits alone.");
        }
        final Subject decision = new Subject(HexFormat.of().parseHex(digits.group(1)));
        if (!contactId.isEmpty() && !contact(contactId, attempt).equals(decision)) {
            throw new OutcomeRefused(
                    "KEYS_DISAGREE",
                    "contact_id",
                    "decision_id is not the decision of this contact_id and attempt in this tenant.");
        }
        return decision;
    }

    private Subject contact(final String contactId, final int attempt) throws OutcomeRefused {
        if (contactId.getBytes(StandardCharsets.UTF_8).length > Limits.KEY_BYTES) {
            throw tooLong("contact_id");
        }
        return new Subject(DecisionDigits.of(hasher, tenant, contactId, attempt));
    }

    private Subject customer(final String key) throws OutcomeRefused {
        if (!KeyHash.isTyped(key)) {
            throw new OutcomeRefused(
                    "NOT_TYPED", "customer_key", "customer_key needs its type before it, as crm:4711.");
        }
        if (key.getBytes(StandardCharsets.UTF_8).length > Limits.KEY_BYTES) {
            throw tooLong("customer_key");
        }
        return Subject.of(KeyHash.of(hasher, key));
    }

    private static OutcomeRefused tooLong(final String field) {
        return new OutcomeRefused(
                "LIMIT_EXCEEDED", field, "The field " + field + " holds at most " + Limits.KEY_BYTES + " bytes.");
    }

    private static void checkSource(final Outcome outcome) throws OutcomeRefused {
        if (!SOURCE.matcher(outcome.getSource()).matches()) {
            throw new OutcomeRefused(
                    "BAD_SOURCE",
                    "source",
                    "source names the system that tells: 1 to 64 of a-z, 0-9, dot, dash and underscore.");
        }
        if (outcome.getVersion() < 1) {
            throw new OutcomeRefused("BAD_VERSION", "version", "version counts from 1; the highest wins.");
        }
    }

    private static void checkTimes(final Outcome outcome, final long nowMs) throws OutcomeRefused {
        if (!outcome.hasObservedTime()) {
            throw new OutcomeRefused("REQUIRED", "observed_time", "observed_time is needed: when the system saw it.");
        }
        checkTime("observed_time", outcome.getObservedTime(), nowMs);
        for (final FieldDescriptor field : SAID) {
            if (isTime(field) && outcome.hasField(field)) {
                final Timestamp time = (Timestamp) outcome.getField(field);
                checkTime(field.getName(), time, nowMs);
                if (outcome.hasQueuedTime() && Timestamps.compare(time, outcome.getQueuedTime()) < 0) {
                    throw new OutcomeRefused(
                            "BEFORE_QUEUED", field.getName(), field.getName() + " is before queued_time.");
                }
            }
        }
    }

    private static boolean isTime(final FieldDescriptor field) {
        return !field.isRepeated()
                && field.getJavaType() == FieldDescriptor.JavaType.MESSAGE
                && field.getMessageType().equals(Timestamp.getDescriptor());
    }

    private static void checkTime(final String field, final Timestamp time, final long nowMs) throws OutcomeRefused {
        if (!Timestamps.isValid(time)) {
            throw new OutcomeRefused("OUT_OF_RANGE", field, "The field " + field + " is no time.");
        }
        final long ms = Timestamps.toMillis(time);
        if (ms > nowMs + MOST_AHEAD_MS) {
            throw new OutcomeRefused(
                    "IN_THE_FUTURE",
                    field,
                    "The field " + field + " lies more than 5 minutes ahead of this node's clock.");
        }
        if (ms < nowMs - TimeUnit.DAYS.toMillis(MOST_AGE_DAYS)) {
            throw new OutcomeRefused(
                    "TOO_OLD", field, "The field " + field + " lies more than " + MOST_AGE_DAYS + " days back.");
        }
    }

    private static void checkNumbers(final Outcome outcome) throws OutcomeRefused {
        within("handle_ms", outcome.getHandleMs(), MOST_SPAN_MS);
        within("hold_ms", outcome.getHoldMs(), MOST_SPAN_MS);
        within("wrap_ms", outcome.getWrapMs(), MOST_SPAN_MS);
        within("transfers", outcome.getTransfers(), MOST_TRANSFERS);
        within("orders", outcome.getOrders(), MOST_ORDERS);
        finite("effort", outcome.getEffort());
        if (outcome.getEffort() < 0 || outcome.getEffort() > MOST_SCORE) {
            throw outOfRange("effort", MOST_SCORE);
        }
        if (outcome.hasCsat() != outcome.hasCsatMax()) {
            throw new OutcomeRefused("NEEDS_BOTH", "csat_max", "csat and csat_max go together.");
        }
        finite("csat", outcome.getCsat());
        finite("csat_max", outcome.getCsatMax());
        if (outcome.hasCsatMax() && !(outcome.getCsatMax() > 0 && outcome.getCsatMax() <= MOST_SCORE)) {
            throw new OutcomeRefused("OUT_OF_RANGE", "csat_max", "csat_max is above 0, and at most 1000.");
        }
        if (outcome.hasCsat() && !(outcome.getCsat() >= 0 && outcome.getCsat() <= outcome.getCsatMax())) {
            throw new OutcomeRefused("OUT_OF_RANGE", "csat", "csat is from 0 to csat_max.");
        }
    }

    private static void finite(final String field, final double value) throws OutcomeRefused {
        if (!Double.isFinite(value)) {
            throw new OutcomeRefused("NOT_A_NUMBER", field, "The field " + field + " is no number.");
        }
    }

    private static void within(final String field, final long value, final long most) throws OutcomeRefused {
        if (value < 0 || value > most) {
            throw outOfRange(field, most);
        }
    }

    private static OutcomeRefused outOfRange(final String field, final long most) {
        return new OutcomeRefused("OUT_OF_RANGE", field, "The field " + field + " is from 0 to " + most + ".");
    }

    private static void checkMoney(final Outcome outcome) throws OutcomeRefused {
        within("value", outcome.getValue(), MOST_MONEY);
        within("cost", outcome.getCost(), MOST_MONEY);
        if (outcome.hasCurrency() != (outcome.hasValue() || outcome.hasCost())) {
            throw new OutcomeRefused("NEEDS_BOTH", "currency", "currency goes with value or cost, and they with it.");
        }
        if (outcome.hasCurrency() && !CURRENCY.matcher(outcome.getCurrency()).matches()) {
            throw new OutcomeRefused("BAD_CURRENCY", "currency", "currency is three capital letters, as EUR.");
        }
    }

    private static void checkWords(final Outcome outcome) throws OutcomeRefused {
        if (outcome.hasResolvedBy() && !outcome.hasResolved()) {
            throw new OutcomeRefused("NEEDS_BOTH", "resolved", "resolved_by says who says so of resolved.");
        }
        if (outcome.hasResolvedBy() && !WITNESSES.contains(outcome.getResolvedBy())) {
            throw new OutcomeRefused("UNKNOWN_WORD", "resolved_by", "resolved_by is AGENT, CUSTOMER or SYSTEM.");
        }
        final String occasion = outcome.getOccasionConfirmed();
        if (outcome.hasOccasionConfirmed()
                && (!ID.matcher(occasion).matches()
                        || occasion.getBytes(StandardCharsets.UTF_8).length > Limits.STRING_BYTES)) {
            throw new OutcomeRefused(
                    "BAD_ID", "occasion_confirmed", "occasion_confirmed is the id of an occasion in the table.");
        }
    }

    private static void checkMeasures(final Outcome outcome) throws OutcomeRefused {
        if (outcome.getMeasuresCount() > MOST_MEASURES) {
            throw new OutcomeRefused("LIMIT_EXCEEDED", "measures", "measures holds at most 8 numbers.");
        }
        for (final Map.Entry<String, Double> measure : outcome.getMeasuresMap().entrySet()) {
            if (!MEASURE.matcher(measure.getKey()).matches()) {
                throw new OutcomeRefused(
                        "BAD_ID", "measures", "A measure has a name: 1 to 64 of a-z, 0-9 and underscore.");
            }
            finite("measures", measure.getValue());
        }
    }

    private static void checkWhatIsTakenBack(final Outcome outcome) throws OutcomeRefused {
        if (outcome.getClearCount() > MOST_CLEARED) {
            throw new OutcomeRefused("LIMIT_EXCEEDED", "clear", "clear names at most 32 fields.");
        }
        for (final String name : outcome.getClearList()) {
            final FieldDescriptor field = BY_NAME.get(name);
            if (field == null) {
                throw new OutcomeRefused(
                        "UNKNOWN_WORD", "clear", "clear names the fields from queued_time to measures.");
            }
            if (isSaid(outcome, field)) {
                throw new OutcomeRefused("SAID_AND_CLEARED", "clear", "clear names a field that the outcome sets.");
            }
        }
        final boolean saysSomething =
                outcome.getClearCount() > 0 || SAID.stream().anyMatch(field -> isSaid(outcome, field));
        if (outcome.getRetract() && saysSomething) {
            throw new OutcomeRefused("RETRACTS_ALONE", "retract", "An outcome that retracts says nothing else.");
        }
        if (!outcome.getRetract() && !saysSomething) {
            throw new OutcomeRefused(
                    "NOTHING_SAID", "", "The outcome sets no field, clears none and does not retract.");
        }
    }

    /** Whether an outcome says something of a field. */
    static boolean isSaid(final Outcome outcome, final FieldDescriptor field) {
        return field.isRepeated() ? outcome.getRepeatedFieldCount(field) > 0 : outcome.hasField(field);
    }
}
