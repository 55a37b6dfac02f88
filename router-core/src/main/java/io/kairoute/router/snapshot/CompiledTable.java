package io.kairoute.router.snapshot;

import io.kairoute.router.availability.OverflowTable;
import io.kairoute.router.availability.QueueTable;
import io.kairoute.router.clock.CalendarTable;
import io.kairoute.router.codec.AnswerTable;
import io.kairoute.router.guardrail.GuardrailTable;
import io.kairoute.router.occasion.OccasionTable;
import io.kairoute.router.rule.Vocabulary;
import io.kairoute.router.script.ScriptTable;
import io.kairoute.router.treatment.BaseTable;
import io.kairoute.router.treatment.ExperimentTable;
import io.kairoute.router.treatment.TreatmentRows;
import io.kairoute.router.tuning.TuningTable;

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
