package io.kairoute.ctl.occasions;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.kairoute.control.v1.LiveOccasion;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class ScopeOptionsTest {
    private static LiveOccasion of(final String... arguments) {
        final ScopeOptions scope = new ScopeOptions();
        final CommandLine line = new CommandLine(CommandLine.Model.CommandSpec.forAnnotatedObject(scope));
        line.parseArgs(arguments);
        return scope.occasion("outage").build();
    }

    @Test
    void shouldTakeABlankBehindACommaForNoPartOfAValue() {
        final LiveOccasion scoped =
                of("--region", "US-FL, US-GA", "--product", "internet ,voice", "--channel", " VOICE");

        assertEquals(List.of("US-FL", "US-GA"), scoped.getRegionsList());
        assertEquals(List.of("internet", "voice"), scoped.getProductsList());
        assertEquals(List.of("VOICE"), scoped.getChannelsList());
    }

    @Test
    void shouldKeepABlankWithinAValue() {
        assertEquals(List.of("NEW YORK"), of("--region", "NEW YORK").getRegionsList());
    }

    @Test
    void shouldBeForEveryContactWhereNothingIsAskedFor() {
        assertEquals(List.of(), of().getRegionsList());
    }
}
