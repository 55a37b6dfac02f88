package io.kairoute.router.table.yaml;

import io.kairoute.router.decision.BasisPoints;
import io.kairoute.router.table.Attribute;
import io.kairoute.router.table.ProtectionDefinition;
import io.kairoute.router.table.SignalRuleDefinition;
import io.kairoute.router.table.TuningRuleDefinition;

/** Reads one rule: a signal rule, a tuning rule or a protection. */
final class RuleReader {
    /** The confidence of a rule that names none. */
    static final int CERTAIN_BP = BasisPoints.ONE;

    private RuleReader() {}

    static SignalRuleDefinition signal(final MapCursor rule) {
        return new SignalRuleDefinition(
                rule.text("id"),
                ConditionsReader.read(rule.map("when", TableKeys.SIGNAL_CONDITIONS), Attribute.OF_SIGNALS),
                ConditionsReader.read(rule.map("unless", TableKeys.SIGNAL_CONDITIONS), Attribute.OF_SIGNALS),
                rule.text("occasion"),
                rule.read("confidence", ScalarType.SHARE, CERTAIN_BP));
    }

    static TuningRuleDefinition tuning(final MapCursor rule) {
        final MapCursor adjust = rule.map("adjust", TableKeys.ADJUST);
        return new TuningRuleDefinition(
                rule.text("id"),
                ConditionsReader.read(rule.map("when", TableKeys.TUNING_CONDITIONS), Attribute.OF_TUNING),
                ConditionsReader.read(rule.map("unless", TableKeys.TUNING_CONDITIONS), Attribute.OF_TUNING),
                TreatmentReader.read(rule, "set"),
                adjust == null ? null : adjust.read("priority", ScalarType.INTEGER),
                adjust == null ? null : adjust.read("effort", ScalarType.INTEGER),
                adjust == null ? null : adjust.read("sla", ScalarType.DURATION));
    }

    static ProtectionDefinition protection(final MapCursor rule) {
        final MapCursor floors = rule.map("floors", TableKeys.FLOORS);
        return new ProtectionDefinition(
                rule.text("id"),
                rule.texts("risk"),
                TreatmentReader.read(rule, "treatment"),
                floors == null ? null : floors.read("priority", ScalarType.INTEGER));
    }
}
