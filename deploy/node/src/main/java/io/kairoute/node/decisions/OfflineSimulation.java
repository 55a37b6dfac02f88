package io.kairoute.node.decisions;

import io.kairoute.control.v1.DecisionFilter;
import io.kairoute.control.v1.SimulationReport;
import io.kairoute.ctl.past.StoredTenant;
import io.kairoute.ctl.terminal.Progress;
import io.kairoute.ctl.terminal.Screen;
import io.kairoute.gateway.control.log.ControlLog;
import io.kairoute.gateway.history.ChunkReader;
import io.kairoute.gateway.history.decisions.DecisionMatcher;
import io.kairoute.gateway.history.decisions.Simulations;
import io.kairoute.gateway.history.replay.Simulation;
import io.kairoute.node.table.Tables;
import io.kairoute.router.compile.CompiledRevision;
import io.kairoute.router.compile.Horizon;
import java.nio.file.Path;

/** Decides the logged contacts of a data directory again, without a node. */
public final class OfflineSimulation {
    private final Screen screen;
    private final StoredTenant stored;

    /** Simulations of one past, for one screen. */
    public OfflineSimulation(final Screen screen, final StoredTenant stored) {
        this.screen = screen;
        this.stored = stored;
    }

    /** Simulates the table of a file. */
    public SimulationReport run(final Path table, final DecisionFilter filter) {
        final CompiledRevision compiled =
                CompiledRevision.of(0, Tables.read(table), Horizon.around(System.currentTimeMillis()));
        final StoredPast past = new StoredPast(stored);
        final Path decisions = past.folder().decisions();
        final DecisionMatcher asked = new DecisionMatcher(filter);
        final ChunkReader reader = new ChunkReader();
        try (ControlLog log = past.openLog();
                Progress progress =
                        new Progress(screen, "Simulating", ChunkReader.bytes(decisions), Progress.Unit.BYTES)) {
            final Simulation simulation = new Simulation(stored.tenant(), past.history(log), compiled);
            reader.read(decisions, (record, set) -> {
                if (asked.fits(record)) {
                    simulation.take(record, set);
                }
                progress.to(reader.readBytes());
                return true;
            });
            return Simulations.message(simulation.report());
        }
    }
}
