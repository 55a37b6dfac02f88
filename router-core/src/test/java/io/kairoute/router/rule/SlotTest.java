package io.kairoute.router.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.router.table.Attribute;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class SlotTest {
    @Test
    void shouldNameEverySlotAsItsConstant() throws ReflectiveOperationException {
        final List<String> names = new ArrayList<>();
        for (final Field field : Slot.class.getFields()) {
            if (field.getType() == int.class && field.getInt(null) >= 0 && field.getInt(null) < Slot.FIRST_OPEN) {
                assertEquals(names.size(), field.getInt(null), field.getName());
                names.add(field.getName().toLowerCase(Locale.ROOT));
            }
        }

        assertEquals(Slot.NAMES, names);
        assertEquals(Slot.FIRST_OPEN, names.size());
    }

    @Test
    void shouldHaveASlotForEveryAttribute() {
        for (final Attribute attribute : Attribute.values()) {
            assertTrue(Slot.NAMES.contains(attribute.key()), attribute::key);
        }
    }
}
