package io.kairoute.insight.stats;

import io.kairoute.ctl.help.Group;
import io.kairoute.ctl.offline.InsightCommand;
import io.kairoute.ctl.terminal.Screen;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The statistics alone. */
@Command(
        name = "stats",
        description = {
            InsightCommand.Description.STATS,
            "So anyone can hold them against another package. docs/LEARNING.md has the forms, with an example of each."
        },
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExamples:%n",
        footer = {
            "  kairoute stats test sums.json",
            "  kairoute stats test -o yaml < sums.json",
            "  kairoute stats srm counts.json | jq .alarm",
            "  kairoute stats power plan.json",
            "  kairoute stats adjust ps.json",
            "  kairoute stats rmst times.json"
        })
public final class StatsCommand implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    /** The command, and those below it. */
    public static CommandLine of(final Screen screen) {
        return new CommandLine(new StatsCommand())
                .addSubcommand(new TestCommand(screen))
                .addSubcommand(new SrmCommand(screen))
                .addSubcommand(new PowerCommand(screen))
                .addSubcommand(new AdjustCommand(screen))
                .addSubcommand(new RmstCommand(screen));
    }

    @Override
    public void run() {
        Group.ask(spec);
    }
}
