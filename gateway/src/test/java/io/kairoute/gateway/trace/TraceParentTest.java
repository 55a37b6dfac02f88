package io.kairoute.gateway.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceParentTest {
    private static final String VALID = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    @Test
    void shouldKeepTheTraceAndItsFlagsAndPutItsOwnIdIn() {
        assertTrue(TraceParent.isValid(VALID));
        assertEquals("4bf92f3577b34da6a3ce929d0e0e4736", TraceParent.traceId(VALID));
        assertEquals("00-4bf92f3577b34da6a3ce929d0e0e4736-fffffffffffffffe-01", TraceParent.child(VALID, -2));
        assertEquals("00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000001-01", TraceParent.child(VALID, 0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0g",
                "00-4bf92f3577b34da6a3ce929d0e0e4736 00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
            })
    void shouldIgnoreWhatIsNoTrace(final String header) {
        assertFalse(TraceParent.isValid(header));
    }
}
