package io.kairoute.node.serve;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.kairoute.ctl.outcome.ExitCode;
import io.kairoute.ctl.outcome.Refusal;
import org.junit.jupiter.api.Test;

class MemoryLimitTest {
    private static final long MIB = 1L << 20;

    @Test
    void shouldRefuseAHeapThatTheLimitHasNoRoomFor() {
        final Refusal refused = assertThrows(Refusal.class, new MemoryLimit(1024 * MIB, 1024 * MIB)::check);

        assertEquals(
                "The heap may grow to 1024 MiB and a node takes 256 MiB beside it, but this process may take 1024 MiB: raise"
                        + " the memory limit, or lower -Xmx in KAIROUTE_JAVA_OPTS.",
                refused.getMessage());
        assertEquals(ExitCode.FAILED, refused.exitCode());
    }

    @Test
    void shouldRefuseAHeapThatIsTooSmallForAnyNode() {
        final Refusal refused = assertThrows(Refusal.class, new MemoryLimit(1024 * MIB, 32 * MIB)::check);

        assertEquals(
                "The heap may grow to 32 MiB, and a node needs 96 MiB at least: raise the memory limit, or -Xmx in"
                        + " KAIROUTE_JAVA_OPTS.",
                refused.getMessage());
    }

    @Test
    void shouldTakeWhatFits() {
        assertDoesNotThrow(new MemoryLimit(1024 * MIB, 768 * MIB)::check);
        assertDoesNotThrow(MemoryLimit.ofProcess()::check);
    }
}
