package io.kairoute.router.reference;

import io.kairoute.router.table.ExperimentDefinition;
import io.kairoute.router.table.ExperimentDefinition.Arm;
import io.kairoute.router.table.ExperimentDefinition.Baseline;
import io.kairoute.router.table.ExperimentDefinition.Unit;
import io.kairoute.router.table.TreatmentDefinition;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Throws experiments whose ranges in one layer do not overlap, and most of which run around an instant. */
final class ExperimentGenerator {
    private static final long MINUTE_MS = 60_000;
    private static final int DAY_MINUTES = 1_440;

    private final Dice dice;
    private final TableIds ids;
    private final TreatmentGenerator treatments;
    private final long aroundMs;

    /** The first bucket of each layer that no experiment has taken yet. */
    private final Map<String, Integer> freeFrom = new HashMap<>();

    ExperimentGenerator(final Dice dice, final TableIds ids, final TreatmentGenerator treatments, final long aroundMs) {
        this.dice = dice;
        this.ids = ids;
        this.treatments = treatments;
        this.aroundMs = aroundMs;
    }

    /** Throws one experiment. */
    ExperimentDefinition experiment(final int number) {
        final String layer = layer();
        final int lo = layer == null ? 0 : freeFrom.getOrDefault(layer, 0) + (dice.percent(30) ? 500 : 0);
        final int hi = layer == null ? BasisPoints.ONE : dice.between(lo + 1, Math.min(lo + 6_000, BasisPoints.ONE));
        if (layer != null) {
            freeFrom.put(layer, hi);
        }
        final long startMinute = aroundMs / MINUTE_MS - startedMinutesAgo();
        final long endMinute = dice.percent(15)
                ? Math.max(startMinute + 1, aroundMs / MINUTE_MS)
                : startMinute + dice.between(1, 60 * DAY_MINUTES);
        return new ExperimentDefinition(
                "experiment-" + number,
                dice.pick(ids.occasions()),
                dice.percent(60)
                        ? List.of()
                        : dice.some(ids.tiers(), dice.between(1, ids.tiers().size())),
                dice.pick(List.of(Unit.values())),
                "seed-" + dice.below(1_000_000),
                layer,
                lo,
                hi,
                holdoutBp(),
                arms(),
                dice.pick(ids.metrics()),
                dice.percent(50) ? new Baseline(LocalDate.of(2026, 1, 1), LocalDate.of(2026, 1, 31)) : null,
                startMinute * MINUTE_MS,
                endMinute * MINUTE_MS);
    }

    private long startedMinutesAgo() {
        return dice.percent(80) ? dice.between(0, 30 * DAY_MINUTES) : dice.between(-2 * DAY_MINUTES, 0);
    }

    /** A layer that still has room, or none. */
    private @Nullable String layer() {
        final List<String> withRoom = ids.layers().stream()
                .filter(layer -> freeFrom.getOrDefault(layer, 0) < BasisPoints.ONE - 1_000)
                .toList();
        return withRoom.isEmpty() || dice.percent(50) ? null : dice.pick(withRoom);
    }

    private int holdoutBp() {
        return switch (dice.below(4)) {
            case 0 -> dice.between(1, 9_999);
            case 1 -> 500;
            case 2 -> 3_333;
            default -> 0;
        };
    }

    private List<Arm> arms() {
        final TreeSet<Integer> edges = new TreeSet<>(List.of(BasisPoints.ONE));
        final int count = dice.between(1, dice.percent(10) ? 8 : 3);
        while (edges.size() < count) {
            edges.add(dice.between(1, BasisPoints.ONE - 1));
        }
        final List<Arm> arms = new ArrayList<>();
        int below = 0;
        for (final int edge : edges) {
            final TreatmentDefinition laidOver =
                    arms.isEmpty() && dice.percent(60) ? TreatmentDefinition.NONE : treatments.notEmpty(30);
            arms.add(new Arm("arm-" + arms.size(), edge - below, laidOver));
            below = edge;
        }
        return arms;
    }
}
