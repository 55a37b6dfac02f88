package io.kairoute.ctl.past;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.ctl.outcome.Refusal;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

final class DecisionSourceTest {
    @TempDir
    private Path directory = Path.of("");

    @Command(name = "x")
    private static final class Holder {
        @Mixin
        private final DecisionSource source = new DecisionSource();
    }

    @Test
    void shouldAskTheNodeOfThisMachineWhereNothingIsSaid() {
        final DecisionSource source = source();

        assertTrue(source.isRemote());
        assertEquals("localhost:7401", source.server().access().target());
    }

    @Test
    void shouldReadTheDirectoryThatIsNamed() {
        final DecisionSource source = source("--data-dir", directory.toString());

        assertFalse(source.isRemote());
        assertEquals(directory, source.stored().directory());
    }

    @Test
    void shouldTakeOneOfThemOnly() {
        final DecisionSource both = source("--data-dir", directory.toString(), "--target", "node.example:7401");

        assertThrows(Refusal.class, both::isRemote);
    }

    private static DecisionSource source(final String... arguments) {
        final Holder holder = new Holder();
        new CommandLine(holder).parseArgs(arguments);
        return holder.source;
    }
}
