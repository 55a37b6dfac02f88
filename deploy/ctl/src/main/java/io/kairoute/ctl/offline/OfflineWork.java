package io.kairoute.ctl.offline;

import io.kairoute.control.v1.DecisionFilter;
import io.kairoute.control.v1.ImportResult;
import io.kairoute.control.v1.LoggedDecision;
import io.kairoute.control.v1.SimulationReport;
import io.kairoute.ctl.past.DecisionSource;
import io.kairoute.ctl.past.LogHealth;
import io.kairoute.ctl.terminal.Screen;
import java.nio.file.Path;
import java.util.function.Predicate;

/** Work on a data directory, for commands that otherwise ask a node. */
public interface OfflineWork {
    /** Refuses where the part that does such work is not here; before anything else of a command is looked at. */
    default void need() {}

    /** Imports customers into the data directory of a node that is stopped, and activates them. */
    ImportResult importCustomers(Screen screen, CustomersImport wanted);

    /** Decides logged contacts again under the table of a file. */
    SimulationReport simulate(Screen screen, DecisionSource source, Path table, DecisionFilter filter);

    /** Reads logged decisions, the oldest first, for as long as the reader wants more. */
    LogHealth readDecisions(DecisionSource source, DecisionFilter filter, Predicate<LoggedDecision> reader);

    /** Where the audit trail of every tenant ends. */
    ChainHeads heads(DecisionSource source);
}
