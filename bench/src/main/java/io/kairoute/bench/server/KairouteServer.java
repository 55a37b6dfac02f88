package io.kairoute.bench.server;

import io.kairoute.bench.subject.CacheDirectory;
import io.kairoute.bench.subject.CustomerSet;
import io.kairoute.bench.subject.Subject;
import io.kairoute.gateway.config.ConfigLoader;
import io.kairoute.gateway.config.GatewayConfig;
import io.kairoute.gateway.config.Property;
import io.kairoute.gateway.node.Node;
import io.kairoute.gateway.node.Served;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Kairoute's gateway over generated customers and a generated table: {@code KairouteServer RULES CUSTOMERS LOOPS LOGGED}.
 *
 * <p>Where {@code LOGGED} is true, every decision goes into a decision log with the settings that ship, in a directory that is
 * deleted at the end.
 *
 * <p>Answers {@code allocated} with the bytes that its event loops have allocated; {@code publish N} publishes a newly
 * compiled revision N times a second from then on, and {@code publish 0} stops that and tells how many there were.
 */
public final class KairouteServer {
    private static final long SECOND_MS = 1_000;

    private final Subject subject;
    private final ScheduledExecutorService publisher = Executors.newSingleThreadScheduledExecutor();
    private @Nullable ScheduledFuture<?> publishing;
    private volatile long published;

    private KairouteServer(final Subject subject) {
        this.subject = subject;
    }

    /** Runs until its input ends. */
    public static void main(final String[] arguments) throws Exception {
        final int rules = Integer.parseInt(arguments[0]);
        final long customers = Long.parseLong(arguments[1]);
        final GatewayConfig config = config(arguments[2]);
        final boolean isLogged = Boolean.parseBoolean(arguments[3]);
        // Two of these are there together, and a directory has one owner.
        final Path set = CacheDirectory.path().resolve("customers-" + customers + (isLogged ? "" : "-unlogged"));
        try (Subject subject = new Subject(rules, CustomerSet.open(set, customers))) {
            final Served served = Served.of(subject.tenants());
            if (isLogged) {
                try (LogInUse log = LogInUse.open(subject)) {
                    run(subject, config, served.with(log.log()));
                }
            } else {
                run(subject, config, served);
            }
        }
    }

    private static void run(final Subject subject, final GatewayConfig config, final Served served) throws IOException {
        try (Node gateway = Node.of(config, served).start()) {
            final KairouteServer server = new KairouteServer(subject);
            Console.serve(gateway.routePort(), server::answer);
            server.publisher.shutdownNow();
        }
    }

    // What is measured is decisions: under saturation neither the server's own deadline may turn them into defaults,
    // nor the guard against overload refuse them.
    private static GatewayConfig config(final String loops) {
        final Map<Property, String> flags = new EnumMap<>(Map.of(
                Property.ROUTE_PORT, "0",
                Property.ADMIN_PORT, "0",
                Property.EVENT_LOOPS, loops,
                Property.STOP_DRAIN, "0s",
                Property.STOP_GRACE, "0s",
                Property.ROUTE_TURN_BUDGET, "1s",
                Property.ROUTE_SERVER_DEADLINE, "10s"));
        return ConfigLoader.load(null, Map.of(), flags).config();
    }

    private String answer(final String line) {
        if (line.startsWith("publish ")) {
            return publish(Long.parseLong(line.substring("publish ".length())));
        }
        return Long.toString(LoopBytes.allocated());
    }

    private String publish(final long perSecond) {
        if (publishing != null) {
            publishing.cancel(false);
        }
        if (perSecond > 0) {
            published = 0;
            publishing =
                    publisher.scheduleAtFixedRate(this::publishOnce, 0, SECOND_MS / perSecond, TimeUnit.MILLISECONDS);
        }
        return Long.toString(published);
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
    private void publishOnce() {
        subject.publish();
        published++;
    }
}
