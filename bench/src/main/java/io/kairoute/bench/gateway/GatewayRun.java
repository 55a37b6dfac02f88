package io.kairoute.bench.gateway;

import io.kairoute.bench.load.ContactMix;
import io.kairoute.bench.load.LoadPlan;
import io.kairoute.bench.load.LoadResult;
import io.kairoute.bench.load.LoadRun;
import io.kairoute.bench.load.Protocol;
import io.kairoute.bench.process.Child;
import io.kairoute.bench.process.JavaCommand;
import io.kairoute.bench.process.Pinned;
import io.kairoute.bench.server.GrpcJavaEcho;
import io.kairoute.bench.server.KairouteServer;
import io.kairoute.bench.server.VertxEcho;
import io.kairoute.ctl.connection.Target;
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
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Measures Kairoute's gateway beside the bare servers: each a process of its own on core 0 with one event loop, whoever
 * asks on core 1. Rounds alternate between the servers, so that a slow minute of the machine meets all of them.
 *
 * <p>Thread-confined: owned by a command.
 */
public final class GatewayRun {
    /** Kairoute. */
    public static final String KAIROUTE = "kairoute";
    /** The bare grpc-java server. */
    public static final String GRPC_JAVA = "grpc_java";
    /** The bare Vert.x gRPC server. */
    public static final String VERTX = "vertx_grpc";

    private static final int SERVER_CORE = 0;
    private static final int GENERATOR_CORE = 1;
    private static final String RULES = "1000";
    private static final String CUSTOMERS = "100000";
    private static final List<String> KAIROUTE_ARGUMENTS = withLoops(1);
    private static final int ANY_CORE = -1;
    // Asked for before this process is moved to one of them.
    private static final int CORES = Runtime.getRuntime().availableProcessors();
    private static final int CONNECTIONS = 8;
    private static final int CALLS_PER_CONNECTION = 32;
    private static final int STREAMS_PER_CONNECTION = 2;
    private static final int CONTACTS_PER_STREAM = 500;
    private static final int WARM_UPS = 2;
    private static final int MIX = 20_000;
    private static final long SEED = 20_261_121;
    private static final double PUBLISHING_SHARE = 0.1;
    private static final double PUBLISHING_PERCENTILE = 99.9;

    private final int rounds;
    private final int seconds;
    private final Consumer<String> progress;
    private final ContactMix mix = ContactMix.generated(MIX, Long.parseLong(CUSTOMERS), Integer.parseInt(RULES), SEED);

    /**
     * Prepares a run.
     *
     * @param rounds how often each server is saturated and its latencies are measured; one less than twice as often, those
     *     without and with publishing
     * @param seconds how long each measurement lasts; the warm-up of a saturation is as long, that of latencies a second
     */
    public GatewayRun(final int rounds, final int seconds, final Consumer<String> progress) {
        this.rounds = rounds;
        this.seconds = seconds;
        this.progress = progress;
    }

    /** Carries it out. */
    public GatewayFigures run() {
        final Map<String, Server> servers = new LinkedHashMap<>();
        try {
            servers.put(KAIROUTE, Server.start(KAIROUTE, SERVER_CORE, KairouteServer.class, KAIROUTE_ARGUMENTS));
            servers.put(GRPC_JAVA, Server.start(GRPC_JAVA, SERVER_CORE, GrpcJavaEcho.class, List.of()));
            servers.put(VERTX, Server.start(VERTX, SERVER_CORE, VertxEcho.class, List.of()));
            // This process generates load, too.
            Pinned.moveSelf(Integer.toString(GENERATOR_CORE));
            return measure(servers);
        } finally {
            Pinned.moveSelf("0-" + (CORES - 1));
            servers.values().forEach(Server::close);
        }
    }

    private GatewayFigures measure(final Map<String, Server> servers) {
        final Server kairoute = servers.get(KAIROUTE);
        if (kairoute == null) {
            throw new IllegalStateException("no server under measurement");
        }
        final Map<String, List<Double>> unary = new LinkedHashMap<>();
        final List<Double> streams = new ArrayList<>();
        double bytesPerCall = Double.POSITIVE_INFINITY;
        for (final Server server : servers.values()) {
            progress.accept("warming up " + server.name());
            saturate(server, WARM_UPS * seconds);
        }
        progress.accept("warming up streams to " + KAIROUTE);
        stream(kairoute, WARM_UPS * seconds);
        for (int round = 0; round < rounds; round++) {
            for (final Server server : servers.values()) {
                progress.accept("saturating " + server.name() + ", round " + (round + 1));
                final Saturation done = saturate(server, seconds);
                unary.computeIfAbsent(server.name(), name -> new ArrayList<>()).add(done.callsPerS());
            }
            progress.accept("streaming to " + KAIROUTE + ", round " + (round + 1));
            streams.add(stream(kairoute, seconds));
            bytesPerCall = Math.min(bytesPerCall, bytesPerCall(kairoute));
        }
        final double half = Statistics.median(unary.getOrDefault(GRPC_JAVA, List.of())) / 2;
        progress.accept("warming up the generator");
        load(kairoute, half);
        final Map<String, LoadResult> atHalfRate = atHalfRate(servers, half);
        kairoute.close();
        final Map<Integer, Double> perSByLoops = new LinkedHashMap<>();
        final Published published = publishing(half * 2 * PUBLISHING_SHARE, perSByLoops);
        for (int loops = 2; loops <= CORES; loops *= 2) {
            progress.accept("saturating a server on all cores with " + loops + " event loops");
            try (Server server = Server.start(KAIROUTE, ANY_CORE, KairouteServer.class, withLoops(loops))) {
                perSByLoops.put(
                        loops, saturate(server, WARM_UPS * seconds, seconds).callsPerS());
            }
        }
        return new GatewayFigures(
                unary,
                streams,
                bytesPerCall,
                atHalfRate,
                published.quiet(),
                published.publishing(),
                published.count(),
                perSByLoops);
    }

    private static List<String> withLoops(final int loops) {
        return List.of(RULES, CUSTOMERS, Integer.toString(loops));
    }

    private Map<String, LoadResult> atHalfRate(final Map<String, Server> servers, final double ratePerS) {
        final Map<String, List<LoadResult>> phases = new LinkedHashMap<>();
        for (int round = 1; round <= rounds; round++) {
            for (final Server server : servers.values()) {
                progress.accept(String.format(
                        "latencies of %s at %,.0f calls a second, round %d", server.name(), ratePerS, round));
                phases.computeIfAbsent(server.name(), name -> new ArrayList<>()).add(load(server, ratePerS));
            }
        }
        final Map<String, LoadResult> middles = new LinkedHashMap<>();
        phases.forEach((server, of) -> middles.put(server, middle(of, 99)));
        return middles;
    }

    // Publishing is another thread's work, which on a single core would be measured as a matter of the kernel's
    // scheduler; so this server may use every core, with and without it. Some fifteen calls of a phase lie above its
    // p99.9, and one stall of the machine is more than that: so the two take turns, and the middle phase of either
    // counts.
    private Published publishing(final double ratePerS, final Map<Integer, Double> perSByLoops) {
        try (Server server = Server.start(KAIROUTE, ANY_CORE, KairouteServer.class, KAIROUTE_ARGUMENTS)) {
            progress.accept("warming up a server on all cores");
            saturate(server, WARM_UPS * seconds);
            final List<LoadResult> quiet = new ArrayList<>();
            final List<LoadResult> publishing = new ArrayList<>();
            long published = 0;
            for (int round = 1; round < 2 * rounds; round++) {
                progress.accept("latencies while nothing is published, round " + round);
                quiet.add(load(server, ratePerS));
                progress.accept("latencies while publishing 10 times a second, round " + round);
                server.child().ask("publish 10");
                publishing.add(load(server, ratePerS));
                published += Long.parseLong(server.child().ask("publish 0"));
            }
            progress.accept("saturating a server on all cores with 1 event loop");
            perSByLoops.put(1, saturate(server, 0, seconds).callsPerS());
            return new Published(
                    middle(quiet, PUBLISHING_PERCENTILE), middle(publishing, PUBLISHING_PERCENTILE), published);
        }
    }

    // The phase whose percentile is the middle one; of an even number, the upper one of two.
    private static LoadResult middle(final List<LoadResult> phases, final double percentile) {
        return phases.stream()
                .sorted(Comparator.comparingDouble(phase -> phase.percentileUs(percentile)))
                .toList()
                .get(phases.size() / 2);
    }

    private record Published(LoadResult quiet, LoadResult publishing, long count) {}

    private Saturation saturate(final Server server, final int counted) {
        return saturate(server, seconds, counted);
    }

    private Saturation saturate(final Server server, final int warmUp, final int counted) {
        return failingNever(new H2Load(CONNECTIONS, CALLS_PER_CONNECTION)
                .run(server.name(), server.port(), "Route", question(), warmUp, counted));
    }

    private double stream(final Server server, final int counted) {
        final byte[] question =
                RouteStreamRequest.newBuilder().setRequest(contact()).build().toByteArray();
        final List<Buffer> body = Collections.nCopies(CONTACTS_PER_STREAM, ContactMix.frame(question));
        return failingNever(new H2Load(CONNECTIONS, STREAMS_PER_CONNECTION)
                                .run(server.name(), server.port(), "RouteStream", body, seconds, counted))
                        .callsPerS()
                * CONTACTS_PER_STREAM;
    }

    // What the event loops allocate over a saturation, warm-up counted on both sides.
    private double bytesPerCall(final Server server) {
        final long before = Long.parseLong(server.child().ask("allocated"));
        final Saturation done = failingNever(new H2Load(CONNECTIONS, CALLS_PER_CONNECTION)
                .run(server.name(), server.port(), "Route", question(), 0, seconds));
        final long after = Long.parseLong(server.child().ask("allocated"));
        return (double) (after - before) / done.calls();
    }

    private static Saturation failingNever(final Saturation done) {
        if (done.failed() > 0) {
            throw new Refusal(done.failed() + " calls to " + done.server() + " failed under saturation.");
        }
        return done;
    }

    private LoadResult load(final Server server, final double ratePerS) {
        final LoadPlan plan = new LoadPlan(
                new Target("127.0.0.1", server.port()),
                Protocol.UNARY,
                CONNECTIONS,
                Math.max(1, ratePerS),
                true,
                1,
                seconds,
                SEED);
        return LoadRun.run(plan, mix, second -> {});
    }

    private List<Buffer> question() {
        return List.of(ContactMix.frame(contact().toByteArray()));
    }

    private RouteRequest contact() {
        return mix.requests().get(0);
    }

    /** One server under measurement. */
    private record Server(String name, Child child, int port) implements AutoCloseable {
        static Server start(final String name, final int core, final Class<?> main, final List<String> arguments) {
            final JavaCommand command = new JavaCommand(main)
                    .onCore(core)
                    .options("-Xms512m", "-Xmx512m")
                    .arguments(arguments);
            final Child child = new Child(name, command.words(), null);
            final @Nullable String port = child.readLine();
            if (port == null) {
                child.close();
                throw new Refusal(name + " did not start; its own words stand above.");
            }
            return new Server(name, child, Integer.parseInt(port));
        }

        @Override
        public void close() {
            child.close();
        }
    }
}
