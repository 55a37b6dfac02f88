package io.kairoute.ctl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RehearsalTest {
    @Test
    void shouldRunEveryCommandToItsEnd() throws IOException {
        assertEquals(List.of(), Rehearsal.run());
    }
}
