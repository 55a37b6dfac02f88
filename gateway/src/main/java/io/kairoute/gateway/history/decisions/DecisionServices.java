package io.kairoute.gateway.history.decisions;

import io.kairoute.control.v1.DecisionServiceGrpc;
import io.kairoute.control.v1.ExportDecisionsRequest;
import io.kairoute.control.v1.LiveOccasionServiceGrpc;
import io.kairoute.control.v1.StreamSimulationRequest;
import io.kairoute.control.v1.TableServiceGrpc;
import io.kairoute.gateway.api.AdminServices;
import io.kairoute.gateway.api.stream.AnswerKind;
import io.kairoute.gateway.control.ControlPlane;
import io.kairoute.gateway.control.call.AnswerStream;
import io.kairoute.gateway.control.call.ControlServices;
import java.time.InstantSource;
import org.agrona.concurrent.SystemNanoClock;

/** Plugs what a node keeps of its past into the admin listener. */
public final class DecisionServices {
    private DecisionServices() {}

    /** Adds the services of an archive; returns {@code services}. */
    public static AdminServices addTo(
            final AdminServices services, final ControlPlane plane, final DecisionArchive archive) {
        final Decisions decisions = new Decisions(plane, archive);
        final Simulations simulations = new Simulations(plane, archive, SystemNanoClock.INSTANCE);
        final LivePreview preview = new LivePreview(plane, archive, InstantSource.system(), SystemNanoClock.INSTANCE);
        final DecisionExplanations explanations = new DecisionExplanations(plane, archive);
        return services.add(
                        DecisionServiceGrpc.getListDecisionsMethod(), ControlServices.FAULTS.around(decisions::list))
                .add(
                        DecisionServiceGrpc.getExplainDecisionMethod(),
                        ControlServices.FAULTS.around(explanations::explain))
                .add(DecisionServiceGrpc.getTryDecisionMethod(), ControlServices.FAULTS.around(explanations::attempt))
                .add(TableServiceGrpc.getSimulateTableMethod(), ControlServices.FAULTS.around(simulations::simulate))
                .add(
                        LiveOccasionServiceGrpc.getPreviewLiveOccasionMethod(),
                        ControlServices.FAULTS.around(preview::preview))
                .addStream(
                        DecisionServiceGrpc.getExportDecisionsMethod(),
                        AnswerKind.PARTS,
                        call -> AnswerStream.answer(
                                call,
                                sink -> decisions.export(
                                        call.caller(), (ExportDecisionsRequest) call.message(), sink::test)))
                .addStream(
                        TableServiceGrpc.getStreamSimulationMethod(),
                        AnswerKind.PROGRESS,
                        call -> AnswerStream.answer(
                                call,
                                sink -> simulations.stream(
                                        call.caller(), (StreamSimulationRequest) call.message(), sink::test)));
    }
}
