package io.kairoute.gateway.api;

import com.google.protobuf.Descriptors.ServiceDescriptor;
import io.kairoute.gateway.api.stream.GrpcAnswers;
import io.kairoute.gateway.api.stream.OpenAnswers;
import io.kairoute.gateway.edge.BrowserGuard;
import io.kairoute.gateway.identity.CallerGuard;
import io.kairoute.gateway.observe.GatewayMeters;
import io.kairoute.router.snapshot.TenantDirectory;
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
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The admin listener: health, readiness, metrics, and the admin services over gRPC, gRPC-Web and JSON.
 */
public final class AdminListener extends VerticleBase {
    private final HttpServerOptions options;
    private final AdminSettings settings;
    private final CallerGuard guard;
    private final Readiness readiness;
    private final GatewayMeters meters;
    private final TenantDirectory tenants;
    private final AdminServices services;
    private final Lanes lanes = new Lanes();
    private volatile @Nullable HttpServer server;

    /** Makes the listener; {@link #start} binds it. */
    public AdminListener(
            final HttpServerOptions options,
            final AdminSettings settings,
            final CallerGuard guard,
            final Readiness readiness,
            final GatewayMeters meters,
            final TenantDirectory tenants,
            final AdminServices services) {
        this.options = options;
        this.settings = settings;
        this.guard = guard;
        this.readiness = readiness;
        this.meters = meters;
        this.tenants = tenants;
        this.services = services;
    }

    @Override
    public Future<HttpServer> start() {
        final OpenAdminCalls open = new OpenAdminCalls();
        meters.showAdminCalls(open::count);
        lanes.show(meters);
        final AdminLoop loop = new AdminLoop(
                vertx,
                guard,
                open,
                new OpenAnswers(meters::adminCallEnded),
                new AdminCalls(vertx, tenants, lanes));
        final JsonCalls json = new JsonCalls(loop, JsonRoute.of(services.methods()));
        return vertx.createHttpServer(options)
                .requestHandler(new AdminDispatcher(
                        BrowserGuard.of(options.getHost(), settings.hosts()),
                        guard,
                        readiness,
                        meters,
                        grpc(loop),
                        json))
                .exceptionHandler(e -> {})
                .listen()
                .onSuccess(bound -> server = bound);
    }

    @Override
    public Future<?> stop() {
        lanes.close();
        return Future.succeededFuture();
    }

    private GrpcGuard grpc(final AdminLoop loop) {
        final Map<String, GuardedMethod> methods = new HashMap<>(new HealthChecks(vertx, readiness).guardedMethods());
        for (final AdminBinding<?, ?> binding : services.bindings()) {
            methods.put("/" + binding.name(), guarded(binding, loop.calls()));
        }
        services.streams()
                .forEach(stream -> methods.put(
                        "/" + stream.name(),
                        new GuardedMethod(
                                stream.role(),
                                stream.prototype().getParserForType(),
                                stream.maxBytes(),
                                false,
                                call -> stream.beginning()
                                        .begin(new AdminStream.Opened(
                                                vertx,
                                                call.caller(),
                                                call.request(),
                                                call.message(),
                                                GrpcAnswers.INSTANCE,
                                                loop.answers())))));
        final Map<String, Handler<HttpServerRequest>> streams = new HashMap<>();
        services.uploads()
                .forEach(upload -> streams.put(
                        "/" + upload.name(), new UploadCalls(vertx, guard, loop.open(), loop.calls(), upload)));
        if (settings.hasReflection()) {
            streams.put(
                    "/" + ReflectionCalls.METHOD,
                    new ReflectionCalls(vertx, guard, loop.open(), new ReflectionIndex(described())));
        }
        return new GrpcGuard(vertx, guard, loop.open(), methods, streams);
    }

    private static GuardedMethod guarded(final AdminBinding<?, ?> binding, final AdminCalls calls) {
        return new GuardedMethod(
                binding.role(),
                binding.prototype().getParserForType(),
                binding.maxBytes(),
                true,
                call -> calls.answer(
                        new AdminCalls.Asked(binding, call.caller(), call.request(), call.message(), call.timeoutMs()),
                        new FramedReply(call.reply(), call.request().response())));
    }

    /** What reflection tells of: the services of this listener, and routing, which another port answers. */
    private Set<ServiceDescriptor> described() {
        final Set<ServiceDescriptor> described = new LinkedHashSet<>(services.services());
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
        final HttpServer bound = server;
        return bound == null ? 0 : bound.actualPort();
    }
}
