package io.kairoute.gateway.history.decisions;

import com.google.protobuf.util.Timestamps;
import io.kairoute.control.v1.DecisionFilter;
import io.kairoute.control.v1.SimulateTableRequest;
import io.kairoute.control.v1.SimulateTableResponse;
import io.kairoute.control.v1.SimulatedContact;
import io.kairoute.control.v1.SimulatedGroup;
import io.kairoute.control.v1.SimulatedQueue;
import io.kairoute.control.v1.StreamSimulationRequest;
import io.kairoute.control.v1.StreamSimulationResponse;
import io.kairoute.gateway.api.Call;
import io.kairoute.gateway.control.ControlPlane;
import io.kairoute.gateway.control.ControlRefusal;
import io.kairoute.gateway.history.ChunkReader;
import io.kairoute.gateway.history.replay.Simulation;
import io.kairoute.gateway.history.replay.SimulationReport;
import io.kairoute.gateway.work.LongWork;
import io.kairoute.router.compile.CompiledRevision;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.agrona.concurrent.NanoClock;

/** Decides logged contacts again under tables that are not published. Thread-safe. */
public final class Simulations {
    private static final long LONGEST_S = 24 * 3_600;
    private static final long LONGEST_NS = TimeUnit.SECONDS.toNanos(28);
    private static final long TELL_NS = TimeUnit.MILLISECONDS.toNanos(200);

    private final ControlPlane plane;
    private final DecisionArchive archive;
    private final NanoClock nanoClock;

    /** Makes simulations over an archive. */
    public Simulations(final ControlPlane plane, final DecisionArchive archive, final NanoClock nanoClock) {
        this.plane = plane;
        this.archive = archive;
        this.nanoClock = nanoClock;
    }

    /** Simulates a table. */
    public CompletableFuture<SimulateTableResponse> simulate(final Call actor, final SimulateTableRequest request) {
        final long lastNs = nanoClock.nanoTime() + LONGEST_NS;
        return simulate(
                        actor,
                        request.getTenant(),
                        request.getTable(),
                        request.getDocument(),
                        request.getFilter(),
                        (read, total) -> nanoClock.nanoTime() - lastNs < 0)
                .thenApply(report ->
                        SimulateTableResponse.newBuilder().setReport(report).build());
    }

    /**
     * Simulates a table, telling how far it is.
     *
     * @param sink takes each answer; false when nobody wants more
     */
    public CompletableFuture<Boolean> stream(
            final Call actor, final StreamSimulationRequest request, final Predicate<StreamSimulationResponse> sink) {
        return simulate(
                        actor,
                        request.getTenant(),
                        request.getTable(),
                        request.getDocument(),
                        request.getFilter(),
                        (read, total) -> sink.test(StreamSimulationResponse.newBuilder()
                                .setReadBytes(read)
                                .setTotalBytes(total)
                                .build()))
                .thenApply(report -> sink.test(
                        StreamSimulationResponse.newBuilder().setReport(report).build()));
    }

    private CompletableFuture<io.kairoute.control.v1.SimulationReport> simulate(
            final Call actor,
            final String tenant,
            final String table,
            final String document,
            final DecisionFilter filter,
            final BiPredicate<Long, Long> progress) {
        return plane.tenantOf(actor, tenant).thenCompose(id -> plane.compiled(actor, id, table, document)
                .thenCompose(compiled ->
                        archive.ask(actor, id, LONGEST_S, work -> simulate(id, compiled, filter, progress, work))));
    }

    private io.kairoute.control.v1.SimulationReport simulate(
            final String tenant,
            final CompiledRevision table,
            final DecisionFilter filter,
            final BiPredicate<Long, Long> progress,
            final LongWork work) {
        final Path decisions = archive.decisions(tenant);
        final long total = ChunkReader.bytes(decisions);
        final DecisionMatcher matcher = new DecisionMatcher(filter);
        return archive.withHistory(tenant, history -> {
            final Simulation simulation = new Simulation(tenant, history, table);
            final ChunkReader reader = archive.reader(work);
            final long[] toldNs = {nanoClock.nanoTime()};
            reader.read(decisions, Decisions.span(filter), (record, set) -> {
                work.step();
                if (matcher.fits(record)) {
                    simulation.take(record, set);
                }
                if (nanoClock.nanoTime() - toldNs[0] < TELL_NS) {
                    return true;
                }
                toldNs[0] = nanoClock.nanoTime();
                if (!work.aside(() -> progress.test(reader.readBytes(), total))) {
                    throw ControlRefusal.exhausted(
                            "TOO_MANY_DECISIONS",
                            "The simulation took too long, or nobody waits for it any more; narrow filter.since, or use"
                                    + " StreamSimulation.");
                }
                return true;
            });
            return message(simulation.report());
        });
    }

    /** A report as a message. */
    public static io.kairoute.control.v1.SimulationReport message(final SimulationReport report) {
        final io.kairoute.control.v1.SimulationReport.Builder message =
                io.kairoute.control.v1.SimulationReport.newBuilder()
                        .setContacts(report.contacts())
                        .setSkipped(report.skipped())
                        .setMovedQueue(report.movedQueue())
                        .setOtherOccasion(report.otherOccasion())
                        .setOtherTier(report.otherTier())
                        .addAllOccasions(groups(report.byOccasion()))
                        .addAllTiers(groups(report.byTier()));
        report.byQueue().forEach((id, load) -> {
            final SimulatedQueue.Builder queue = SimulatedQueue.newBuilder()
                    .setId(id)
                    .setBefore(load.before())
                    .setAfter(load.after())
                    .setBusiestHour(load.busiestHour());
            final Integer capacity = report.capacity(id);
            if (capacity != null) {
                queue.setCapacity(capacity);
            }
            message.addQueues(queue);
        });
        report.worst()
                .forEach(one -> message.addWorst(SimulatedContact.newBuilder()
                        .setTime(Timestamps.fromMillis(one.atMs()))
                        .setContactId(one.before().contactId())
                        .setOccasion(one.before().occasion())
                        .setQueueBefore(one.before().queue())
                        .setQueueAfter(one.after().queue())
                        .setPriorityBefore(one.before().priority())
                        .setPriorityAfter(one.after().priority())
                        .setSlaMsBefore(one.before().slaMs())
                        .setSlaMsAfter(one.after().slaMs())));
        return message.build();
    }

    private static List<SimulatedGroup> groups(final Map<String, SimulationReport.Shift> groups) {
        return groups.entrySet().stream()
                .map(group -> SimulatedGroup.newBuilder()
                        .setId(group.getKey())
                        .setContacts(group.getValue().contacts())
                        .setMoved(group.getValue().moved())
                        .setMeanPriority(group.getValue().meanPriority())
                        .setMeanSlaS(group.getValue().meanSlaSeconds())
                        .build())
                .toList();
    }
}
