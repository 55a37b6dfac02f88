package io.kairoute.gateway.outcome;

import com.google.protobuf.util.Timestamps;
import io.kairoute.control.v1.GetOutcomeCoverageRequest;
import io.kairoute.control.v1.GetOutcomeCoverageResponse;
import io.kairoute.control.v1.HourOfOutcomes;
import io.kairoute.gateway.api.Call;
import io.kairoute.gateway.control.Checks;
import io.kairoute.gateway.control.ControlRefusal;
import io.kairoute.gateway.history.ChunkReader;
import io.kairoute.gateway.history.ReadSpan;
import io.kairoute.gateway.history.decisions.DecisionArchive;
import io.kairoute.gateway.history.decisions.LoggedDecisions;
import io.kairoute.gateway.work.LongWork;
import io.kairoute.router.log.DecisionRecord;
import io.kairoute.router.snapshot.TenantDirectory;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Counts of how many of a tenant's logged decisions something was told: reads the log once, and asks the index for many at a time.
 *
 * <p>Thread-safe.
 */
final class OutcomeCoverage {
    private static final int AT_A_TIME = 1_000;
    private static final long LONGEST_S = 25;
    private static final long HOUR_MS = TimeUnit.HOURS.toMillis(1);
    private static final long USUAL_MS = TimeUnit.DAYS.toMillis(1);
    private static final long MOST_MS = TimeUnit.DAYS.toMillis(31);

    private final OutcomeLog log;
    private final DecisionArchive archive;
    private final TenantDirectory tenants;
    private final InstantSource clock;

    OutcomeCoverage(
            final OutcomeLog log,
            final DecisionArchive archive,
            final TenantDirectory tenants,
            final InstantSource clock) {
        this.log = log;
        this.archive = archive;
        this.tenants = tenants;
        this.clock = clock;
    }

    /** Counts. */
    CompletableFuture<GetOutcomeCoverageResponse> of(final Call caller, final GetOutcomeCoverageRequest request) {
        final ReadSpan span = span(request);
        return archive.ask(
                caller, tenants.id(caller.tenant()), LONGEST_S, work -> new Count(caller.tenant(), work).of(span));
    }

    private ReadSpan span(final GetOutcomeCoverageRequest request) {
        final long untilMs = request.hasUntil() ? Checks.time("until", true, request.getUntil()) : clock.millis();
        final long sinceMs = request.hasSince() ? Checks.time("since", true, request.getSince()) : untilMs - USUAL_MS;
        if (sinceMs >= untilMs || untilMs - sinceMs > MOST_MS) {
            throw ControlRefusal.field("since", "OUT_OF_RANGE", "since is before until, by at most 31 days.");
        }
        return new ReadSpan(sinceMs, untilMs);
    }

    /** One count. Thread-confined: owned by the thread that does the work. */
    private final class Count {
        private final int tenant;
        private final LongWork work;
        private final NavigableMap<Long, HourOfOutcomes.Builder> hours = new TreeMap<>();
        private final List<Subject> subjects = new ArrayList<>(AT_A_TIME);
        private final List<HourOfOutcomes.Builder> hourOf = new ArrayList<>(AT_A_TIME);

        Count(final int tenant, final LongWork work) {
            this.tenant = tenant;
            this.work = work;
        }

        GetOutcomeCoverageResponse of(final ReadSpan span) {
            final ChunkReader reader = archive.reader(work);
            reader.read(archive.decisions(tenants.id(tenant)), span, (record, set) -> {
                work.step();
                if (span.sinceMs() <= record.nowMs() && record.nowMs() < span.untilMs()) {
                    take(record);
                }
                return true;
            });
            look();
            final GetOutcomeCoverageResponse.Builder found = GetOutcomeCoverageResponse.newBuilder()
                    .setLost(reader.lost())
                    .setDamaged(reader.damaged());
            hours.values().forEach(hour -> found.addHours(hour)
                    .setDecisions(found.getDecisions() + hour.getDecisions())
                    .setTold(found.getTold() + hour.getTold()));
            return found.build();
        }

        private void take(final DecisionRecord record) {
            final long beginMs = Math.floorDiv(record.nowMs(), HOUR_MS) * HOUR_MS;
            final HourOfOutcomes.Builder hour = hours.computeIfAbsent(
                    beginMs, begin -> HourOfOutcomes.newBuilder().setBeginTime(Timestamps.fromMillis(begin)));
            hour.setDecisions(hour.getDecisions() + 1);
            subjects.add(Subject.ofDecision(LoggedDecisions.decision(record).getDecisionId()));
            hourOf.add(hour);
            if (subjects.size() == AT_A_TIME) {
                look();
            }
        }

        private void look() {
            final List<Subject> asked = List.copyOf(subjects);
            final BitSet told = work.aside(() ->
                    log.read(tenant, index -> index.told(asked), new BitSet()).join());
            told.stream().mapToObj(hourOf::get).forEach(hour -> hour.setTold(hour.getTold() + 1));
            subjects.clear();
            hourOf.clear();
        }
    }
}
