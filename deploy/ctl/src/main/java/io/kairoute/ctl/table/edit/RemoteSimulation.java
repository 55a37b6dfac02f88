package io.kairoute.ctl.table.edit;

import io.kairoute.control.v1.SimulationReport;
import io.kairoute.control.v1.StreamSimulationRequest;
import io.kairoute.control.v1.StreamSimulationResponse;
import io.kairoute.ctl.connection.ControlClient;
import io.kairoute.ctl.terminal.Progress;
import io.kairoute.ctl.terminal.Screen;
import java.util.Iterator;

/** Has a running node decide logged contacts again, showing how far it has come. */
public final class RemoteSimulation {
    private final Screen screen;
    private final ControlClient client;

    /** Makes simulations for one screen, over one connection. */
    public RemoteSimulation(final Screen screen, final ControlClient client) {
        this.screen = screen;
        this.client = client;
    }

    /** Simulates. */
    public SimulationReport run(final StreamSimulationRequest request) {
        SimulationReport report = SimulationReport.getDefaultInstance();
        final Iterator<StreamSimulationResponse> answers =
                client.call(() -> client.simulations().streamSimulation(request));
        try (Progress progress = new Progress(screen, "Simulating", 0, Progress.Unit.BYTES)) {
            while (client.call(answers::hasNext)) {
                final StreamSimulationResponse answer = answers.next();
                progress.to(answer.getReadBytes());
                report = answer.getReport();
            }
        }
        return report;
    }
}
