package io.kairoute.ctl.offline;

import io.kairoute.control.v1.DecisionFilter;
import io.kairoute.control.v1.ImportResult;
import io.kairoute.control.v1.LoggedDecision;
import io.kairoute.control.v1.SimulationReport;
import io.kairoute.ctl.help.Listed;
import io.kairoute.ctl.outcome.ExitCode;
import io.kairoute.ctl.outcome.Refusal;
import io.kairoute.ctl.past.DecisionSource;
import io.kairoute.ctl.past.LogHealth;
import io.kairoute.ctl.terminal.Screen;
import java.nio.file.Path;
import java.util.function.Predicate;
import picocli.CommandLine;

/** The small jar alone: says of whatever needs the node's jar that it does. */
final class NoNodePart implements NodePart, OfflineWork {
    @Override
    public void need(final NodeCommand command) {
        throw missing("kairoute " + command.words());
    }

    @Override
    public CommandLine command(final NodeCommand command, final Screen screen) {
        return Listed.of(command.lastWord(), command.description());
    }

    @Override
    public boolean isForPeople(final Throwable failure) {
        return false;
    }

    @Override
    public OfflineWork offline() {
        return this;
    }

    @Override
    public void need() {
        throw missing("--data-dir");
    }

    @Override
    public ImportResult importCustomers(final Screen screen, final CustomersImport wanted) {
        throw missing("--data-dir");
    }

    @Override
    public SimulationReport simulate(
            final Screen screen, final DecisionSource source, final Path table, final DecisionFilter filter) {
        throw missing("--data-dir");
    }

    @Override
    public LogHealth readDecisions(
            final DecisionSource source, final DecisionFilter filter, final Predicate<LoggedDecision> reader) {
        throw missing("--data-dir");
    }

    @Override
    public ChainHeads heads(final DecisionSource source) {
        throw missing("--data-dir");
    }

    private static Refusal missing(final String what) {
        return new Refusal(
                ExitCode.USAGE,
                what + " needs the node's jar, and this is the small one: run java -jar kairoute.jar, or the launcher,"
                        + " which picks the jar.");
    }
}
