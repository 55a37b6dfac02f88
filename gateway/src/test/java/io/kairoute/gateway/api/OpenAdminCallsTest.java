package io.kairoute.gateway.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.kairoute.gateway.refusal.Refusal;
import org.junit.jupiter.api.Test;

class OpenAdminCallsTest {
    private static final int DOCUMENT_BYTES = 16 * 1024 * 1024;

    private final OpenAdminCalls open = new OpenAdminCalls();

    @Test
    void shouldBoundTheBytesOfAllCallsTogetherAndTakeThemBack() {
        for (int i = 0; i < 16; i++) {
            assertNull(open.takes(DOCUMENT_BYTES));
        }

        final Refusal refusal = open.takes(1);

        assertNotNull(refusal);
        assertEquals("TOO_MANY_BYTES", refusal.reason());
        open.gives(DOCUMENT_BYTES);
        assertNull(open.takes(DOCUMENT_BYTES));
    }
}
