package io.kairoute.gateway.history.decisions;

import com.google.protobuf.util.Timestamps;
import io.kairoute.control.v1.LiveOccasion;
import io.kairoute.control.v1.PreviewLiveOccasionRequest;
import io.kairoute.control.v1.PreviewLiveOccasionResponse;
import io.kairoute.gateway.api.Call;
import io.kairoute.gateway.control.ControlPlane;
import io.kairoute.gateway.control.ControlRefusal;
import io.kairoute.gateway.control.LiveNow;
import io.kairoute.gateway.control.SnapshotHistory;
import io.kairoute.gateway.history.replay.LiveForecast;
import io.kairoute.gateway.work.LongWork;
import io.kairoute.router.signal.AsciiCase;
import io.kairoute.routing.v1.RouteRequest;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.NanoClock;

/** Counts the logged contacts that a live occasion would have matched, and those whose decision it would change. Thread-safe. */
public final class LivePreview {
    private static final int USUAL_S = 3_600;
    private static final int MOST_S = 86_400;
    private static final long LONGEST_S = 60;
    private static final long LONGEST_NS = TimeUnit.SECONDS.toNanos(28);

    private final ControlPlane plane;
    private final DecisionArchive archive;
    private final InstantSource clock;
    private final NanoClock nanoClock;

    /** Makes previews over an archive. */
    public LivePreview(
            final ControlPlane plane,
            final DecisionArchive archive,
            final InstantSource clock,
            final NanoClock nanoClock) {
        this.plane = plane;
        this.archive = archive;
        this.clock = clock;
        this.nanoClock = nanoClock;
    }

    /** Counts. */
    public CompletableFuture<PreviewLiveOccasionResponse> preview(
            final Call actor, final PreviewLiveOccasionRequest request) {
        final int windowS = request.getWindowS() == 0 ? USUAL_S : request.getWindowS();
        if (windowS < 1 || windowS > MOST_S) {
            throw ControlRefusal.field("window_s", "OUT_OF_RANGE", "window_s is from 1 to " + MOST_S + " seconds.");
        }
        final long nowMs = clock.millis();
        final long sinceMs = nowMs - TimeUnit.SECONDS.toMillis(windowS);
        return plane.checkedScope(actor, request.getTenant(), request.getLiveOccasion())
                .thenCompose(checked -> archive.ask(
                        actor,
                        checked.now().tenant(),
                        LONGEST_S,
                        work -> count(
                                checked.now(),
                                lasting(
                                        SnapshotHistory.masked(
                                                checked.liveOccasion(),
                                                checked.now().hasher()),
                                        nowMs),
                                sinceMs,
                                nowMs,
                                work)));
    }

    /** The declaration as it would be from now on. */
    private static LiveOccasion lasting(final LiveOccasion scope, final long nowMs) {
        return scope.toBuilder()
                .setId("preview")
                .setStartTime(Timestamps.fromMillis(nowMs))
                .setExpireTime(Timestamps.fromMillis(nowMs + TimeUnit.DAYS.toMillis(1)))
                .build();
    }

    private PreviewLiveOccasionResponse count(
            final LiveNow now, final LiveOccasion scope, final long sinceMs, final long nowMs, final LongWork work) {
        final PreviewLiveOccasionResponse.Builder counts = PreviewLiveOccasionResponse.newBuilder();
        final LiveForecast forecast = new LiveForecast(now, scope, nowMs);
        final long lastNs = nanoClock.nanoTime() + LONGEST_NS;
        archive.reader(work).readSince(archive.decisions(now.tenant()), sinceMs, (record, set) -> {
            work.step();
            if (nanoClock.nanoTime() - lastNs > 0) {
                throw ControlRefusal.exhausted(
                        "TOO_MANY_DECISIONS", "The preview took too long; look at a shorter window_s.");
            }
            if (record.nowMs() >= sinceMs) {
                counts.setContacts(counts.getContacts() + 1);
                if (fits(scope, LoggedDecisions.request(record))) {
                    counts.setMatched(counts.getMatched() + 1);
                    if (LoggedDecisions.decision(record).getOccasion().equals(scope.getOccasion())) {
                        counts.setMatchedAlready(counts.getMatchedAlready() + 1);
                    }
                    if (forecast.isChanged(record, set)) {
                        counts.setChanged(counts.getChanged() + 1);
                    }
                }
            }
            return true;
        });
        return counts.build();
    }

    private static boolean fits(final LiveOccasion scope, final RouteRequest request) {
        return fitsRegion(scope.getRegionsList(), AsciiCase.upper(request.getRegion()))
                && fitsAny(scope.getProductsList(), request.getProduct())
                && fitsAny(scope.getAccountsList(), request.getAccountKey())
                && fitsAny(scope.getEntryPointsList(), request.getEntryPoint())
                && fitsAny(scope.getChannelsList(), AsciiCase.upper(request.getChannel()));
    }

    private static boolean fitsAny(final List<String> values, final String value) {
        return values.isEmpty() || values.contains(value);
    }

    // A region fits itself and all below it.
    private static boolean fitsRegion(final List<String> regions, final String region) {
        return regions.isEmpty()
                || regions.stream().anyMatch(one -> region.equals(one) || region.startsWith(one + "-"));
    }
}
