package io.kairoute.router.snapshot;

import io.kairoute.router.clock.CalendarTable;
import io.kairoute.router.codec.AnswerTable;
import io.kairoute.router.rule.Vocabulary;

/**
 * One revision of a table, compiled: a part for each step. Immutable, and shared by every snapshot of the revision.
 *
 * @param defaultTier the tier of a contact without a usable profile
 * @param defaultRow the table's default treatment
 */
public record CompiledTable(
        Vocabulary vocabulary,
        CalendarTable calendars,
        OccasionTable occasions,
        int defaultTier,
        TreatmentRows rows,
        int defaultRow,
        BaseTable base,
        ExperimentTable experiments,
        TuningTable tuning,
        GuardrailTable guardrails,
        QueueTable queues,
        OverflowTable overflow,
        ScriptTable scripts,
        AnswerTable answers,
        Names names) {}
