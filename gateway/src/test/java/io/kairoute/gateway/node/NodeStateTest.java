package io.kairoute.gateway.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class NodeStateTest {
    private static final Map<NodeState, Set<NodeState>> NEXT = Map.of(
            NodeState.NEW, Set.of(NodeState.STARTING, NodeState.CLOSED),
            NodeState.STARTING, Set.of(NodeState.READY, NodeState.DRAINING),
            NodeState.READY, Set.of(NodeState.DRAINING),
            NodeState.DRAINING, Set.of(NodeState.CLOSED),
            NodeState.CLOSED, Set.of());

    @ParameterizedTest
    @EnumSource
    void shouldBeFollowedByTheStatesOfTheDrawingAlone(final NodeState state) {
        for (final NodeState next : NodeState.values()) {
            final boolean isDrawn = NEXT.getOrDefault(state, Set.of()).contains(next);

            assertEquals(isDrawn, state.mayBecome(next), state + " to " + next);
            if (isDrawn) {
                assertSame(next, state.to(next));
            } else {
                final IllegalStateException refused = assertThrows(IllegalStateException.class, () -> state.to(next));
                assertEquals("A node that is " + state + " cannot become " + next + ".", refused.getMessage());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "NEW, CLOSED",
        "STARTING, DRAINING",
        "READY, DRAINING",
        "DRAINING, DRAINING",
        "CLOSED, CLOSED",
    })
    void shouldStopFromEveryState(final NodeState before, final NodeState after) {
        final Lifecycle lifecycle = in(before);

        assertEquals(before, lifecycle.stop());

        assertEquals(after, lifecycle.state());
        assertTrue(lifecycle.isStopping());
        assertFalse(lifecycle.isReady());
        assertEquals(after == NodeState.CLOSED, lifecycle.awaitClosed(0));
    }

    @ParameterizedTest
    @EnumSource
    void shouldBeReadyInOneStateAlone(final NodeState state) {
        assertEquals(state == NodeState.READY, in(state).isReady());
    }

    private static Lifecycle in(final NodeState state) {
        final Lifecycle lifecycle = new Lifecycle();
        if (state != NodeState.NEW) {
            lifecycle.become(NodeState.STARTING);
        }
        if (state == NodeState.READY) {
            lifecycle.ready();
        }
        if (state == NodeState.DRAINING || state == NodeState.CLOSED) {
            lifecycle.stop();
        }
        if (state == NodeState.CLOSED) {
            lifecycle.closed();
        }
        return lifecycle;
    }
}
