package io.kairoute.router.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class StoreHealthTest {
    private final StoreHealth health = new StoreHealth();

    @Test
    void shouldGoDownAtTheFirstFailureAndComeUpWhenFoundInOrder() {
        final RuntimeException failure = new IllegalStateException("stuck");

        health.failed(failure);

        assertTrue(health.isDown());
        assertSame(failure, health.lastFailure());
        assertTrue(health.found(true, health.failures()));
        assertFalse(health.isDown());
        assertEquals(1, health.failures());
    }

    @Test
    void shouldStayDownWhenALookupFailsWhileItIsLookedAt() {
        health.failed(new IllegalStateException("first"));
        final long before = health.failures();

        health.failed(new IllegalStateException("while the stripes are probed"));

        assertFalse(health.found(true, before));
        assertTrue(health.isDown());
    }

    @Test
    void shouldGoDownWhereItWasNotFoundInOrder() {
        assertFalse(health.found(false, 0));
        assertTrue(health.isDown());
    }

    @Test
    void shouldStayDownForGoodOnceItIsOver() {
        health.end();

        assertFalse(health.found(true, health.failures()));
    }
}
