package io.kairoute.gateway.outcome;

import com.google.protobuf.Descriptors.FieldDescriptor;
import io.kairoute.control.v1.GetOutcomeResponse;
import io.kairoute.control.v1.Outcome;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Makes of all reports of one subject what is known of it, field by field, in whatever order they came.
 *
 * <p>Of each source the highest version counts that sets the field or takes it back; a report that retracts takes back all that its
 * source said up to it. Of several sources the one goes first that configuration names first, then one that it does not name;
 * of these the one that reported last.
 *
 * <p>Immutable.
 */
final class OutcomeMerge {
    /** Fields that mean nothing without another one, by it. */
    private static final Map<Integer, Integer> BESIDE = Map.of(
            Outcome.RESOLVED_FIELD_NUMBER, Outcome.RESOLVED_BY_FIELD_NUMBER,
            Outcome.CSAT_FIELD_NUMBER, Outcome.CSAT_MAX_FIELD_NUMBER,
            Outcome.VALUE_FIELD_NUMBER, Outcome.CURRENCY_FIELD_NUMBER);

    private static final Set<Integer> FOLLOWING =
            Set.of(Outcome.RESOLVED_BY_FIELD_NUMBER, Outcome.CSAT_MAX_FIELD_NUMBER, Outcome.CURRENCY_FIELD_NUMBER);

    private final List<String> sources;

    OutcomeMerge(final List<String> sources) {
        this.sources = List.copyOf(sources);
    }

    /**
     * Merges.
     *
     * @param reports in the order in which they came
     */
    GetOutcomeResponse.Builder of(final List<OutcomeRecord> reports) {
        final GetOutcomeResponse.Builder known = GetOutcomeResponse.newBuilder();
        for (final FieldDescriptor field : OutcomeChecks.SAID) {
            if (!FOLLOWING.contains(field.getNumber())) {
                final Outcome saying = saying(reports, field);
                if (saying != null) {
                    copy(field, saying, known);
                }
            }
        }
        return known;
    }

    private static void copy(
            final FieldDescriptor field, final Outcome saying, final GetOutcomeResponse.Builder known) {
        known.getMergedBuilder().setField(field, saying.getField(field));
        final Integer beside = BESIDE.get(field.getNumber());
        if (beside != null) {
            final FieldDescriptor follows = Outcome.getDescriptor().findFieldByNumber(beside);
            if (saying.hasField(follows)) {
                known.getMergedBuilder().setField(follows, saying.getField(follows));
            }
        }
        if (field.getNumber() == Outcome.COST_FIELD_NUMBER) {
            known.setCostCurrency(saying.getCurrency());
        }
    }

    /** The report whose word counts for a field; null where nobody says anything of it. */
    private @Nullable Outcome saying(final List<OutcomeRecord> reports, final FieldDescriptor field) {
        final Map<String, Integer> newest = new HashMap<>();
        for (int i = 0; i < reports.size(); i++) {
            final Outcome told = reports.get(i).told();
            if (told.getRetract()
                    || told.getClearList().contains(field.getName())
                    || OutcomeChecks.isSaid(told, field)) {
                newest.merge(told.getSource(), i, (one, other) -> higher(reports, one, other));
            }
        }
        final Optional<Integer> first = newest.values().stream()
                .filter(index -> OutcomeChecks.isSaid(reports.get(index).told(), field))
                .min(Comparator.comparingInt((Integer index) ->
                                rank(reports.get(index).told().getSource()))
                        .thenComparing(Comparator.<Integer>reverseOrder()));
        return first.map(index -> reports.get(index).told()).orElse(null);
    }

    private static int higher(final List<OutcomeRecord> reports, final int one, final int other) {
        return reports.get(other).told().getVersion() > reports.get(one).told().getVersion() ? other : one;
    }

    private int rank(final String source) {
        return IntStream.range(0, sources.size())
                .filter(i -> sources.get(i).equals(source))
                .findFirst()
                .orElse(sources.size());
    }
}
