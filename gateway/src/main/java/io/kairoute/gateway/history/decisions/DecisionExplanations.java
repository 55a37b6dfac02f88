package io.kairoute.gateway.history.decisions;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.Timestamps;
import io.kairoute.control.v1.DecisionFilter;
import io.kairoute.control.v1.ExplainDecisionRequest;
import io.kairoute.control.v1.ExplainDecisionResponse;
import io.kairoute.gateway.api.Call;
import io.kairoute.gateway.control.Checks;
import io.kairoute.gateway.control.ControlPlane;
import io.kairoute.gateway.control.ControlRefusal;
import io.kairoute.gateway.control.SnapshotHistory;
import io.kairoute.gateway.history.ChunkReader;
import io.kairoute.gateway.history.Cursor;
import io.kairoute.gateway.history.ReadSpan;
import io.kairoute.gateway.history.replay.DecisionReplay;
import io.kairoute.gateway.identity.Role;
import io.kairoute.gateway.work.LongWork;
import io.kairoute.router.log.DecisionRecord;
import io.kairoute.router.segment.SegmentSetHeader;
import io.kairoute.routing.v1.RouteResponse;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Makes logged decisions again, one by one, and says why they came out so. Thread-safe. */
public final class DecisionExplanations {
    private static final long LONGEST_S = 60;
    private static final long AROUND_MS = TimeUnit.MINUTES.toMillis(10);

    private final ControlPlane plane;
    private final DecisionArchive archive;

    /** Makes explanations over an archive. */
    public DecisionExplanations(final ControlPlane plane, final DecisionArchive archive) {
        this.plane = plane;
        this.archive = archive;
    }

    /** Explains one. */
    public CompletableFuture<ExplainDecisionResponse> explain(final Call actor, final ExplainDecisionRequest request) {
        final DecisionFilter wanted = filter(request);
        final boolean isRiskHidden = !Role.maySeeRisks(actor.roles());
        return plane.tenantOf(actor, request.getTenant())
                .thenCompose(tenant -> archive.ask(
                        actor,
                        tenant,
                        LONGEST_S,
                        work -> explain(tenant, find(tenant, wanted, work), isRiskHidden, work)));
    }

    private static DecisionFilter filter(final ExplainDecisionRequest request) {
        final DecisionFilter.Builder filter =
                DecisionFilter.newBuilder().setDecisionId(Checks.needed("decision_id", request.getDecisionId()));
        if (request.hasTime()) {
            final long atMs = Checks.time("time", true, request.getTime());
            filter.setSince(Timestamps.fromMillis(atMs - AROUND_MS)).setUntil(Timestamps.fromMillis(atMs + AROUND_MS));
        }
        return filter.build();
    }

    private Cursor find(final String tenant, final DecisionFilter wanted, final LongWork work) {
        final DecisionMatcher matcher = new DecisionMatcher(wanted);
        final ChunkReader reader = archive.reader(work);
        final @Nullable Cursor[] found = {null};
        reader.readBackwards(archive.decisions(tenant), null, Decisions.span(wanted), (record, set) -> {
            work.step();
            if (matcher.fits(record)) {
                found[0] = reader.cursor();
            }
            return found[0] == null && reader.readBytes() < Decisions.MOST_LISTED_BYTES;
        });
        final Cursor place = found[0];
        if (place == null) {
            throw ControlRefusal.notFound(
                    "UNKNOWN_DECISION",
                    "The log holds no decision of this id as far back as was looked; say in time when it was made.");
        }
        return place;
    }

    // What a profile's words mean stands in front of the decision, so its chunk is read from the front.
    private ExplainDecisionResponse explain(
            final String tenant, final Cursor place, final boolean isRiskHidden, final LongWork work) {
        final Path decisions = archive.decisions(tenant);
        final ExplainDecisionResponse.Builder response = ExplainDecisionResponse.newBuilder();
        return archive.withHistory(tenant, history -> {
            archive.reader(work).readFrom(decisions, place, ReadSpan.ALL, (record, set) -> {
                again(new Made(tenant, history, record, set), isRiskHidden, response);
                return false;
            });
            return response.build();
        });
    }

    private record Made(
            String tenant,
            SnapshotHistory history,
            DecisionRecord record,
            @Nullable SegmentSetHeader set) {}

    private static void again(
            final Made made, final boolean isRiskHidden, final ExplainDecisionResponse.Builder response) {
        final DecisionReplay replay = new DecisionReplay(made.tenant(), made.history());
        final DecisionReplay.Outcome outcome = replay.replay(made.record(), made.set());
        final RouteResponse logged = LoggedDecisions.decision(made.record());
        final RouteResponse again = parsed(replay.explained(isRiskHidden));
        response.setLogged(LoggedDecisions.of(made.record()))
                .setAgain(again)
                .setOutcome(outcome.name())
                .addAllDifferences(DecisionDifferences.between(logged, again));
    }

    private static RouteResponse parsed(final byte[] answer) {
        try {
            return RouteResponse.parseFrom(answer);
        } catch (final InvalidProtocolBufferException e) {
            throw new IllegalStateException("length=" + answer.length + " is no response", e);
        }
    }
}
