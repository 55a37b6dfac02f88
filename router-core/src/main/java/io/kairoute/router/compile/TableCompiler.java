package io.kairoute.router.compile;

import io.kairoute.router.clock.CalendarTable;
import io.kairoute.router.clock.ZoneOffsets;
import io.kairoute.router.key.ByteKeyIndex;
import io.kairoute.router.rule.Vocabulary;
import io.kairoute.router.signal.LanguageTag;
import io.kairoute.router.snapshot.BaseTable;
import io.kairoute.router.snapshot.CompiledTable;
import io.kairoute.router.snapshot.Names;
import io.kairoute.router.snapshot.Names.ExperimentNames;
import io.kairoute.router.snapshot.QueueTable;
import io.kairoute.router.snapshot.ScriptTable;
import io.kairoute.router.table.DefaultsDefinition;
import io.kairoute.router.table.ExperimentDefinition;
import io.kairoute.router.table.ExperimentDefinition.Arm;
import io.kairoute.router.table.OccasionDefinition;
import io.kairoute.router.table.ProtectionDefinition;
import io.kairoute.router.table.QueueDefinition;
import io.kairoute.router.table.ScriptDefinition;
import io.kairoute.router.table.SignalRuleDefinition;
import io.kairoute.router.table.TableDefinition;
import io.kairoute.router.table.TierDefinition;
import io.kairoute.router.table.TuningRuleDefinition;
import java.util.List;

/**
 * Compiles one checked table into what the steps read, part by part in path order.
 *
 * <p>A table that the checks found free of errors always compiles; one that they did not see may end in an
 * {@link IllegalArgumentException}.
 */
public final class TableCompiler {
    private final TableDefinition table;
    private final TableIds ids;
    private final VocabularyCompiler values = new VocabularyCompiler();
    private final ConditionCompiler conditions;
    private final OverflowCompiler overflow;
    private final TreatmentCompiler treatments;

    private TableCompiler(final TableDefinition table) {
        this.table = table;
        ids = TableIds.of(table);
        conditions = new ConditionCompiler(values, ids);
        overflow = new OverflowCompiler(ids);
        treatments = new TreatmentCompiler(ids, overflow);
    }

    /**
     * Compiles a table.
     *
     * @param horizon the years over which calendars become intervals
     */
    public static CompiledTable compile(final TableDefinition table, final Horizon horizon) {
        return new TableCompiler(table).compile(horizon);
    }

    private CompiledTable compile(final Horizon horizon) {
        final DefaultsDefinition defaults = table.defaults();
        final Vocabulary vocabulary = vocabulary();
        final var occasions = new OccasionCompiler(table, ids).compile(conditions, values, vocabulary);
        final int defaultRow = treatments.baseRow(defaults.treatment());
        final BaseTable base = base();
        final var experiments = new ExperimentCompiler(table, ids).compile(treatments);
        final var tuning = TuningCompiler.compile(table, conditions, values, treatments);
        final var guardrails = GuardrailCompiler.compile(table, ids, treatments);
        final QueueTable queues = queues();
        return new CompiledTable(
                vocabulary,
                CalendarCompiler.compile(table.calendars(), horizon),
                occasions,
                ids.tiers().of(defaults.tier()),
                treatments.rows(),
                defaultRow,
                base,
                experiments,
                tuning,
                guardrails,
                queues,
                overflow.table(),
                scripts(),
                new AnswerCompiler(table).compile(treatments),
                names());
    }

    private Names names() {
        return new Names(
                ids.occasions().names(),
                ids.tiers().names(),
                ids.queues().names(),
                ids.scripts().names(),
                table.scripts().stream()
                        .map(script -> List.copyOf(script.languages().keySet()))
                        .toList(),
                treatments.messages(),
                treatments.ladders(),
                treatments.selectors(),
                table.experiments().stream().map(TableCompiler::names).toList(),
                table.signals().stream().map(SignalRuleDefinition::id).toList(),
                table.tuning().stream().map(TuningRuleDefinition::id).toList(),
                table.protections().stream().map(ProtectionDefinition::id).toList(),
                values.openSlotNames(ids.calendars().names()));
    }

    private static ExperimentNames names(final ExperimentDefinition experiment) {
        return new ExperimentNames(
                experiment.id(), experiment.arms().stream().map(Arm::id).toList());
    }

    private Vocabulary vocabulary() {
        for (final SignalRuleDefinition rule : table.signals()) {
            conditions.collect(rule.when());
            conditions.collect(rule.unless());
        }
        for (final TuningRuleDefinition rule : table.tuning()) {
            conditions.collect(rule.when());
            conditions.collect(rule.unless());
        }
        return values.conclude(ZoneOffsets.of(table.defaults().zone()));
    }

    private BaseTable base() {
        final DefaultsDefinition defaults = table.defaults();
        final List<OccasionDefinition> occasions = table.occasions();
        return new BaseTable(
                occasions.stream()
                        .mapToInt(o -> treatments.baseRow(defaults.treatment(), o.treatment()))
                        .toArray(),
                occasions.stream()
                        .mapToInt(o ->
                                treatments.baseRow(defaults.treatment(), defaults.whenAmbiguous(), o.whenAmbiguous()))
                        .toArray(),
                table.tiers().stream()
                        .map(TierDefinition::treatment)
                        .mapToInt(treatment -> treatments.baseRow(defaults.treatment(), treatment))
                        .toArray());
    }

    private QueueTable queues() {
        final List<QueueDefinition> queues = table.queues();
        return new QueueTable(
                queues.stream().mapToInt(this::calendar).toArray(),
                queues.stream()
                        .mapToInt(queue -> overflow.number(queue.overflow()))
                        .toArray(),
                queues.stream()
                        .mapToInt(queue -> treatments.rowOrNone(
                                queue.whenClosed() == null ? table.defaults().whenClosed() : queue.whenClosed()))
                        .toArray(),
                queues.stream()
                        .mapToInt(queue -> treatments.rowOrNone(queue.surge()))
                        .toArray(),
                queues.stream().mapToLong(QueueDefinition::freshForMs).toArray());
    }

    private int calendar(final QueueDefinition queue) {
        return queue.calendar().equals(QueueDefinition.ALWAYS)
                ? CalendarTable.ALWAYS
                : ids.calendars().of(queue.calendar());
    }

    private ScriptTable scripts() {
        final List<List<String>> tags = table.scripts().stream()
                .map(script -> script.languages().keySet().stream()
                        .map(TableCompiler::normalized)
                        .toList())
                .toList();
        final ByteKeyIndex index =
                ByteKeyIndex.of(tags.stream().flatMap(List::stream).distinct().toList());
        return new ScriptTable(
                index,
                tags.stream()
                        .map(list -> list.stream().mapToInt(index::find).toArray())
                        .toArray(int[][]::new),
                table.scripts().stream().mapToInt(TableCompiler::defaultVariant).toArray());
    }

    private static int defaultVariant(final ScriptDefinition script) {
        return List.copyOf(script.languages().keySet()).indexOf(script.defaultLanguage());
    }

    /** A language tag in its normal form; one that is none stays as it is, and is never looked up. */
    static String normalized(final String tag) {
        final String normal = LanguageTag.of(tag).toString();
        return normal.isEmpty() ? tag : normal;
    }
}
