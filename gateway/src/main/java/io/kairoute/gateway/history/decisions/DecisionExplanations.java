package io.kairoute.gateway.history.decisions;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import io.kairoute.control.v1.DecisionFilter;
import io.kairoute.control.v1.ExplainDecisionRequest;
import io.kairoute.control.v1.ExplainDecisionResponse;
import io.kairoute.control.v1.TryDecisionRequest;
import io.kairoute.control.v1.TryDecisionResponse;
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
import io.kairoute.router.Limits;
import io.kairoute.router.RouteStatus;
import io.kairoute.router.log.DecisionRecord;
import io.kairoute.router.segment.SegmentSetHeader;
import io.kairoute.routing.v1.RouteRequest;
import io.kairoute.routing.v1.RouteResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes logged decisions again, one by one, as they were or for another contact, and says why they came out so. Thread-safe. */
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
        final DecisionFilter wanted = filter(request.getDecisionId(), request.hasTime(), request.getTime());
        final boolean isRiskHidden = !Role.maySeeRisks(actor.roles());
        return plane.tenantOf(actor, request.getTenant())
                .thenCompose(tenant -> archive.ask(
                        actor,
                        tenant,
                        LONGEST_S,
                        work -> again(tenant, find(tenant, wanted, work), isRiskHidden, work)));
    }

    /** Decides for another contact of a logged one's customer. */
    public CompletableFuture<TryDecisionResponse> attempt(final Call actor, final TryDecisionRequest request) {
        final DecisionFilter wanted = filter(request.getDecisionId(), request.hasTime(), request.getTime());
        final boolean isRiskHidden = !Role.maySeeRisks(actor.roles());
        return plane.tenantOf(actor, request.getTenant())
                .thenCompose(tenant -> archive.ask(actor, tenant, LONGEST_S, work -> {
                    final Cursor place = find(tenant, wanted, work);
                    return at(tenant, place, work, made -> attempt(made, request, isRiskHidden));
                }));
    }

    private static DecisionFilter filter(final String id, final boolean hasTime, final Timestamp time) {
        final DecisionFilter.Builder filter =
                DecisionFilter.newBuilder().setDecisionId(Checks.needed("decision_id", id));
        if (hasTime) {
            final long atMs = Checks.time("time", true, time);
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
            throw unknown();
        }
        return place;
    }

    private static ControlRefusal unknown() {
        return ControlRefusal.notFound(
                "UNKNOWN_DECISION",
                "The log holds no decision of this id as far back as was looked; say in time when it was made.");
    }

    private ExplainDecisionResponse again(
            final String tenant, final Cursor place, final boolean isRiskHidden, final LongWork work) {
        return at(tenant, place, work, made -> again(made, isRiskHidden));
    }

    // What a profile's words mean stands in front of the decision, so its chunk is read from the front.
    private <R> R at(final String tenant, final Cursor place, final LongWork work, final Function<Made, R> question) {
        final Path decisions = archive.decisions(tenant);
        return archive.withHistory(tenant, history -> {
            final List<R> answers = new ArrayList<>(1);
            archive.reader(work).readFrom(decisions, place, ReadSpan.ALL, (record, set) -> {
                answers.add(question.apply(new Made(tenant, history, record, set)));
                return false;
            });
            if (answers.isEmpty()) {
                // Retention took its chunk away since it was found.
                throw unknown();
            }
            return answers.get(0);
        });
    }

    private record Made(
            String tenant,
            SnapshotHistory history,
            DecisionRecord record,
            @Nullable SegmentSetHeader set) {}

    private static ExplainDecisionResponse again(final Made made, final boolean isRiskHidden) {
        final DecisionReplay replay = new DecisionReplay(made.tenant(), made.history());
        final DecisionReplay.Outcome outcome = replay.replay(made.record(), made.set());
        final RouteResponse logged = LoggedDecisions.decision(made.record());
        final RouteResponse again = parsed(replay.explained(isRiskHidden));
        return ExplainDecisionResponse.newBuilder()
                .setLogged(LoggedDecisions.of(made.record()))
                .setAgain(again)
                .setOutcome(outcome.name())
                .addAllDifferences(DecisionDifferences.between(logged, again))
                .build();
    }

    private static TryDecisionResponse attempt(
            final Made made, final TryDecisionRequest request, final boolean isRiskHidden) {
        final long revision = request.getRevision() == 0 ? made.record().revision() : request.getRevision();
        if (revision < 1
                || (revision > made.record().revision()
                        && revision > made.history().newestRevision())) {
            throw ControlRefusal.field(
                    "revision", "UNKNOWN_REVISION", "There is no revision " + revision + "; list the revisions.");
        }
        final byte[] contact = ofTheSame(LoggedDecisions.request(made.record()), request.getContact())
                .toByteArray();
        if (contact.length > Limits.REQUEST_BYTES) {
            throw ControlRefusal.field(
                    "contact", "LIMIT_EXCEEDED", "A contact holds at most " + Limits.REQUEST_BYTES + " bytes.");
        }
        final DecisionReplay replay = new DecisionReplay(made.tenant(), made.history());
        final int length = replay.attempt(
                made.record(), made.set(), contact, made.history().revision(revision));
        if (length < 0) {
            throw ControlRefusal.field(
                    "contact",
                    length == RouteStatus.LIMIT_EXCEEDED ? "LIMIT_EXCEEDED" : "MALFORMED",
                    "The contact's field number " + replay.faultField() + " is over its limit or malformed.");
        }
        return TryDecisionResponse.newBuilder()
                .setDecision(parsed(replay.explained(isRiskHidden)))
                .build();
    }

    // A pin to an older revision is part of how it was asked, and not of who asked.
    private static RouteRequest ofTheSame(final RouteRequest logged, final RouteRequest asked) {
        return asked.toBuilder()
                .setContactId(logged.getContactId())
                .setTenantId(logged.getTenantId())
                .setCustomerKey(logged.getCustomerKey())
                .clearAlternateKeys()
                .addAllAlternateKeys(logged.getAlternateKeysList())
                .setAccountKey(logged.getAccountKey())
                .setAttempt(logged.getAttempt())
                .clearPreviousDecisionId()
                .clearTimestamp()
                .build();
    }

    private static RouteResponse parsed(final byte[] answer) {
        try {
            return RouteResponse.parseFrom(answer);
        } catch (final InvalidProtocolBufferException e) {
            throw new IllegalStateException("length=" + answer.length + " is no response", e);
        }
    }
}
