package io.kairoute.gateway.api;

import com.google.rpc.Code;
import io.kairoute.api.v1.MethodLane;
import io.kairoute.gateway.observe.GatewayMeters;
import io.kairoute.gateway.refusal.Refusal;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The lanes of a node's admin methods: changes, reads and data each have threads and a queue of their own, so that none holds up
 * another. Thread-safe.
 */
final class Lanes implements AutoCloseable {
    private static final Lane.Bounds BOUNDS = new Lane.Bounds(8, 256, 64L * 1024 * 1024);
    private static final int RETRY_MS = 200;

    private final Map<MethodLane, Kind> kinds = new EnumMap<>(MethodLane.class);
    private volatile boolean isClosed;

    Lanes() {
        add(MethodLane.METHOD_LANE_CONTROL, "control");
        add(MethodLane.METHOD_LANE_READ, "read");
        add(MethodLane.METHOD_LANE_DATA, "data");
    }

    /**
     * One kind of work. Immutable.
     *
     * @param lane where it queues
     * @param threads where it runs
     * @param full what a caller is told whose work finds no room
     */
    record Kind(Lane lane, ThreadPoolExecutor threads, Refusal full) {}

    /** The lane of a method; reading where its proto file says none. */
    Kind of(final MethodLane lane) {
        return Objects.requireNonNull(kinds.getOrDefault(lane, kinds.get(MethodLane.METHOD_LANE_READ)));
    }

    /** Has each lane's works shown. */
    void show(final GatewayMeters meters) {
        kinds.forEach((lane, kind) -> meters.showLane(
                lane.name().replace("METHOD_LANE_", "").toLowerCase(Locale.ROOT),
                kind.lane(),
                kind.lane()::running,
                kind.lane()::waiting,
                Lane::refused));
    }

    /** Whether no more work begins. */
    boolean isClosed() {
        return isClosed;
    }

    /** No more work is to begin: what runs or waits ends as it would, and then the threads go. */
    @Override
    public void close() {
        isClosed = true;
        kinds.values().forEach(kind -> kind.threads().allowCoreThreadTimeOut(true));
    }

    private void add(final MethodLane lane, final String name) {
        final ThreadPoolExecutor threads = new ThreadPoolExecutor(
                BOUNDS.running(), BOUNDS.running(), 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    final Thread own = new Thread(task, "kairoute-lane-" + name);
                    own.setDaemon(true);
                    return own;
                });
        final Refusal full = Refusal.of(
                        Code.RESOURCE_EXHAUSTED,
                        name.toUpperCase(Locale.ROOT) + "_LANE_FULL",
                        "Too many " + name + " calls wait already, of this tenant or of all; try again shortly.")
                .retryAfterMs(RETRY_MS);
        kinds.put(lane, new Kind(new Lane(BOUNDS, threads), threads, full));
    }
}
