package io.kairoute.router.table;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.kairoute.router.signal.Signals;
import org.junit.jupiter.api.Test;

class AttributeTest {
    /** Tables are checked without what decisions need of the machine, so the two lists cannot be one. */
    @Test
    void shouldKnowTheChannelsAndDirectionsOfContacts() {
        assertEquals(Signals.CHANNELS, Attribute.CHANNEL.choices());
        assertEquals(Signals.DIRECTIONS, Attribute.DIRECTION.choices());
    }
}
