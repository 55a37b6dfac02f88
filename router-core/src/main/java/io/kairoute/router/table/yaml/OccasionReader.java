package io.kairoute.router.table.yaml;

import io.kairoute.router.decision.TreatmentField;
import io.kairoute.router.table.OccasionDefinition;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** Reads the card of one occasion. */
final class OccasionReader {
    private static final ScalarType<TreatmentField> FIELD =
            ScalarType.choice("a field of a treatment", TreatmentField.values(), TreatmentField::key);

    private OccasionReader() {}

    static OccasionDefinition read(final MapCursor occasion) {
        final MapCursor floors = occasion.map("floors", TableKeys.FLOORS);
        final MapCursor ceilings = occasion.map("ceilings", TableKeys.CEILINGS);
        return new OccasionDefinition(
                occasion.text("id"),
                occasion.text("name"),
                occasion.text("job"),
                occasion.text("owner"),
                occasion.read("lens", ScalarType.TEXT),
                occasion.read("why", ScalarType.TEXT),
                occasion.read("clear_at", ScalarType.SHARE, 0),
                occasion.read("ambiguous_at", ScalarType.SHARE, 0),
                occasion.read("margin", ScalarType.SHARE, 0),
                tunable(occasion),
                TreatmentReader.read(occasion, "treatment"),
                TreatmentReader.read(occasion, "when_ambiguous"),
                floors == null ? null : floors.read("priority", ScalarType.INTEGER),
                ceilings == null ? null : ceilings.read("priority", ScalarType.INTEGER),
                ceilings == null ? null : ceilings.read("sla", ScalarType.DURATION),
                occasion.texts("admits"),
                occasion.texts("metrics"),
                occasion.read("playbook", ScalarType.TEXT),
                occasion.read("review_by", ScalarType.DATE));
    }

    private static Set<TreatmentField> tunable(final MapCursor occasion) {
        final Set<TreatmentField> fields = EnumSet.noneOf(TreatmentField.class);
        fields.addAll(occasion.list("tunable", FIELD));
        return Collections.unmodifiableSet(fields);
    }
}
