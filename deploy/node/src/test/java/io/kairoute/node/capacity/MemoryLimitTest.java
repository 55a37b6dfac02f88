package io.kairoute.node.capacity;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.kairoute.ctl.outcome.ExitCode;
import io.kairoute.ctl.outcome.Refusal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryLimitTest {
    private static final long MIB = 1L << 20;
    private static final MemoryNeed SMALL = new MemoryNeed(1024 * MIB, 2 * MIB, 0, 256 * MIB, 0);
    private static final MemoryNeed LARGE = new MemoryNeed(4352 * MIB, 2 * MIB, 500 * MIB, 256 * MIB, 2500 * MIB);

    private final List<String> notes = new ArrayList<>();

    @Test
    void shouldRefuseAHeapThatTheLimitHasNoRoomFor() {
        final Refusal refused = refused(limit(1024, 1024), SMALL);

        assertEquals(
                "The heap may grow to 1024 MiB and a node takes 256 MiB beside it, but this process may take 1024 MiB: raise"
                        + " the memory limit, or lower -Xmx in KAIROUTE_JAVA_OPTS.",
                refused.getMessage());
        assertEquals(ExitCode.FAILED, refused.exitCode());
    }

    @Test
    void shouldRefuseAHeapThatIsTooSmallForTheTenants() {
        final Refusal refused = refused(limit(1024, 97), SMALL);

        assertEquals(
                "The heap may grow to 97 MiB, and this node needs 98 MiB at least: raise the memory limit, or -Xmx in"
                        + " KAIROUTE_JAVA_OPTS.",
                refused.getMessage());
    }

    @Test
    void shouldSayThatTheIndexDoesNotFit() {
        limit(8192, 1999).check(LARGE, notes::add);

        assertEquals(
                List.of(
                        "the heap may grow to 1999 MiB, and the read index of the customers has room in 2000 MiB and more, so"
                                + " each look-up goes to the file: raise -Xmx in KAIROUTE_JAVA_OPTS; kairoute capacity tells how much"),
                notes);
    }

    @Test
    void shouldSayNothingOfAnIndexThatNobodyWants() {
        new MemoryLimit(8192 * MIB, 1024 * MIB, 0).check(LARGE, notes::add);

        assertEquals(List.of(), notes);
    }

    @Test
    void shouldSayThatTheFilesDoNotStayInMemory() {
        limit(4755, 2000).check(LARGE, notes::add);

        assertEquals(
                List.of(
                        "this process may take 4755 MiB, and heap, what is beside it and the pages of the segment files want"
                                + " 4756 MiB, so look-ups of rare customers wait for the disk: raise the memory limit, or lower -Xmx"
                                + " in KAIROUTE_JAVA_OPTS"),
                notes);
    }

    @Test
    void shouldTakeWhatFits() {
        limit(4756, 2000).check(LARGE, notes::add);
        limit(1280, 1024).check(SMALL, notes::add);

        assertEquals(List.of(), notes);
        assertDoesNotThrow(() -> MemoryLimit.ofProcess().check(SMALL, notes::add));
    }

    private Refusal refused(final MemoryLimit limit, final MemoryNeed need) {
        return assertThrows(Refusal.class, () -> limit.check(need, notes::add));
    }

    private static MemoryLimit limit(final long limitMib, final long heapMib) {
        return new MemoryLimit(limitMib * MIB, heapMib * MIB, heapMib * MIB / 4);
    }
}
