package io.kairoute.gateway.observe;

import com.google.rpc.Code;
import com.sun.management.OperatingSystemMXBean;
import io.kairoute.router.decision.Band;
import io.kairoute.router.decision.FallbackCause;
import io.kairoute.router.decision.OccasionSource;
import io.kairoute.router.decision.SegmentSource;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.lang.management.ManagementFactory;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * The metrics of one node: sums what its event loops count, whenever a scrape asks. Thread-safe once all loops are added.
 *
 * <p>Every label has a closed list of values, so the number of series is fixed at start.
 */
public final class GatewayMeters implements AutoCloseable {
    private static final double MILLIS_PER_SECOND = 1e3;
    private static final double NS_PER_SECOND = 1e9;

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics gcMetrics = new JvmGcMetrics();
    private final List<LoopMeter> loops = new ArrayList<>();
    private final LongAdder uncaught = new LongAdder();
    private final AtomicLongArray adminCallsEnded = new AtomicLongArray(EndCause.values().length);
    private final AtomicLongArray connectionsRejected = new AtomicLongArray(RejectCause.values().length);

    /** Makes the metrics of a node with so many event loops. */
    public GatewayMeters(final int eventLoops) {
        leaveOutOddNames();
        for (int i = 0; i < eventLoops; i++) {
            loops.add(new LoopMeter());
        }
        bindCalls();
        bindDecisions();
        bindLoops();
        bindProcess();
        registry.getPrometheusRegistry().register(new LatencyCollector(loops));
    }

    /** The meter that one event loop writes. */
    public LoopMeter loop(final int index) {
        return loops.get(index);
    }

    /** Counts an exception that left a handler; any thread may call it. */
    public void uncaught() {
        uncaught.increment();
    }

    /** Counts a call of the admin listener that ended; any thread may call it. */
    public void adminCallEnded(final EndCause cause) {
        adminCallsEnded.incrementAndGet(cause.ordinal());
    }

    /**
     * Counts a call of an admin method; any thread may call it.
     *
     * @param method one of those that the node serves
     * @param status a gRPC code's name, or how a call of many answers ended
     */
    public void adminCall(final String method, final String status) {
        Counter.builder("kairoute.admin.calls")
                .description("Calls of admin methods, by how they ended.")
                .tag("method", method)
                .tag("status", status)
                .register(registry)
                .increment();
    }

    /** Shows how many calls a listener refused for their credentials, for one cause. */
    public <T> void showRefusedCredentials(
            final String listener, final String cause, final T refused, final ToDoubleFunction<T> count) {
        FunctionCounter.builder("kairoute.credentials.refused", refused, count)
                .description("Calls that were refused for their credentials.")
                .tag("listener", listener)
                .tag("cause", cause)
                .register(registry);
    }

    /** How many calls of the admin listener ended so. */
    public long adminCallsEnded(final EndCause cause) {
        return adminCallsEnded.get(cause.ordinal());
    }

    /** Counts a connection that was closed for being too much; any thread may call it. */
    public void connectionRejected(final RejectCause cause) {
        connectionsRejected.incrementAndGet(cause.ordinal());
    }

    /** Shows how many lines the access log lost. */
    public void showLostLines(final AccessLog log) {
        FunctionCounter.builder("kairoute.access.log.lost", log, AccessLog::lost)
                .description("Lines of the access log that were lost because it could not be written fast enough.")
                .register(registry);
    }

    /** Shows how many lines of the admin log were lost. */
    public void showLostAdminLines(final LineQueue<?> log) {
        FunctionCounter.builder("kairoute.admin.log.lost", log, LineQueue::lost)
                .description("Lines of the admin log that were lost because it could not be written fast enough.")
                .register(registry);
    }

    /** Shows how many lines of the process's log were lost. */
    public void showLostLogLines(final LineQueue<?> log) {
        FunctionCounter.builder("kairoute.log.lost", log, LineQueue::lost)
                .description("Lines of the process's log that were lost because nobody read it fast enough.")
                .register(registry);
    }

    /** Shows what the control thread met that nobody expected; it is asked for as long as somebody holds {@code control}. */
    public <T> void showControlFaults(final T control, final ToDoubleFunction<T> faults) {
        FunctionCounter.builder("kairoute.faults.control", control, faults)
                .description(
                        "Exceptions on the control thread that nobody expected, those of a failing disk among them.")
                .register(registry);
    }

    /**
     * Shows whether the control log is what was written.
     *
     * @param isIntact asks, at any moment
     */
    public <T> void showControlIntact(final T control, final Predicate<T> isIntact) {
        Gauge.builder("kairoute.control.log.intact", control, one -> isIntact.test(one) ? 1 : 0)
                .description("0 once an entry of the control log was found that is not what was written, else 1.")
                .register(registry);
    }

    /** Shows how many outcomes came to a status. */
    public <T> void showOutcomes(final String status, final T outcomes, final ToDoubleFunction<T> count) {
        FunctionCounter.builder("kairoute.outcomes", outcomes, count)
                .description("Outcomes by what became of them: accepted, duplicate, older or refused.")
                .tag("status", status)
                .register(registry);
    }

    /** Shows what publishes come to. */
    public void showPublishes(final PublishMeter publishes) {
        publishes.bindTo(registry);
    }

    /** Shows how many connections a listener has open. */
    public void showConnections(final String listener, final Supplier<Number> open) {
        Gauge.builder("kairoute.connections.open", open)
                .description("Connections open.")
                .tag("listener", listener)
                .register(registry);
    }

    /** Shows how many calls of the admin listener hold a place, and how much their bodies hold that are yet to be parsed. */
    public void showAdminCalls(final Supplier<Number> open, final Supplier<Number> bytes) {
        Gauge.builder("kairoute.admin.calls.open", open)
                .description("Calls of the admin listener whose body is on its way.")
                .register(registry);
        Gauge.builder("kairoute.admin.body.bytes", bytes)
                .description("Bytes of bodies of the admin listener that are yet to be parsed.")
                .register(registry);
    }

    /** Shows how much a lane of the admin listener has to do. */
    public <T> void showLane(
            final String lane,
            final T works,
            final Supplier<Number> running,
            final Supplier<Number> waiting,
            final ToDoubleFunction<T> refused) {
        FunctionCounter.builder("kairoute.admin.lane.refused", works, refused)
                .description("Calls that found no room to wait in their lane.")
                .tag("lane", lane)
                .register(registry);
        lane(lane, "running", running);
        lane(lane, "waiting", waiting);
    }

    private void lane(final String lane, final String state, final Supplier<Number> works) {
        Gauge.builder("kairoute.admin.lane.works", works)
                .description("Works in the lanes of the admin listener.")
                .tag("lane", lane)
                .tag("state", state)
                .register(registry);
    }

    /** Shows whether plain calls are answered before Vert.x sees them. */
    public void showPlainCalls(final boolean isInUse) {
        Gauge.builder("kairoute.plain.calls", () -> isInUse ? 1 : 0)
                .description("1 where plain calls are answered before the web server sees them.")
                .register(registry);
    }

    /** Shows what runs, as a gauge that is always 1. */
    public void showBuild(final String version, final Runtime.Version java) {
        Gauge.builder("kairoute.build.info", () -> 1)
                .description("The version that runs, and the Java that it runs on; always 1.")
                .tag("version", version)
                .tag("java", java.toString())
                .register(registry);
    }

    /** Shows whether the node may be sent calls, and what its clock says. */
    public void showReady(final BooleanSupplier isReady, final InstantSource clock) {
        Gauge.builder("kairoute.ready", () -> isReady.getAsBoolean() ? 1 : 0)
                .description("1 while the node may be sent calls.")
                .register(registry);
        Gauge.builder("kairoute.clock.seconds", () -> clock.millis() / MILLIS_PER_SECOND)
                .description("What the clock of the node says, in seconds since 1970.")
                .register(registry);
    }

    /** Shows what looks at the node find. */
    public void showFigures(final FigureCollector figures) {
        registry.getPrometheusRegistry().register(figures);
    }

    /** What other parts of the node add their meters to. */
    public PrometheusMeterRegistry registry() {
        return registry;
    }

    /** The metrics in Prometheus' text form. */
    public String scrape() {
        return registry.scrape();
    }

    @Override
    public void close() {
        gcMetrics.close();
        registry.close();
    }

    private void bindCalls() {
        for (final CallKind kind : CallKind.values()) {
            for (int code = 0; code < LoopMeter.CODES; code++) {
                final int ofCode = code;
                counter("kairoute.calls", "Calls answered.", loop -> loop.calls(kind, ofCode))
                        .tag("method", kind.label())
                        .tag("code", codeName(code))
                        .register(registry);
            }
        }
        for (final CallEnd end : CallEnd.values()) {
            counter("kairoute.calls.ended", "Calls that are no longer open.", loop -> loop.ended(end))
                    .tag("cause", end.label())
                    .register(registry);
        }
        for (final RejectCause cause : RejectCause.values()) {
            FunctionCounter.builder(
                            "kairoute.rejected",
                            loops,
                            all -> sum(loop -> loop.rejected(cause.ordinal()))
                                    + connectionsRejected.get(cause.ordinal()))
                    .description("Calls and connections refused for being too much.")
                    .tag("cause", cause.name())
                    .register(registry);
        }
        for (final EndCause cause : EndCause.values()) {
            FunctionCounter.builder("kairoute.admin.calls.ended", this, meters -> meters.adminCallsEnded(cause))
                    .description("Calls of many answers or many messages on the admin listener, by how they ended.")
                    .tag("cause", cause.name())
                    .register(registry);
        }
        counter("kairoute.faults", "Unexpected exceptions.", LoopMeter::faults).register(registry);
        FunctionCounter.builder("kairoute.faults.uncaught", uncaught, LongAdder::sum)
                .description("Exceptions that left a handler of an event loop.")
                .register(registry);
        counter("kairoute.connections.broken", "Connections that failed below HTTP.", LoopMeter::brokenConnections)
                .register(registry);
    }

    private void bindDecisions() {
        for (final Band band : Band.values()) {
            for (final OccasionSource source : OccasionSource.values()) {
                for (int cause = 0; cause <= FallbackCause.values().length; cause++) {
                    final int ofCause = cause;
                    counter(
                                    "kairoute.decisions",
                                    "Decisions made.",
                                    loop -> loop.decisions(band.ordinal(), source.ordinal(), ofCause))
                            .tag("band", band.name())
                            .tag("occasion_source", source.name())
                            .tag("fallback_cause", causeName(cause))
                            .register(registry);
                }
            }
        }
        for (final SegmentSource source : SegmentSource.values()) {
            counter("kairoute.segments", "Decisions by what gave the tier.", loop -> loop.segments(source.ordinal()))
                    .tag("segment_source", source.name())
                    .register(registry);
        }
    }

    /** How late the latest event loop is. */
    public long lagNs() {
        return (long) worst(LoopMeter::lagNs);
    }

    private void bindLoops() {
        gauge("kairoute.calls.open", "Calls begun and not ended.", all -> sum(LoopMeter::openCalls));
        gauge(
                "kairoute.event.loop.lag.seconds",
                "How late the latest event loop is.",
                all -> worst(LoopMeter::lagNs) / 1e9);
    }

    private void bindProcess() {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        bindProcessors();
        new FileDescriptorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        gcMetrics.bindTo(registry);
    }

    // Two of a binder's names are none that Prometheus would give: a time in nanoseconds, and a count that is no
    // histogram's. Before any meter is there: later ones are taken as well, and complained of.
    private void leaveOutOddNames() {
        registry.config()
                .meterFilter(MeterFilter.denyNameStartsWith("process.cpu.time"))
                .meterFilter(MeterFilter.denyNameStartsWith("system.cpu.count"));
    }

    private void bindProcessors() {
        new ProcessorMetrics().bindTo(registry);
        Gauge.builder("system.cpus", Runtime.getRuntime(), Runtime::availableProcessors)
                .description("Processors that the process may use.")
                .register(registry);
        if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system) {
            FunctionCounter.builder("process.cpu.seconds", system, one -> one.getProcessCpuTime() / NS_PER_SECOND)
                    .description("Time of processors that the process has used.")
                    .register(registry);
        }
    }

    private FunctionCounter.Builder<List<LoopMeter>> counter(
            final String name, final String description, final ToLongFunction<LoopMeter> value) {
        return FunctionCounter.builder(name, loops, all -> sum(value)).description(description);
    }

    private void gauge(final String name, final String description, final ToDoubleFunction<List<LoopMeter>> value) {
        Gauge.builder(name, loops, value).description(description).register(registry);
    }

    private double sum(final ToLongFunction<LoopMeter> value) {
        return loops.stream().mapToLong(value).sum();
    }

    private double worst(final ToLongFunction<LoopMeter> value) {
        return loops.stream().mapToLong(value).max().orElse(0);
    }

    private static String causeName(final int cause) {
        return cause < FallbackCause.values().length ? FallbackCause.values()[cause].name() : "none";
    }

    private static String codeName(final int number) {
        final Code code = Code.forNumber(number);
        return code == null ? Integer.toString(number) : code.name();
    }
}
