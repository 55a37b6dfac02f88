package io.kairoute.ctl.status;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

final class VersionTextTest {
    @Test
    void shouldSayThatANodeIsOfAnotherVersionAndNothingWhereItIsNot() {
        final String difference = VersionText.difference("9.9.9").orElse("");

        assertTrue(
                difference.startsWith("This command line is of version development, the node of version 9.9.9:"),
                difference);
        assertEquals(Optional.empty(), VersionText.difference(VersionText.ofProduct()));
    }
}
