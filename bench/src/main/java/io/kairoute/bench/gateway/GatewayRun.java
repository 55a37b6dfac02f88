package io.kairoute.bench.gateway;

import io.kairoute.bench.load.ContactMix;
import io.kairoute.bench.load.LoadPlan;
import io.kairoute.bench.load.LoadResult;
import io.kairoute.bench.load.Protocol;
import io.kairoute.bench.process.Pinned;
import io.kairoute.bench.process.QuietWatch;
import io.kairoute.bench.server.GrpcJavaEcho;
import io.kairoute.bench.server.KairouteServer;
import io.kairoute.bench.server.VertxEcho;
import io.kairoute.ctl.outcome.Refusal;
import io.kairoute.routing.v1.RouteRequest;
import io.kairoute.routing.v1.RouteStreamRequest;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Measures Kairoute's gateway, decision log and all, beside bare servers: each a process of its own on core 0 with one event loop,
 * whoever asks on core 1. Rounds alternate between the servers, so that a slow minute of the machine meets all of them.
 *
 * <p>Thread-confined: owned by a command.
 */
public final class GatewayRun {
    /** Kairoute. */
    public static final String KAIROUTE = "kairoute";
    /** Kairoute with its decision log switched off. */
    public static final String UNLOGGED = "kairoute_unlogged";
    /** Kairoute, asked with contacts as JSON over HTTP/1.1. */
    public static final String JSON = "kairoute_json";
    /** Kairoute, asked over {@code RouteStream}. */
    public static final String STREAM = "kairoute_stream";
    /** Kairoute, asked over a thousand connections. */
    public static final String CONNECTIONS_1000 = "kairoute_1000_connections";
    /** The bare grpc-java server. */
    public static final String GRPC_JAVA = "grpc_java";
    /** The bare Vert.x gRPC server. */
    public static final String VERTX = "vertx_grpc";

    private static final int SERVER_CORE = 0;
    private static final int GENERATOR_CORE = 1;
    private static final String RULES = "1000";
    private static final String CUSTOMERS = "100000";
    private static final int ANY_CORE = -1;
    // Asked for before this process is moved to one of them.
    private static final int CORES = Runtime.getRuntime().availableProcessors();
    private static final int CONNECTIONS = 8;
    private static final int MANY_CONNECTIONS = 1_000;
    // One call at a time on each: more, and cold code takes a second for all of them, which is a turn that refuses.
    private static final int JSON_CONNECTIONS = 64;
    private static final int CALLS_PER_CONNECTION = 32;
    private static final int STREAMS_PER_CONNECTION = 2;
    private static final int CONTACTS_PER_STREAM = 500;
    private static final int WARM_UPS = 2;
    private static final int MIX = 20_000;
    private static final long SEED = 20_261_121;
    private static final double PUBLISHING_SHARE = 0.1;
    private static final double PUBLISHING_PERCENTILE = 99.9;
    private static final List<Integer> SHARES = List.of(10, 30, 60, 90);
    private static final double PERCENT = 100;
    private static final double US_PER_S = 1_000_000;
    private static final int FIRST_PER_S = 10_000;
    private static final int FIRST_S = 10;

    private final int rounds;
    private final int seconds;
    private final QuietWatch quiet;
    private final Consumer<String> progress;
    private final ContactMix mix = ContactMix.generated(MIX, Long.parseLong(CUSTOMERS), Integer.parseInt(RULES), SEED);

    /**
     * Prepares a run.
     *
     * @param rounds how often each server is saturated and its latencies are measured; one less than twice as often, those
     *     without and with publishing
     * @param seconds how long each measurement lasts; the warm-up of a saturation is as long, that of latencies a second or more
     * @param quiet repeats what others disturbed
     */
    public GatewayRun(final int rounds, final int seconds, final QuietWatch quiet, final Consumer<String> progress) {
        this.rounds = rounds;
        this.seconds = seconds;
        this.quiet = quiet;
        this.progress = progress;
    }

    /** Carries it out. */
    public GatewayFigures run() {
        final Map<String, MeasuredServer> servers = new LinkedHashMap<>();
        try {
            servers.put(KAIROUTE, kairoute(KAIROUTE, SERVER_CORE, 1, true));
            servers.put(UNLOGGED, kairoute(UNLOGGED, SERVER_CORE, 1, false));
            servers.put(GRPC_JAVA, MeasuredServer.start(GRPC_JAVA, SERVER_CORE, GrpcJavaEcho.class, List.of()));
            servers.put(VERTX, MeasuredServer.start(VERTX, SERVER_CORE, VertxEcho.class, List.of()));
            // This process generates load, too.
            Pinned.moveSelf(Integer.toString(GENERATOR_CORE));
            return measure(servers);
        } finally {
            Pinned.moveSelf("0-" + (CORES - 1));
            servers.values().forEach(MeasuredServer::close);
        }
    }

    private static MeasuredServer kairoute(final String name, final int core, final int loops, final boolean isLogged) {
        return MeasuredServer.start(
                name,
                core,
                KairouteServer.class,
                List.of(RULES, CUSTOMERS, Integer.toString(loops), Boolean.toString(isLogged)));
    }

    private GatewayFigures measure(final Map<String, MeasuredServer> servers) {
        final MeasuredServer kairoute = servers.get(KAIROUTE);
        if (kairoute == null) {
            throw new IllegalStateException("no server under measurement");
        }
        final Map<String, List<Double>> saturated = saturated(servers, kairoute);
        double bytesPerCall = Double.POSITIVE_INFINITY;
        for (int round = 0; round < rounds; round++) {
            bytesPerCall = Math.min(bytesPerCall, bytesPerCall(kairoute));
        }
        final double bare = Statistics.median(saturated.getOrDefault(GRPC_JAVA, List.of()));
        progress.accept("warming up the generator");
        final CallCost warm = kairoute.load(plan(kairoute, bare / 2), mix);
        final Map<String, CallCost> atHalfRate = atHalfRate(servers, bare / 2);
        final Map<Integer, CallCost> atShare = atShares(
                kairoute, US_PER_S / atHalfRate.getOrDefault(KAIROUTE, warm).processorUs());
        servers.values().forEach(MeasuredServer::close);
        final CallCost first = firstCalls();
        final Map<Integer, Double> perSByLoops = new TreeMap<>();
        final Published published = publishing(bare * PUBLISHING_SHARE, perSByLoops);
        for (int loops = 2; loops <= CORES; loops *= 2) {
            progress.accept("saturating a server on all cores with " + loops + " event loops");
            try (MeasuredServer server = kairoute(KAIROUTE, ANY_CORE, loops, true)) {
                saturate(server, unary(), CONNECTIONS, CALLS_PER_CONNECTION, WARM_UPS * seconds);
                perSByLoops.put(
                        loops,
                        saturate(server, unary(), CONNECTIONS, CALLS_PER_CONNECTION, seconds)
                                .callsPerS());
            }
        }
        return new GatewayFigures(
                saturated,
                bytesPerCall,
                atHalfRate,
                atShare,
                first,
                published.quiet(),
                published.publishing(),
                published.count(),
                perSByLoops);
    }

    private Map<String, List<Double>> saturated(
            final Map<String, MeasuredServer> servers, final MeasuredServer kairoute) {
        final List<Asked> asked = new ArrayList<>();
        servers.values()
                .forEach(server ->
                        asked.add(new Asked(server.name(), server, unary(), CONNECTIONS, CALLS_PER_CONNECTION)));
        asked.add(new Asked(STREAM, kairoute, stream(), CONNECTIONS, STREAMS_PER_CONNECTION));
        asked.add(new Asked(JSON, kairoute, Question.json(mix.json(0)), JSON_CONNECTIONS, 1));
        asked.add(new Asked(CONNECTIONS_1000, kairoute, unary(), MANY_CONNECTIONS, 1));
        for (final Asked one : asked) {
            progress.accept("warming up " + one.name());
            saturate(one.server(), one.question(), one.connections(), one.calls(), WARM_UPS * seconds);
        }
        final Map<String, List<Double>> perS = new LinkedHashMap<>();
        for (int round = 1; round <= rounds; round++) {
            for (final Asked one : asked) {
                final String task = "saturating " + one.name() + ", round " + round;
                progress.accept(task);
                final Saturation done = quiet.measure(
                        task, () -> saturate(one.server(), one.question(), one.connections(), one.calls(), seconds));
                perS.computeIfAbsent(one.name(), name -> new ArrayList<>())
                        .add(done.callsPerS() * one.question().answers());
            }
        }
        return perS;
    }

    /** Who is saturated with what, and how. */
    private record Asked(String name, MeasuredServer server, Question question, int connections, int calls) {}

    private Map<String, CallCost> atHalfRate(final Map<String, MeasuredServer> servers, final double ratePerS) {
        final Map<String, List<CallCost>> phases = new LinkedHashMap<>();
        for (int round = 1; round <= rounds; round++) {
            for (final MeasuredServer server : servers.values()) {
                final String task =
                        String.format("calls to %s at %,.0f a second, round %d", server.name(), ratePerS, round);
                progress.accept(task);
                phases.computeIfAbsent(server.name(), name -> new ArrayList<>())
                        .add(quiet.measure(task, () -> server.load(plan(server, ratePerS), mix)));
            }
        }
        final Map<String, CallCost> middles = new LinkedHashMap<>();
        phases.forEach((server, of) -> middles.put(server, middle(of, 99)));
        return middles;
    }

    private Map<Integer, CallCost> atShares(final MeasuredServer kairoute, final double mostPerS) {
        final Map<Integer, CallCost> costs = new TreeMap<>();
        for (final int share : SHARES) {
            final String task = "calls at " + share + " % of what the core can do";
            progress.accept(task);
            costs.put(share, quiet.measure(task, () -> kairoute.load(plan(kairoute, mostPerS * share / PERCENT), mix)));
        }
        return costs;
    }

    // Nothing of this server was ever called, but by itself when it started; the generator is warm.
    private CallCost firstCalls() {
        final String task = "the first " + FIRST_PER_S * FIRST_S + " calls after a start";
        progress.accept(task);
        return quiet.measure(task, () -> {
            try (MeasuredServer server = kairoute(KAIROUTE, SERVER_CORE, 1, true)) {
                return server.load(
                        new LoadPlan(server.target(), Protocol.UNARY, CONNECTIONS, FIRST_PER_S, true, 0, FIRST_S, SEED),
                        mix);
            }
        });
    }

    // Publishing is another thread's work, which on a single core would be measured as a matter of the kernel's
    // scheduler; so this server may use every core, with and without it. Some fifteen calls of a phase lie above its
    // p99.9, and one stall of the machine is more than that: so the two take turns, and the middle phase of either
    // counts.
    private Published publishing(final double ratePerS, final Map<Integer, Double> perSByLoops) {
        try (MeasuredServer server = kairoute(KAIROUTE, ANY_CORE, 1, true)) {
            progress.accept("warming up a server on all cores");
            saturate(server, unary(), CONNECTIONS, CALLS_PER_CONNECTION, WARM_UPS * seconds);
            final List<CallCost> without = new ArrayList<>();
            final List<CallCost> with = new ArrayList<>();
            long published = 0;
            for (int round = 1; round < 2 * rounds; round++) {
                final String task = "latencies while nothing is published, round " + round;
                progress.accept(task);
                without.add(quiet.measure(task, () -> server.load(plan(server, ratePerS), mix)));
                progress.accept("latencies while publishing 10 times a second, round " + round);
                server.child().ask("publish 10");
                with.add(server.load(plan(server, ratePerS), mix));
                published += Long.parseLong(server.child().ask("publish 0"));
            }
            progress.accept("saturating a server on all cores with 1 event loop");
            perSByLoops.put(
                    1,
                    saturate(server, unary(), CONNECTIONS, CALLS_PER_CONNECTION, seconds)
                            .callsPerS());
            return new Published(
                    middle(without, PUBLISHING_PERCENTILE).load(),
                    middle(with, PUBLISHING_PERCENTILE).load(),
                    published);
        }
    }

    // The phase whose percentile is the middle one; of an even number, the upper one of two.
    private static CallCost middle(final List<CallCost> phases, final double percentile) {
        return phases.stream()
                .sorted(Comparator.comparingDouble(phase -> phase.load().percentileUs(percentile)))
                .toList()
                .get(phases.size() / 2);
    }

    private record Published(LoadResult quiet, LoadResult publishing, long count) {}

    private Saturation saturate(
            final MeasuredServer server,
            final Question question,
            final int connections,
            final int calls,
            final int counted) {
        final Saturation done =
                new H2Load(connections, calls).run(server.name(), server.port(), question, seconds, counted);
        if (done.failed() > 0) {
            throw new Refusal(done.failed() + " calls to " + done.server() + " failed under saturation.");
        }
        return done;
    }

    // What the event loops allocate over a saturation without a warm-up.
    private double bytesPerCall(final MeasuredServer server) {
        final long before = Long.parseLong(server.child().ask("allocated"));
        final Saturation done =
                new H2Load(CONNECTIONS, CALLS_PER_CONNECTION).run(server.name(), server.port(), unary(), 0, seconds);
        final long after = Long.parseLong(server.child().ask("allocated"));
        return (double) (after - before) / done.calls();
    }

    private LoadPlan plan(final MeasuredServer server, final double ratePerS) {
        return new LoadPlan(
                server.target(), Protocol.UNARY, CONNECTIONS, Math.max(1, ratePerS), true, 1, seconds, SEED);
    }

    private Question unary() {
        return Question.grpc("Route", List.of(ContactMix.frame(contact().toByteArray())));
    }

    private Question stream() {
        final byte[] question =
                RouteStreamRequest.newBuilder().setRequest(contact()).build().toByteArray();
        final List<Buffer> messages = Collections.nCopies(CONTACTS_PER_STREAM, ContactMix.frame(question));
        return Question.grpc("RouteStream", messages);
    }

    private RouteRequest contact() {
        return mix.requests().get(0);
    }
}
