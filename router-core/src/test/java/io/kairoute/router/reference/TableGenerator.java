package io.kairoute.router.reference;

import io.kairoute.router.Limits;
import io.kairoute.router.decision.TreatmentField;
import io.kairoute.router.table.Attribute;
import io.kairoute.router.table.ConditionsDefinition;
import io.kairoute.router.table.DefaultsDefinition;
import io.kairoute.router.table.LayerDefinition;
import io.kairoute.router.table.MetricDefinition;
import io.kairoute.router.table.OccasionDefinition;
import io.kairoute.router.table.ProtectionDefinition;
import io.kairoute.router.table.ScriptDefinition;
import io.kairoute.router.table.SignalRuleDefinition;
import io.kairoute.router.table.TableDefinition;
import io.kairoute.router.table.TierDefinition;
import io.kairoute.router.table.TierDefinition.CapsDefinition;
import io.kairoute.router.table.TreatmentDefinition;
import io.kairoute.router.table.TuningRuleDefinition;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Throws whole tables that are valid and use every key that a table can have.
 *
 * <p>Thread-confined: owned by whoever made it.
 */
public final class TableGenerator {
    private static final int MANY_RULES = 200;
    private static final List<Integer> RULES_AT_THE_LIMIT = List.of(64, 65, 257, 257, 1_025, Limits.TUNING_RULES);
    private static final List<Integer> PROTECTIONS_AT_THE_LIMIT = List.of(64, 65, 128, 255, Limits.PROTECTIONS);
    private static final List<Integer> EXPERIMENTS_AT_THE_LIMIT = List.of(8, 65, Limits.EXPERIMENTS);
    private static final int SOME_QUEUES = 6;
    private static final List<Integer> THRESHOLDS_BP = List.of(10_000, 9_000, 8_000, 7_500, 5_000, 1);
    private static final List<Integer> COMMON_BP = List.of(4_000, 6_000);
    private static final long DAY_MS = 86_400_000;

    private final Dice dice;
    private final Scale scale;
    private final TableIds ids;
    private final TreatmentGenerator treatments;
    private final ConditionsGenerator conditions;
    private final long aroundMs;

    private TableGenerator(final Dice dice, final Scale scale, final long aroundMs) {
        this.dice = dice;
        this.scale = scale;
        this.aroundMs = aroundMs;
        ids = TableIds.thrownBy(dice, scale);
        treatments = new TreatmentGenerator(dice, ids);
        conditions = new ConditionsGenerator(dice, ids);
    }

    /** Throws one table of the usual scale. */
    public static TableDefinition table(final Dice dice, final long aroundMs) {
        return table(dice, Scale.USUAL, aroundMs);
    }

    /**
     * Throws one table.
     *
     * @param aroundMs an instant that most of its experiments, and some of its special days, lie around
     */
    public static TableDefinition table(final Dice dice, final Scale scale, final long aroundMs) {
        return new TableGenerator(dice, scale, aroundMs).table();
    }

    private TableDefinition table() {
        final CalendarGenerator calendars = new CalendarGenerator(dice, aroundMs);
        final ExperimentGenerator experiments = new ExperimentGenerator(dice, ids, treatments, aroundMs);
        final boolean broadRules = scale == Scale.USUAL && dice.percent(6);
        return new TableDefinition(
                "generated-" + dice.below(1_000),
                TableDefinition.FORMAT,
                defaults(),
                ids.occasions().stream().map(this::occasion).toList(),
                several(rules(broadRules), i -> signal(i, broadRules)),
                ids.tiers().stream().map(this::tier).toList(),
                several(rules(broadRules), i -> tuning(i, broadRules)),
                several(protections(), this::protection),
                new QueueGenerator(dice, ids, treatments).queues(),
                ids.calendars().stream().map(calendars::calendar).toList(),
                ids.scripts().stream().map(this::script).toList(),
                ids.layers().stream()
                        .map(id -> new LayerDefinition(id, id + "-seed"))
                        .toList(),
                several(experiments(), experiments::experiment),
                ids.metrics().stream().map(this::metric).toList(),
                values());
    }

    private static <T> List<T> several(final int count, final IntFunction<T> one) {
        return IntStream.range(0, count).mapToObj(one).toList();
    }

    private int rules(final boolean broadRules) {
        if (scale == Scale.LIMITS) {
            return dice.pick(RULES_AT_THE_LIMIT);
        }
        return broadRules || dice.percent(3) ? dice.between(60, MANY_RULES) : dice.between(0, 30);
    }

    private int protections() {
        return scale == Scale.LIMITS ? dice.pick(PROTECTIONS_AT_THE_LIMIT) : dice.below(5);
    }

    private int experiments() {
        return scale == Scale.LIMITS ? dice.pick(EXPERIMENTS_AT_THE_LIMIT) : dice.below(6);
    }

    private DefaultsDefinition defaults() {
        return new DefaultsDefinition(
                dice.pick(ids.occasions()),
                dice.pick(ids.tiers()),
                treatments.ofDefault(),
                dice.percent(70) ? treatments.partial(40) : TreatmentDefinition.NONE,
                dice.percent(70) ? treatments.closing(60) : TreatmentDefinition.NONE,
                dice.pick(Words.ZONES),
                treatments.perhaps(70, () -> dice.between(1L, 40L) * DAY_MS),
                dice.percent(50));
    }

    private OccasionDefinition occasion(final String id) {
        final int clearAtBp = dice.percent(70) ? dice.pick(THRESHOLDS_BP) : dice.between(1, 10_000);
        final Integer floor = treatments.perhaps(35, () -> dice.between(1, 90));
        return new OccasionDefinition(
                id,
                "The " + id,
                "Get it done: " + id,
                dice.pick(Words.AGENTS),
                treatments.perhaps(50, () -> dice.percent(50) ? "occasion-led" : "segment-led"),
                treatments.perhaps(50, () -> "timing, not entitlement"),
                clearAtBp,
                dice.percent(20) ? clearAtBp : dice.between(1, clearAtBp),
                dice.percent(40) ? 0 : dice.between(1, 3_000),
                tunable(),
                treatments.partial(60),
                dice.percent(50) ? treatments.partial(40) : TreatmentDefinition.NONE,
                floor,
                treatments.perhaps(35, () -> dice.between(floor == null ? 0 : floor, 100)),
                treatments.perhaps(35, () -> dice.between(1L, 120L) * 1_000),
                dice.some(
                        ids.queues(),
                        dice.below(scale == Scale.LIMITS ? ids.queues().size() : 3)),
                dice.some(ids.metrics(), dice.between(1, 2)),
                treatments.perhaps(40, () -> "https://wiki.example/" + id),
                reviewBy());
    }

    private Set<TreatmentField> tunable() {
        final Set<TreatmentField> tunable = EnumSet.noneOf(TreatmentField.class);
        tunable.addAll(dice.some(Words.FIELDS, dice.below(Words.FIELDS.size() + 1)));
        return tunable;
    }

    private @Nullable LocalDate reviewBy() {
        return treatments.perhaps(50, () -> LocalDate.of(2030, 1, 1).plusDays(dice.below(700)));
    }

    private SignalRuleDefinition signal(final int number, final boolean broad) {
        final ConditionsDefinition unless = conditions.sometimes(30, conditions.ofSignals());
        final ConditionsDefinition when = !unless.isEmpty() && dice.percent(15)
                ? ConditionsDefinition.NONE
                : broad ? conditions.broad(Attribute.CHANNEL) : conditions.ofSignals();
        return new SignalRuleDefinition("s" + number, when, unless, dice.pick(ids.occasions()), confidenceBp());
    }

    /** Often one of a few, so that candidates tie. */
    private int confidenceBp() {
        final int chance = dice.below(100);
        return chance < 30 ? dice.pick(COMMON_BP) : chance < 65 ? dice.pick(THRESHOLDS_BP) : dice.between(0, 10_000);
    }

    private TierDefinition tier(final String id) {
        final int rank = ids.tiers().indexOf(id);
        return new TierDefinition(
                id,
                "The " + id,
                "customers that are " + id,
                dice.pick(Words.AGENTS),
                dice.percent(50) ? "weekly" : "monthly",
                dice.between(1, 9),
                dice.pick(ids.metrics()),
                dice.between(1, 10_000),
                reviewBy(),
                caps(),
                dice.percent(60) ? treatments.partial(40) : TreatmentDefinition.NONE,
                treatments.perhaps(30, () -> "greet by name"),
                rank == 0 || dice.percent(60) ? null : ids.tiers().get(dice.below(rank)));
    }

    private CapsDefinition caps() {
        final List<String> queues =
                dice.percent(50) ? dice.some(ids.restrictedQueues(), dice.between(1, cappedQueues())) : List.of();
        return new CapsDefinition(
                treatments.perhaps(40, () -> dice.between(0, 100)),
                treatments.perhaps(40, () -> dice.between(0, 100)),
                queues,
                queues.isEmpty() ? null : dice.pick(ids.openQueues()));
    }

    private int cappedQueues() {
        return scale == Scale.LIMITS ? Math.max(1, ids.restrictedQueues().size()) : SOME_QUEUES;
    }

    private TuningRuleDefinition tuning(final int number, final boolean broad) {
        final ConditionsDefinition unless = conditions.sometimes(25, conditions.ofTuning());
        final ConditionsDefinition when = !unless.isEmpty() && dice.percent(25)
                ? ConditionsDefinition.NONE
                : broad ? conditions.broad(Attribute.BAND) : conditions.ofTuning();
        final boolean sets = dice.percent(broad ? 20 : 65);
        final TreatmentDefinition set = sets ? treatments.notEmpty(15) : TreatmentDefinition.NONE;
        final int first = sets ? -1 : dice.below(3);
        return new TuningRuleDefinition(
                "t" + number,
                when,
                unless,
                set,
                first == 0 || dice.percent(20) ? notZero(60) : null,
                first == 1 || dice.percent(20) ? notZero(60) : null,
                first == 2 || dice.percent(20) ? notZero(300) * 500L : null);
    }

    private Integer notZero(final int most) {
        return dice.percent(50) ? dice.between(1, most) : dice.between(-most, -1);
    }

    private ProtectionDefinition protection(final int number) {
        final TreatmentDefinition laidOver = dice.percent(60) ? treatments.notEmpty(15) : TreatmentDefinition.NONE;
        return new ProtectionDefinition(
                "p" + number,
                dice.some(ids.risks(), dice.between(1, 3)),
                laidOver,
                laidOver.isEmpty() || dice.percent(50) ? dice.between(1, 100) : null);
    }

    private ScriptDefinition script(final String id) {
        final Map<String, String> languages = new LinkedHashMap<>();
        for (final String tag : dice.shuffled(dice.some(Words.SCRIPT_TAGS, dice.between(1, 6)))) {
            languages.put(tag, "Say it in " + tag);
        }
        return new ScriptDefinition(
                id,
                "The " + id,
                dice.between(1, 20),
                treatments.perhaps(50, () -> dice.pick(Words.AGENTS)),
                dice.pick(new ArrayList<>(languages.keySet())),
                languages);
    }

    private MetricDefinition metric(final String id) {
        return new MetricDefinition(id, dice.percent(50) ? "occasion" : "segment", "seconds", "contact", "cx");
    }

    private Map<String, List<String>> values() {
        final Map<String, List<String>> values = new LinkedHashMap<>();
        if (dice.percent(50)) {
            for (final Attribute attribute : dice.some(Words.CLOSABLE, dice.between(1, 3))) {
                values.put(attribute.key(), ids.words(attribute));
            }
        }
        return values;
    }
}
