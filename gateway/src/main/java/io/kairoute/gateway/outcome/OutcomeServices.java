package io.kairoute.gateway.outcome;

import com.google.protobuf.Message;
import io.kairoute.control.v1.Outcome;
import io.kairoute.control.v1.OutcomeResult;
import io.kairoute.control.v1.OutcomeServiceGrpc;
import io.kairoute.control.v1.ReportOutcomesResponse;
import io.kairoute.control.v1.StreamOutcomesRequest;
import io.kairoute.control.v1.StreamOutcomesResponse;
import io.kairoute.gateway.api.AdminRefused;
import io.kairoute.gateway.api.AdminServices;
import io.kairoute.gateway.api.Call;
import io.kairoute.gateway.api.CallFaults;
import io.kairoute.gateway.api.Work;
import io.kairoute.gateway.control.ControlRefusal;
import io.kairoute.gateway.history.decisions.DecisionArchive;
import io.kairoute.router.key.KeyHasher;
import io.kairoute.router.snapshot.TenantDirectory;
import io.kairoute.router.store.TenantFolder;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Plugs the methods over outcomes into the admin listener. */
public final class OutcomeServices {
    private static final Logger LOG = LoggerFactory.getLogger(OutcomeServices.class);
    private static final String FAILED = "outcome_call_failed";
    private static final CallFaults KEEPING = new CallFaults(
            LOG, FAILED, "OUTCOMES_NOT_KEPT", "None of these outcomes is kept for sure; send them again");
    private static final CallFaults READING =
            new CallFaults(LOG, FAILED, "OUTCOMES_NOT_READ", "What was told cannot be read just now");

    private final List<OutcomeMethods> tenants = new ArrayList<>();
    private final OutcomeStreams streams = new OutcomeStreams();

    private OutcomeServices() {}

    /**
     * Of whom outcomes are told. Immutable.
     *
     * @param tenants the tenants
     * @param hashers what their keys are hashed with, by the tenant's id
     * @param folderOf where a tenant's files are, by its id
     * @param sources which systems tell, the most believed first
     */
    public record Told(
            TenantDirectory tenants,
            Map<String, KeyHasher> hashers,
            Function<String, TenantFolder> folderOf,
            List<String> sources) {
        private OutcomeMethods methods(final OutcomeLog log, final int ordinal, final InstantSource clock) {
            final String id = tenants.id(ordinal);
            return new OutcomeMethods(
                    log,
                    ordinal,
                    folderOf.apply(id).outcomes(),
                    new OutcomeChecks(id, Objects.requireNonNull(hashers.get(id)), clock),
                    new OutcomeMerge(sources));
        }
    }

    /** Adds the methods over a log of outcomes and an archive of decisions; returns {@code services}. */
    public static AdminServices addTo(
            final AdminServices services,
            final OutcomeLog log,
            final DecisionArchive archive,
            final Told told,
            final InstantSource clock) {
        final OutcomeServices outcomes = new OutcomeServices();
        final OutcomeCoverage coverage = new OutcomeCoverage(log, archive, told.tenants(), clock);
        for (int ordinal = 0; ordinal < told.tenants().count(); ordinal++) {
            outcomes.tenants.add(told.methods(log, ordinal, clock));
        }
        return services.add(OutcomeServiceGrpc.getReportOutcomesMethod(), KEEPING.around((caller, asked) -> outcomes.of(
                                caller)
                        .report(asked.getOutcomesList())
                        .thenApply(results -> ReportOutcomesResponse.newBuilder()
                                .addAllResults(results)
                                .setRefused(OutcomeMethods.refused(results))
                                .build())))
                .add(
                        OutcomeServiceGrpc.getGetOutcomeMethod(),
                        READING.around((caller, asked) -> CompletableFuture.completedStage(
                                outcomes.of(caller).get(asked))))
                .add(
                        OutcomeServiceGrpc.getListOutcomesMethod(),
                        READING.around((caller, asked) -> CompletableFuture.completedStage(
                                outcomes.of(caller).list(asked))))
                .add(OutcomeServiceGrpc.getGetOutcomeCoverageMethod(), READING.around(coverage::of))
                .addUpload(OutcomeServiceGrpc.getStreamOutcomesMethod(), outcomes::begin);
    }

    private OutcomeMethods of(final Call caller) {
        return tenants.get(caller.tenant());
    }

    private Work.Receiver begin(final Call caller, final Message first, final Consumer<Message> answers) {
        final String tenant = ((StreamOutcomesRequest) first).getTenant();
        final Stream stream = new Stream(of(caller), tenant, answers, streams.enter(caller.tenant()));
        try {
            stream.take(first);
        } catch (final Throwable e) {
            // Nobody tells a call that did not begin that it is over.
            stream.over();
            throw e;
        }
        return stream;
    }

    /** One call that goes on. Thread-confined, one thread at a time: what waits is the call, in its lane. */
    private record Stream(OutcomeMethods outcomes, String tenant, Consumer<Message> answers, OutcomeStreams.Place place)
            implements Work.Receiver {
        @Override
        public void take(final Message message) {
            final StreamOutcomesRequest question = (StreamOutcomesRequest) message;
            if (!question.getTenant().equals(tenant)) {
                throw ControlRefusal.field("tenant", "TENANT_CHANGED", "All questions of a call name the same tenant.");
            }
            final List<OutcomeResult> results = kept(question.getOutcomesList());
            answers.accept(StreamOutcomesResponse.newBuilder()
                    .addAllResults(results)
                    .setRefused(OutcomeMethods.refused(results))
                    .build());
        }

        private List<OutcomeResult> kept(final List<Outcome> asked) {
            try {
                return outcomes.report(asked).join();
            } catch (final RuntimeException e) {
                throw AdminRefused.because(KEEPING.refusalOf(e));
            }
        }

        @Override
        public void end() {}

        @Override
        public void abandon() {}

        @Override
        public void over() {
            place.leave();
        }
    }
}
