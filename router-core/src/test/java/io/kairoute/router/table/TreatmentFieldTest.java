package io.kairoute.router.table;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.kairoute.router.decision.TreatmentFields;
import org.junit.jupiter.api.Test;

class TreatmentFieldTest {
    @Test
    void shouldStandWhereADecisionHoldsTheField() throws ReflectiveOperationException {
        for (final TreatmentField field : TreatmentField.values()) {
            assertEquals(
                    field.ordinal(),
                    TreatmentFields.class.getField(field.name()).getInt(null),
                    field::key);
        }
        assertEquals(TreatmentFields.COUNT, TreatmentField.values().length);
    }
}
