package io.kairoute.node;

import io.kairoute.control.v1.DecisionFilter;
import io.kairoute.control.v1.ImportResult;
import io.kairoute.control.v1.LoggedDecision;
import io.kairoute.control.v1.SimulationReport;
import io.kairoute.ctl.offline.ChainHeads;
import io.kairoute.ctl.offline.CustomersImport;
import io.kairoute.ctl.offline.OfflineWork;
import io.kairoute.ctl.past.DecisionSource;
import io.kairoute.ctl.past.LogHealth;
import io.kairoute.ctl.terminal.Screen;
import io.kairoute.gateway.control.log.ChainVerifier;
import io.kairoute.node.audit.ControlChain;
import io.kairoute.node.decisions.OfflineSimulation;
import io.kairoute.node.decisions.StoredDecisions;
import io.kairoute.node.decisions.StoredPast;
import io.kairoute.node.segments.OfflineSegments;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Work on a data directory, each piece by the package that knows how. */
final class DirectoryWork implements OfflineWork {
    @Override
    public ImportResult importCustomers(final Screen screen, final CustomersImport wanted) {
        return new OfflineSegments(screen).run(wanted);
    }

    @Override
    public SimulationReport simulate(
            final Screen screen, final DecisionSource source, final Path table, final DecisionFilter filter) {
        return new OfflineSimulation(screen, source.stored()).run(table, filter);
    }

    @Override
    public LogHealth readDecisions(
            final DecisionSource source, final DecisionFilter filter, final Predicate<LoggedDecision> reader) {
        return StoredDecisions.read(new StoredPast(source.stored()), filter, reader);
    }

    @Override
    public ChainHeads heads(final DecisionSource source) {
        final StoredPast past = new StoredPast(source.stored());
        final ChainVerifier.Verdict verdict = ControlChain.verify(past.controlLog(), past.controlKey(), Map.of());
        final Map<String, String> heads = new TreeMap<>();
        verdict.heads().forEach((tenant, head) -> heads.put(tenant, head.toString()));
        return new ChainHeads(heads, verdict.findings());
    }
}
