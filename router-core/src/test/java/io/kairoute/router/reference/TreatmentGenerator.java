package io.kairoute.router.reference;

import io.kairoute.router.decision.Offer;
import io.kairoute.router.table.InFlight;
import io.kairoute.router.table.LadderStepDefinition;
import io.kairoute.router.table.OverflowRuleDefinition;
import io.kairoute.router.table.SelectorDefinition;
import io.kairoute.router.table.TreatmentDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Throws partial treatments. */
final class TreatmentGenerator {
    private static final List<Long> SLAS_MS = List.of(1_000L, 15_000L, 30_000L, 60_000L, 120_000L, 600_000L);
    private static final List<Long> WAITS_MS = List.of(0L, 500L, 20_000L, 90_000L);

    private final Dice dice;
    private final TableIds ids;
    private final OverflowGenerator overflow;

    TreatmentGenerator(final Dice dice, final TableIds ids) {
        this.dice = dice;
        this.ids = ids;
        this.overflow = new OverflowGenerator(dice);
    }

    /** A treatment with the four fields that the table's default must have. */
    TreatmentDefinition ofDefault() {
        final TreatmentDefinition said = partial(40);
        return new TreatmentDefinition(
                dice.pick(ids.queues()),
                dice.pick(ids.scripts()),
                dice.between(0, 100),
                dice.pick(SLAS_MS),
                said.message(),
                said.offer(),
                said.ladder(),
                said.selectors(),
                said.preferredWaitMs(),
                said.effort(),
                said.overflow(),
                said.inFlight());
    }

    /** A treatment in which each field is said that often of a hundred times. */
    TreatmentDefinition partial(final int percent) {
        return new TreatmentDefinition(
                perhaps(percent, () -> dice.pick(ids.queues())),
                perhaps(percent, () -> dice.pick(ids.scripts())),
                perhaps(percent, () -> dice.between(0, 100)),
                perhaps(percent, () -> dice.pick(SLAS_MS)),
                perhaps(percent, () -> dice.pick(Words.MESSAGES)),
                perhaps(percent, () -> dice.pick(List.of(Offer.values()))),
                perhaps(percent / 2, this::ladder),
                perhaps(percent / 2, this::selectors),
                perhaps(percent, () -> dice.pick(WAITS_MS)),
                perhaps(percent, () -> dice.between(0, 100)),
                perhaps(percent / 2, this::ownOverflow),
                perhaps(percent, () -> dice.pick(List.of(InFlight.values()))));
    }

    /** A partial treatment that says something. */
    TreatmentDefinition notEmpty(final int percent) {
        final TreatmentDefinition said = partial(percent);
        return said.isEmpty() ? closing(100) : said;
    }

    /** What a closing or a surge may say: script, message and offer only. */
    TreatmentDefinition closing(final int percent) {
        return new TreatmentDefinition(
                null,
                perhaps(percent, () -> dice.pick(ids.scripts())),
                null,
                null,
                perhaps(percent, () -> dice.pick(Words.MESSAGES)),
                perhaps(percent, () -> dice.pick(List.of(Offer.values()))),
                null,
                null,
                null,
                null,
                null,
                null);
    }

    /** A value that often of a hundred times, else nothing. */
    <T> @Nullable T perhaps(final int percent, final Supplier<T> value) {
        return dice.percent(percent) ? value.get() : null;
    }

    private List<LadderStepDefinition> ladder() {
        final List<LadderStepDefinition> ladder = new ArrayList<>();
        final int steps = dice.percent(15) ? 0 : dice.between(1, dice.percent(10) ? 8 : 3);
        long afterMs = 0;
        for (int i = 0; i < steps; i++) {
            afterMs += dice.between(1, 120) * 1_000L;
            ladder.add(new LadderStepDefinition(
                    afterMs,
                    perhaps(50, () -> dice.pick(ids.queues())),
                    dice.between(0, 100),
                    perhaps(50, () -> dice.pick(ids.scripts())),
                    perhaps(50, () -> dice.pick(List.of(Offer.values())))));
        }
        return ladder;
    }

    private List<SelectorDefinition> selectors() {
        final List<SelectorDefinition> selectors = new ArrayList<>();
        final int count = dice.percent(15) ? 0 : dice.between(1, 3);
        for (int i = 0; i < count; i++) {
            selectors.add(new SelectorDefinition(
                    "skill-" + i,
                    dice.pick(Words.OPERATORS),
                    dice.pick(Words.LABEL_VALUES),
                    perhaps(50, () -> dice.between(1L, 300L) * 1_000)));
        }
        return selectors;
    }

    private List<OverflowRuleDefinition> ownOverflow() {
        if (ids.longChain() && dice.percent(50)) {
            return List.of(OverflowGenerator.whileOpen(ids.chainHead()));
        }
        final List<OverflowRuleDefinition> rules = new ArrayList<>();
        final int count = dice.percent(25) ? 0 : dice.between(1, 2);
        for (int i = 0; i < count; i++) {
            rules.add(overflow.rule(dice.pick(ids.queues())));
        }
        return rules;
    }
}
