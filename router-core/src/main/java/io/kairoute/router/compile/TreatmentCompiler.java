package io.kairoute.router.compile;

import io.kairoute.router.codec.AnswerTable;
import io.kairoute.router.codec.MessageBytes;
import io.kairoute.router.codec.PartFields;
import io.kairoute.router.codec.PiecePool;
import io.kairoute.router.codec.ResponseFields;
import io.kairoute.router.decision.Offer;
import io.kairoute.router.decision.TreatmentFields;
import io.kairoute.router.snapshot.TreatmentRows;
import io.kairoute.router.table.InFlight;
import io.kairoute.router.table.LadderStepDefinition;
import io.kairoute.router.table.OverflowRuleDefinition;
import io.kairoute.router.table.SelectorDefinition;
import io.kairoute.router.table.TreatmentDefinition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns treatments into rows of longs, and the lists and messages in them into numbers, equal ones once.
 *
 * <p>So that two treatments are equal exactly when their rows are.
 */
final class TreatmentCompiler {

    /** What every base lies on: what answers show where a table says nothing. Only an own overflow can be absent. */
    private static final TreatmentDefinition SILENCE = new TreatmentDefinition(
            null, null, null, null, "", Offer.NONE, List.of(), List.of(), 0L, 0, null, InFlight.FOLLOW);

    private final TableIds ids;
    private final OverflowCompiler overflow;
    private final Map<String, Integer> messages = new LinkedHashMap<>();
    private final Map<List<LadderStepDefinition>, Integer> ladders = new LinkedHashMap<>();
    private final Map<List<SelectorDefinition>, Integer> selectors = new LinkedHashMap<>();
    private final Map<List<Long>, Integer> rowNumbers = new LinkedHashMap<>();

    TreatmentCompiler(final TableIds ids, final OverflowCompiler overflow) {
        this.ids = ids;
        this.overflow = overflow;
    }

    /** The row of a base: treatments laid over each other, the table's default at the bottom. */
    int baseRow(final TreatmentDefinition... layers) {
        final long[] fields = fieldsOf(SILENCE);
        for (final TreatmentDefinition layer : layers) {
            layOver(layer, fields);
        }
        return number(fields);
    }

    /** The row of a treatment to be laid over; one that changes nothing when there is none, or it says nothing. */
    int rowOf(final @Nullable TreatmentDefinition treatment) {
        return number(treatment == null ? silent() : fieldsOf(treatment));
    }

    /** The row of a treatment to be laid over, or {@link TreatmentRows#NONE} when there is none, or it says nothing. */
    int rowOrNone(final @Nullable TreatmentDefinition treatment) {
        return treatment == null || treatment.isEmpty() ? TreatmentRows.NONE : number(fieldsOf(treatment));
    }

    private long[] fieldsOf(final TreatmentDefinition treatment) {
        final long[] fields = silent();
        layOver(treatment, fields);
        return fields;
    }

    private static long[] silent() {
        final long[] fields = new long[TreatmentFields.COUNT];
        Arrays.fill(fields, TreatmentFields.ABSENT);
        return fields;
    }

    private int number(final long[] fields) {
        final List<Long> key = new ArrayList<>(fields.length);
        for (final long field : fields) {
            key.add(field);
        }
        return number(rowNumbers, key);
    }

    /** The fields that a treatment sets, one bit each. */
    int bitsOf(final TreatmentDefinition treatment) {
        final long[] fields = fieldsOf(treatment);
        int bits = 0;
        for (int field = 0; field < fields.length; field++) {
            bits |= fields[field] == TreatmentFields.ABSENT ? 0 : 1 << field;
        }
        return bits;
    }

    private void layOver(final TreatmentDefinition treatment, final long[] fields) {
        set(fields, TreatmentFields.QUEUE, positionOf(treatment.queue(), ids.queues()));
        set(fields, TreatmentFields.SCRIPT, positionOf(treatment.script(), ids.scripts()));
        set(fields, TreatmentFields.PRIORITY, treatment.priority());
        set(fields, TreatmentFields.SLA, treatment.slaMs());
        set(
                fields,
                TreatmentFields.MESSAGE,
                treatment.message() == null ? null : number(messages, treatment.message()));
        set(
                fields,
                TreatmentFields.OFFER,
                treatment.offer() == null ? null : treatment.offer().ordinal());
        set(fields, TreatmentFields.LADDER, treatment.ladder() == null ? null : number(ladders, treatment.ladder()));
        set(
                fields,
                TreatmentFields.SELECTORS,
                treatment.selectors() == null ? null : number(selectors, treatment.selectors()));
        set(fields, TreatmentFields.PREFERRED_WAIT, treatment.preferredWaitMs());
        set(fields, TreatmentFields.EFFORT, treatment.effort());
        set(fields, TreatmentFields.OVERFLOW, numberOf(treatment.overflow()));
        set(
                fields,
                TreatmentFields.IN_FLIGHT,
                treatment.inFlight() == null ? null : treatment.inFlight().ordinal());
    }

    private @Nullable Integer numberOf(final @Nullable List<OverflowRuleDefinition> list) {
        return list == null ? null : overflow.number(list);
    }

    private static @Nullable Integer positionOf(final @Nullable String id, final TableIds.Ids ids) {
        return id == null ? null : ids.of(id);
    }

    private static void set(final long[] fields, final int field, final @Nullable Number value) {
        if (value != null) {
            fields[field] = value.longValue();
        }
    }

    static <T> int number(final Map<T, Integer> numbers, final T item) {
        final Integer known = numbers.putIfAbsent(item, numbers.size());
        return known == null ? numbers.size() - 1 : known;
    }

    TreatmentRows rows() {
        final long[] rows = new long[rowNumbers.size() * TreatmentFields.COUNT];
        int index = 0;
        for (final List<Long> row : rowNumbers.keySet()) {
            for (final long field : row) {
                rows[index++] = field;
            }
        }
        return new TreatmentRows(rows);
    }

    /** The messages by number. */
    List<String> messages() {
        return List.copyOf(messages.keySet());
    }

    /** The ladders by number, each in one line. */
    List<String> ladders() {
        return ladders.keySet().stream().map(ListText::ladder).toList();
    }

    /** The selectors by number, each list in one line. */
    List<String> selectors() {
        return selectors.keySet().stream().map(ListText::selectors).toList();
    }

    long[] messageFragments(final PiecePool.Builder pool) {
        return messages.keySet().stream()
                .mapToLong(id -> pool.string(ResponseFields.MESSAGE, id))
                .toArray();
    }

    long[] ladderFragments(final PiecePool.Builder pool) {
        return ladders.keySet().stream()
                .mapToLong(ladder -> {
                    final MessageBytes steps = new MessageBytes();
                    ladder.forEach(step -> steps.message(ResponseFields.LADDER, encode(step)));
                    return pool.raw(steps.toBytes());
                })
                .toArray();
    }

    /** By ladder, the queue that each step moves to; {@link AnswerTable#STAYS} where it moves to none. */
    int[][] ladderQueues() {
        return ladders.keySet().stream()
                .map(ladder -> ladder.stream()
                        .mapToInt(step -> step.queue() == null
                                ? AnswerTable.STAYS
                                : ids.queues().of(step.queue()))
                        .toArray())
                .toArray(int[][]::new);
    }

    private static byte[] encode(final LadderStepDefinition step) {
        final MessageBytes bytes = new MessageBytes().number(PartFields.STEP_AFTER_MS, step.afterMs());
        if (step.queue() != null) {
            bytes.string(PartFields.STEP_QUEUE, step.queue());
        }
        if (step.priority() != null) {
            bytes.number(PartFields.STEP_PRIORITY, step.priority());
        }
        if (step.script() != null) {
            bytes.string(PartFields.STEP_SCRIPT, step.script());
        }
        if (step.offer() != null) {
            bytes.string(PartFields.STEP_OFFER, step.offer().key());
        }
        return bytes.toBytes();
    }

    long[] selectorFragments(final PiecePool.Builder pool) {
        return selectors.keySet().stream()
                .mapToLong(list -> {
                    final MessageBytes all = new MessageBytes();
                    list.forEach(selector -> all.message(ResponseFields.SELECTORS, encode(selector)));
                    return pool.raw(all.toBytes());
                })
                .toArray();
    }

    private static byte[] encode(final SelectorDefinition selector) {
        final MessageBytes bytes = new MessageBytes()
                .string(PartFields.SELECTOR_KEY, selector.key())
                .string(PartFields.SELECTOR_OP, selector.op())
                .string(PartFields.SELECTOR_VALUE, selector.value());
        if (selector.ttlMs() != null) {
            bytes.number(PartFields.SELECTOR_TTL_MS, selector.ttlMs());
        }
        return bytes.toBytes();
    }
}
