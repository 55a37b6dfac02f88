package io.kairoute.gateway.now;

import com.google.protobuf.util.Timestamps;
import io.kairoute.control.v1.Draft;
import io.kairoute.control.v1.LiveOccasion;
import io.kairoute.control.v1.NowDraft;
import io.kairoute.control.v1.NowHeld;
import io.kairoute.control.v1.NowLiveOccasion;
import io.kairoute.control.v1.NowLiveOccasions;
import io.kairoute.control.v1.NowPlan;
import io.kairoute.control.v1.NowQueue;
import io.kairoute.control.v1.NowQueues;
import io.kairoute.control.v1.NowRevision;
import io.kairoute.control.v1.NowWarning;
import io.kairoute.control.v1.NowWarnings;
import io.kairoute.control.v1.Queue;
import io.kairoute.control.v1.QueueOverride;
import io.kairoute.control.v1.Switch;
import io.kairoute.gateway.control.ControlNow;
import io.kairoute.gateway.tally.Counter;
import io.kairoute.gateway.tally.RateKind;
import io.kairoute.gateway.tally.TallySnapshot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What holds of a tenant now, with what the tally says of it. */
final class HeldNow {
    private static final String LIVE = "LIVE";
    private static final int QUEUE_BYTES = 3_600;
    private static final int LIVE_BYTES = 1_600;
    private static final int PLAN_BYTES = 500;
    private static final int DRAFT_BYTES = 500;
    private static final int MOST_WARNINGS = 20;
    private static final int WARNING_BYTES = 800;
    private static final int SHORT_BYTES = 120;
    private static final int MINUTES_AN_HOUR = 60;
    private static final long SECOND_MS = 1_000;
    private static final long SOON_MS = TimeUnit.MINUTES.toMillis(5);
    private static final long IDLE_MS = TimeUnit.HOURS.toMillis(1);

    private final ControlNow held;
    private final @Nullable TallySnapshot counted;
    private final Map<String, Counter> queues = new HashMap<>();
    private final Map<String, Counter> live = new HashMap<>();

    /**
     * Puts both together.
     *
     * @param counted null where nothing is counted
     */
    HeldNow(final ControlNow held, final @Nullable TallySnapshot counted) {
        this.held = held;
        this.counted = counted;
        if (counted != null) {
            counted.counters(RateKind.QUEUE).forEach(counter -> queues.put(counter.id(), counter));
            counted.live().forEach(counter -> live.put(counter.with(), counter));
        }
    }

    NowQueues queues() {
        final List<NowQueue> rows = held.queues().stream()
                .map(this::row)
                .sorted(Comparator.comparingInt(HeldNow::trouble)
                        .thenComparingDouble(NowQueue::getPerMinute)
                        .reversed())
                .toList();
        final NowQueues.Builder all = NowQueues.newBuilder();
        return all.setMore(FittingRows.give(rows, QUEUE_BYTES, all::addRows)).build();
    }

    private static int trouble(final NowQueue row) {
        return switch (row.getState()) {
            case "OPEN" -> isOver(row) ? 2 : row.getFresh() && row.getDepth() > 0 ? 1 : 0;
            case "CLOSED", "HOLIDAY" -> row.getPerMinute() > 0 ? 2 : -1;
            default -> 3;
        };
    }

    private static boolean isOver(final NowQueue row) {
        return row.hasCapacity() && row.getPerMinute() * MINUTES_AN_HOUR > row.getCapacity();
    }

    private NowQueue row(final Queue queue) {
        final NowQueue.Builder row = NowQueue.newBuilder()
                .setQueue(queue.getQueue())
                .setState(queue.getHours())
                .setPerMinute(lastMinute(queues.get(queue.getQueue())))
                .setFresh(queue.getFresh());
        if (queue.hasOverride() && Timestamps.toMillis(queue.getOverride().getStartTime()) <= held.atMs()) {
            addOverride(row, queue.getOverride());
        }
        if (queue.hasState()) {
            addState(row, queue.getState());
        }
        if (queue.hasCapacity()) {
            row.setCapacity(queue.getCapacity());
        }
        return row.build();
    }

    private static void addOverride(final NowQueue.Builder row, final QueueOverride override) {
        row.setOverrideExpireTime(override.getExpireTime())
                .setRedirectTo(override.getRedirectTo())
                .setState(
                        switch (override.getKind()) {
                            case "OPEN" -> "HELD_OPEN";
                            case "CLOSED" -> "HELD_CLOSED";
                            case "REDIRECT" -> "REDIRECTED";
                            default -> override.getKind();
                        });
    }

    private static void addState(final NowQueue.Builder row, final io.kairoute.control.v1.QueueState state) {
        row.setStateTime(state.getAt());
        if (state.hasExpectedWaitMs()) {
            row.setExpectedWaitMs(state.getExpectedWaitMs());
        }
        if (state.hasDepth()) {
            row.setDepth(state.getDepth());
        }
        if (state.hasAvailable()) {
            row.setAvailable(state.getAvailable());
        }
    }

    NowLiveOccasions liveOccasions() {
        final List<NowLiveOccasion> rows = held.live().stream()
                .sorted(Comparator.comparingLong(one -> Timestamps.toMillis(one.getExpireTime())))
                .map(this::row)
                .toList();
        final NowLiveOccasions.Builder all = NowLiveOccasions.newBuilder();
        return all.setMore(FittingRows.give(rows, LIVE_BYTES, all::addRows)).build();
    }

    private NowLiveOccasion row(final LiveOccasion one) {
        final NowLiveOccasion.Builder row = NowLiveOccasion.newBuilder()
                .setId(one.getId())
                .setOccasion(one.getOccasion())
                .setState(one.getState())
                .setStartTime(one.getStartTime())
                .setExpireTime(one.getExpireTime());
        row.setFittedPerMinute(lastMinute(live.get(one.getId())));
        final long fittedMs = lastFitMs(one);
        if (fittedMs > 0) {
            row.setLastFitTime(Timestamps.fromMillis(fittedMs));
        }
        final long idleMs = idleSinceMs(one);
        if (idleMs > 0) {
            row.setIdleSinceTime(Timestamps.fromMillis(idleMs));
        }
        return row.build();
    }

    /** When the last contact came that one fits; 0 for none since it was declared. */
    private long lastFitMs(final LiveOccasion one) {
        final Counter fits = live.get(one.getId());
        if (fits == null || counted == null) {
            return 0;
        }
        final long seen = fits.lastSeen(counted.second());
        final long seenMs = counted.wallMs(seen);
        // Seconds are counted; it may have been declared within the one that the contact came in.
        final boolean isSince = seen > 0 && seenMs + SECOND_MS > Timestamps.toMillis(one.getDeclareTime());
        return isSince ? seenMs : 0;
    }

    /** Since when one that counts has fitted nobody, as far as that is known; 0 where a contact of the last minute was one. */
    private long idleSinceMs(final LiveOccasion one) {
        final TallySnapshot tally = counted;
        if (tally == null || !one.getState().equals(LIVE) || lastMinute(live.get(one.getId())) > 0) {
            return 0;
        }
        final long knownMs = Math.max(Timestamps.toMillis(one.getStartTime()), tally.wallMs(tally.knownSince()));
        return Math.min(held.atMs(), Math.max(knownMs, lastFitMs(one)));
    }

    NowHeld held() {
        final List<Draft> planned = held.drafts().stream()
                .filter(Draft::hasPlan)
                .sorted(Comparator.comparingLong(
                        draft -> Timestamps.toMillis(draft.getPlan().getPublishTime())))
                .toList();
        final NowHeld.Builder all = NowHeld.newBuilder()
                .setCount(held.live().size()
                        + held.overrides().size()
                        + (int) held.switches().stream().filter(Switch::getOff).count()
                        + planned.size())
                .setOverrides(held.overrides().size())
                .addAllSwitches(held.switches())
                .setDrafts(held.drafts().size());
        FittingRows.give(planned.stream().map(HeldNow::plan).toList(), PLAN_BYTES, all::addPlans);
        FittingRows.give(
                held.drafts().stream()
                        .sorted(Comparator.comparingLong((Draft draft) -> Timestamps.toMillis(draft.getUpdateTime()))
                                .reversed())
                        .map(HeldNow::draft)
                        .toList(),
                DRAFT_BYTES,
                all::addNewestDrafts);
        return all.build();
    }

    private static NowPlan plan(final Draft draft) {
        return NowPlan.newBuilder()
                .setDraft(draft.getDraft())
                .setPlan(draft.getPlan())
                .build();
    }

    private static NowDraft draft(final Draft draft) {
        return NowDraft.newBuilder()
                .setDraft(draft.getDraft())
                .setTitle(draft.getTitle())
                .setUpdatedBy(draft.getUpdatedBy())
                .setUpdateTime(draft.getUpdateTime())
                .setApprovals(draft.getApprovedByCount())
                .build();
    }

    NowRevision revision() {
        return NowRevision.newBuilder()
                .setRevision(held.current().getRevision())
                .setPublishedBy(cut(held.current().getPublishedBy()))
                .setPublishTime(held.current().getPublishTime())
                .setReason(cut(held.current().getReason()))
                .setNewestRevision(held.newestRevision())
                .build();
    }

    // The whole of it is in ListRevisions.
    private static String cut(final String text) {
        return text.length() <= SHORT_BYTES
                ? text
                : text.substring(0, text.offsetByCodePoints(0, text.codePointCount(0, SHORT_BYTES)));
    }

    /**
     * What somebody should look at.
     *
     * @param isLogIntact whether the control log is what was written
     */
    NowWarnings warnings(final boolean isLogIntact) {
        final List<NowWarning> rows = new ArrayList<>();
        if (!isLogIntact) {
            rows.add(warning("LOG_DAMAGED", ""));
        }
        held.refused().forEach(number -> rows.add(warning("REVISION_REFUSED", Long.toString(number))));
        if (counted != null && counted.lastLostSecond() > counted.second() - TimeUnit.HOURS.toSeconds(1)) {
            rows.add(warning("DECISIONS_LOST", ""));
        }
        held.live().stream().filter(one -> one.getState().equals(LIVE)).forEach(one -> addLive(rows, one));
        held.queues().stream()
                .filter(queue -> queue.hasState() && !queue.getFresh())
                .forEach(queue -> rows.add(warning("QUEUE_STALE", queue.getQueue())));
        if (counted != null && counted.isFull()) {
            rows.add(warning("KEYS_FULL", ""));
        }
        final NowWarnings.Builder warnings = NowWarnings.newBuilder();
        FittingRows.give(rows.stream().limit(MOST_WARNINGS).toList(), WARNING_BYTES, warnings::addRows);
        return warnings.build();
    }

    private void addLive(final List<NowWarning> rows, final LiveOccasion one) {
        if (Timestamps.toMillis(one.getExpireTime()) - held.atMs() <= SOON_MS) {
            rows.add(warning("LIVE_ENDS_SOON", one.getId()));
        }
        final long idleMs = idleSinceMs(one);
        if (idleMs > 0 && held.atMs() - idleMs >= IDLE_MS) {
            rows.add(warning("LIVE_FITS_NOBODY", one.getId()));
        }
    }

    private static NowWarning warning(final String code, final String id) {
        return NowWarning.newBuilder().setCode(code).setId(id).build();
    }

    private double lastMinute(final @Nullable Counter counter) {
        return counter == null || counted == null ? 0 : new CountedNow(counted).lastMinute(counter);
    }
}
