package io.kairoute.gateway.history.decisions;

import io.kairoute.control.v1.DecisionServiceGrpc;
import io.kairoute.control.v1.ExportDecisionsRequest;
import io.kairoute.control.v1.StreamSimulationRequest;
import io.kairoute.control.v1.TableServiceGrpc;
import io.kairoute.gateway.api.AdminServices;
import io.kairoute.gateway.api.AdminStream;
import io.kairoute.gateway.api.stream.AnswerKind;
import io.kairoute.gateway.control.ControlPlane;
import io.kairoute.gateway.control.ControlRoles;
import io.kairoute.gateway.control.call.AnswerStream;
import io.kairoute.gateway.control.call.ControlServices;
import io.kairoute.gateway.identity.Role;
import java.time.InstantSource;

/** Plugs what a node keeps of its past into the admin listener. */
public final class DecisionServices {
    private static final int FILTER_BYTES = 64 * 1024;

    private DecisionServices() {}

    /** Adds the services of an archive; returns {@code services}. */
    public static AdminServices addTo(
            final AdminServices services, final ControlPlane plane, final DecisionArchive archive) {
        final Decisions decisions = new Decisions(plane, archive);
        final Simulations simulations = new Simulations(plane, archive);
        DecisionMethods.of(decisions, simulations, new LivePreview(plane, archive, InstantSource.system()))
                .forEach(method -> ControlServices.add(services, method));
        final var export = DecisionServiceGrpc.getExportDecisionsMethod();
        services.add(new AdminStream(
                export,
                ControlRoles.BY_METHOD.getOrDefault(export.getFullMethodName(), Role.ADMIN),
                FILTER_BYTES,
                AnswerKind.PARTS,
                call -> AnswerStream.answer(
                        call,
                        sink -> decisions.export(
                                ControlServices.actor(call.caller(), call.request()),
                                (ExportDecisionsRequest) call.message(),
                                sink::test))));
        final var simulation = TableServiceGrpc.getStreamSimulationMethod();
        return services.add(new AdminStream(
                simulation,
                ControlRoles.BY_METHOD.getOrDefault(simulation.getFullMethodName(), Role.ADMIN),
                AdminServices.DOCUMENT_BYTES,
                AnswerKind.PROGRESS,
                call -> AnswerStream.answer(
                        call,
                        sink -> simulations.stream(
                                ControlServices.actor(call.caller(), call.request()),
                                (StreamSimulationRequest) call.message(),
                                sink::test))));
    }
}
