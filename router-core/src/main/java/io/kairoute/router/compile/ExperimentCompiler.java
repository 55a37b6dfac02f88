package io.kairoute.router.compile;

import io.kairoute.router.decision.BasisPoints;
import io.kairoute.router.decision.Bucket;
import io.kairoute.router.snapshot.ExperimentTable;
import io.kairoute.router.table.ExperimentDefinition;
import io.kairoute.router.table.ExperimentDefinition.Arm;
import io.kairoute.router.table.LayerDefinition;
import io.kairoute.router.table.TableDefinition;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Compiles the experiments of step 3. */
final class ExperimentCompiler {
    private static final long EVERY_TIER = -1L;

    private final TableDefinition table;
    private final TableIds ids;
    private final Map<String, String> layerSeeds;

    ExperimentCompiler(final TableDefinition table, final TableIds ids) {
        this.table = table;
        this.ids = ids;
        layerSeeds = table.layers().stream().collect(Collectors.toMap(LayerDefinition::id, LayerDefinition::seed));
    }

    ExperimentTable compile(final TreatmentCompiler treatments) {
        final List<ExperimentDefinition> all = table.experiments();
        final boolean[] hasLayer = new boolean[all.size()];
        for (int i = 0; i < hasLayer.length; i++) {
            hasLayer[i] = all.get(i).layer() != null;
        }
        return new ExperimentTable(
                byOccasion(),
                all.stream().mapToLong(this::tierMask).toArray(),
                all.stream().mapToInt(ExperimentCompiler::unit).toArray(),
                all.stream().mapToLong(ExperimentDefinition::startsMs).toArray(),
                all.stream().mapToLong(ExperimentDefinition::endsMs).toArray(),
                hasLayer,
                all.stream().mapToInt(this::layerHash).toArray(),
                all.stream().mapToInt(ExperimentDefinition::rangeLo).toArray(),
                all.stream().mapToInt(ExperimentDefinition::rangeHi).toArray(),
                all.stream().mapToInt(experiment -> hash(experiment.seed())).toArray(),
                all.stream().mapToInt(ExperimentDefinition::holdoutBp).toArray(),
                all.stream().map(ExperimentCompiler::armEdges).toArray(int[][]::new),
                all.stream()
                        .map(experiment -> experiment.arms().stream()
                                .mapToInt(arm -> treatments.rowOf(arm.treatment()))
                                .toArray())
                        .toArray(int[][]::new));
    }

    private int[][] byOccasion() {
        return table.occasions().stream()
                .map(occasion -> IntStream.range(0, table.experiments().size())
                        .filter(i -> table.experiments().get(i).occasion().equals(occasion.id()))
                        .toArray())
                .toArray(int[][]::new);
    }

    private long tierMask(final ExperimentDefinition experiment) {
        return experiment.tiers().isEmpty()
                ? EVERY_TIER
                : experiment.tiers().stream()
                        .mapToLong(tier -> 1L << ids.tiers().of(tier))
                        .reduce(0, (left, right) -> left | right);
    }

    private static int unit(final ExperimentDefinition experiment) {
        return switch (experiment.unit()) {
            case CUSTOMER -> ExperimentTable.CUSTOMER;
            case ACCOUNT -> ExperimentTable.ACCOUNT;
            case CONTACT -> ExperimentTable.CONTACT;
        };
    }

    private int layerHash(final ExperimentDefinition experiment) {
        return experiment.layer() == null ? Bucket.EMPTY_HASH : hash(layerSeeds.getOrDefault(experiment.layer(), ""));
    }

    private static int hash(final String seed) {
        int hash = Bucket.EMPTY_HASH;
        for (final byte next : seed.getBytes(StandardCharsets.UTF_8)) {
            hash = Bucket.hash(hash, next);
        }
        return hash;
    }

    private static int[] armEdges(final ExperimentDefinition experiment) {
        final int[] edges = new int[experiment.arms().size()];
        final int open = BasisPoints.ONE - experiment.holdoutBp();
        int cumulative = 0;
        for (int i = 0; i < edges.length; i++) {
            final Arm arm = experiment.arms().get(i);
            cumulative += arm.shareBp();
            edges[i] = experiment.holdoutBp() + BasisPoints.product(open, cumulative);
        }
        return edges;
    }
}
