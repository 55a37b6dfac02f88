package io.kairoute.gateway.api;

import com.google.protobuf.Descriptors.ServiceDescriptor;
import io.kairoute.gateway.api.stream.OpenAnswers;
import io.kairoute.gateway.edge.BadHead;
import io.kairoute.gateway.edge.BrowserGuard;
import io.kairoute.gateway.edge.ConnectionAges;
import io.kairoute.gateway.edge.LastAnswer;
import io.kairoute.gateway.health.HealthAnswers;
import io.kairoute.gateway.observe.GatewayMeters;
import io.kairoute.gateway.observe.LineQueue;
import io.kairoute.routing.v1.RoutingProto;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.ServerSSLOptions;
import io.vertx.grpc.health.v1.HealthProto;
import io.vertx.grpc.reflection.v1.ServerReflectionProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The admin listener: health, readiness, metrics, and the admin services over gRPC, gRPC-Web and JSON.
 */
public final class AdminListener extends VerticleBase {
    private static final int MOST_LINES = 4 * 1024;

    /** How long a call goes on at most whose caller may not ask any more. */
    private static final long SINCE_OVER_MS = 2_000;

    private final HttpServerOptions options;
    private final AdminSettings settings;
    private final AdminParts parts;
    private final Lanes lanes = new Lanes();
    private final OpenAnswers answers;
    private volatile @Nullable LineQueue<AdminLine> lines;
    private volatile @Nullable AnsweringParts answering;
    private volatile @Nullable HttpServer server;
    private volatile int port;

    /** What requests are answered with, once started; each is owned by the event loop. */
    private record AnsweringParts(AdminLoop loop, GrpcGuard grpc, JsonCalls json, ConnectionAges ages) {}

    /** Makes the listener; {@link #start} binds it. */
    public AdminListener(final HttpServerOptions options, final AdminSettings settings, final AdminParts parts) {
        this.options = options;
        this.settings = settings;
        this.parts = parts;
        this.answers = new OpenAnswers(parts.meters()::adminCallEnded);
    }

    @Override
    public Future<HttpServer> start() {
        final GatewayMeters meters = parts.meters();
        final OpenAdminCalls open = new OpenAdminCalls();
        meters.showAdminCalls(open::count, open::bytes);
        lanes.show(meters);
        final LineQueue<AdminLine> log = LineQueue.open("kairoute-admin-log", MOST_LINES, AdminLine::write);
        lines = log;
        meters.showLostAdminLines(log);
        final CallLedger ledger = new CallLedger(meters, parts.spans(), System::nanoTime, log::add);
        final AdminLoop loop = new AdminLoop(
                vertx,
                parts.guard(),
                open,
                answers,
                new AdminCalls(vertx, parts.tenants(), lanes, answers, ledger, open),
                ledger);
        final Map<String, UploadCalls> uploads = uploads(loop);
        final JsonCalls json =
                new JsonCalls(loop, uploads, JsonRoute.of(parts.services().bindings()));
        final ConnectionAges ages = new ConnectionAges(
                vertx, settings.connections().maxAgeMs(), settings.connections().graceMs(), answers::aged);
        final AnsweringParts made = new AnsweringParts(loop, grpc(loop, uploads), json, ages);
        answering = made;
        vertx.setPeriodic(SINCE_OVER_MS, timer -> answers.endSince(parts.guard()::sinceOver));
        final HttpServer bound = server(options, made, dispatcher(options, made));
        server = bound;
        return bound.listen().onSuccess(up -> port = up.actualPort()).onFailure(e -> log.close());
    }

    /**
     * Makes another server of this listener, on its event loop and within its bounds, that takes outcomes and nothing else; not
     * bound yet.
     */
    HttpServer outcomesServer(final HttpServerOptions door) {
        final AnsweringParts made = Objects.requireNonNull(answering, "not started");
        return server(
                door,
                made,
                new OutcomesDoor(
                        parts.services().bindings(),
                        dispatcher(door, made),
                        made.loop().ledger()));
    }

    /** How long calls in flight get to finish at the end. */
    long stopGraceMs() {
        return settings.connections().stopGraceMs();
    }

    private AdminDispatcher dispatcher(final HttpServerOptions door, final AnsweringParts made) {
        return new AdminDispatcher(
                BrowserGuard.of(door.getHost(), settings.hosts()),
                parts,
                made.loop().ledger(),
                made.grpc(),
                made.json());
    }

    private HttpServer server(
            final HttpServerOptions door, final AnsweringParts made, final Handler<HttpServerRequest> requests) {
        return vertx.createHttpServer(door)
                .connectionHandler(connection -> {
                    LastAnswer.follow(connection);
                    made.ages().opened(connection);
                })
                .requestHandler(request -> {
                    made.ages().begins(request);
                    requests.handle(request);
                })
                .invalidRequestHandler(new BadHead())
                .exceptionHandler(e -> {});
    }

    /** Takes no more calls, ends those of many answers with one status, and lets the others finish. */
    @Override
    public Future<?> stop() {
        answers.stopping();
        final HttpServer bound = server;
        final Future<?> ended =
                bound == null ? Future.succeededFuture() : bound.shutdown(stopGraceMs(), TimeUnit.MILLISECONDS);
        return ended.onComplete(done -> lanes.close()).eventually(() -> vertx.executeBlocking(this::closeLog, false));
    }

    private @Nullable Void closeLog() {
        final LineQueue<AdminLine> log = lines;
        if (log != null) {
            log.close();
        }
        return null;
    }

    private Map<String, UploadCalls> uploads(final AdminLoop loop) {
        final Map<String, UploadCalls> uploads = new HashMap<>();
        for (final Binding binding : parts.services().bindings()) {
            if (binding.work() instanceof Work.Upload upload) {
                final Method method = binding.method();
                uploads.put(method.path(), new UploadCalls(loop, method, upload, UploadPace.USUAL));
            }
        }
        return uploads;
    }

    private GrpcGuard grpc(final AdminLoop loop, final Map<String, UploadCalls> uploads) {
        final Map<String, Binding> whole = new HashMap<>();
        for (final Binding binding : bindings(loop)) {
            if (!uploads.containsKey(binding.method().path())) {
                whole.put(binding.method().path(), binding);
            }
        }
        final Map<String, Handler<HttpServerRequest>> pieces = new HashMap<>(uploads);
        if (settings.hasReflection()) {
            pieces.put(ReflectionCalls.METHOD.path(), new ReflectionCalls(loop, new ReflectionIndex(described())));
        }
        return new GrpcGuard(loop, whole, pieces);
    }

    private List<Binding> bindings(final AdminLoop loop) {
        final List<Binding> bindings =
                new ArrayList<>(new HealthChecks(loop.vertx(), new HealthAnswers(parts.readiness())).bindings());
        bindings.addAll(parts.services().bindings());
        return bindings;
    }

    /** What reflection tells of: the services of this listener, and routing, which another port answers. */
    private Set<ServiceDescriptor> described() {
        final Set<ServiceDescriptor> described =
                new LinkedHashSet<>(parts.services().services());
        described.addAll(RoutingProto.getDescriptor().getServices());
        described.addAll(HealthProto.getDescriptor().getServices());
        described.addAll(ServerReflectionProto.getDescriptor().getServices());
        return described;
    }

    /** Serves new connections with other certificates; the old ones stay as they are. */
    public Future<Boolean> renew(final ServerSSLOptions ssl) {
        final HttpServer bound = server;
        return bound == null ? Future.succeededFuture(false) : bound.updateSSLOptions(ssl);
    }

    /** The port bound, once started. */
    public int port() {
        return port;
    }
}
