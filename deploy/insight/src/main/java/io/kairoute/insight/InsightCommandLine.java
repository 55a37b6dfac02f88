package io.kairoute.insight;

import io.kairoute.ctl.offline.InsightCommand;
import io.kairoute.ctl.offline.InsightPart;
import io.kairoute.ctl.terminal.Screen;
import io.kairoute.insight.stats.StatsCommand;
import picocli.CommandLine;

/** Insight's part of the command line, which the command line finds as a service. */
public final class InsightCommandLine implements InsightPart {
    /** The part of this class path. */
    public InsightCommandLine() {}

    @Override
    public CommandLine command(final InsightCommand command, final Screen screen) {
        return switch (command) {
            case STATS -> StatsCommand.of(screen);
        };
    }
}
