package io.kairoute.gateway.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.rpc.Code;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.kairoute.gateway.TestAdminService;
import io.kairoute.gateway.TestGateways;
import io.kairoute.gateway.TestTables;
import io.kairoute.gateway.config.Property;
import io.kairoute.gateway.node.Node;
import io.kairoute.gateway.node.Served;
import io.kairoute.routing.v1.RouteRequest;
import io.kairoute.routing.v1.RouteStreamRequest;
import io.kairoute.routing.v1.RouteStreamResponse;
import io.kairoute.routing.v1.RoutingProto;
import io.vertx.grpc.health.v1.HealthProto;
import io.vertx.grpc.reflection.v1.ServerReflectionProto;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every role, in every tenant, on every method that the proto files describe, about every tenant: what the table says, and
 * nothing else.
 */
class PermissionMatrixTest {
    /** What each method must need; nothing for probes, which have no credentials. */
    private static final Map<String, Optional<Role>> EXPECTED = Map.of(
            "kairoute.routing.v1.RoutingService/Route", Optional.of(Role.ROUTE),
            "kairoute.routing.v1.RoutingService/RouteStream", Optional.of(Role.ROUTE),
            "grpc.reflection.v1.ServerReflection/ServerReflectionInfo", Optional.of(Role.VIEWER),
            "grpc.health.v1.Health/Check", Optional.empty(),
            "grpc.health.v1.Health/Watch", Optional.empty(),
            "grpc.health.v1.Health/List", Optional.empty());

    private static final List<String> TENANTS = List.of("default", "bank");
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Metadata.Key<String> API_KEY = Metadata.Key.of("x-api-key", Metadata.ASCII_STRING_MARSHALLER);

    @TempDir
    static Path dir;

    private static Node server;
    private static ManagedChannel route;
    private static ManagedChannel admin;

    @BeforeAll
    static void start() throws Exception {
        final TestKeys keys = new TestKeys();
        for (final String tenant : TENANTS) {
            for (final Role role : Role.given()) {
                keys.add(key(tenant, role), tenant, role, "");
            }
        }
        server = TestGateways.start(
                Map.of(
                        Property.IDENTITY_CREDENTIALS,
                        keys.write(dir.resolve("keys.yaml")).toString(),
                        Property.ADMIN_REFLECTION,
                        "true"),
                Served.of(TestTables.tenants("default", "bank")).with(TestAdminService.services()));
        route = channel(server.routePort());
        admin = channel(server.adminPort());
    }

    @AfterAll
    static void stop() {
        route.shutdownNow();
        admin.shutdownNow();
        server.close();
    }

    @Test
    void shouldExpectSomethingOfEachMethodAndOfNoneBeside() {
        final List<String> described = new ArrayList<>();
        for (final ServiceDescriptor service : ownServices()) {
            service.getMethods().forEach(method -> described.add(name(method)));
        }

        assertEquals(
                described.stream().sorted().toList(),
                EXPECTED.keySet().stream().sorted().toList());
    }

    @Test
    void shouldAllowOverGrpcWhatTheTableSaysAndNothingElse() throws Exception {
        int cells = 0;
        for (final String tenant : TENANTS) {
            for (final Role role : Role.given()) {
                for (final String about : List.of("", "default", "bank")) {
                    for (final MethodDescriptor method : methods()) {
                        final String cell = tenant + " " + role + " asks " + name(method) + " about '" + about + "'";
                        assertEquals(expected(method, tenant, role, about), grpc(method, tenant, role, about), cell);
                        cells++;
                    }
                }
            }
        }
        assertEquals(2 * 9 * 3 * 15, cells, "roles, tenants and methods multiplied");
    }

    @Test
    void shouldAllowOverJsonWhatTheTableSaysAndNothingElse() throws Exception {
        for (final String tenant : TENANTS) {
            for (final Role role : Role.given()) {
                for (final String about : TENANTS) {
                    for (final Role needed : Role.given()) {
                        final boolean isFine = about.equals(tenant) && (role == needed || role == Role.ADMIN);
                        final String cell = tenant + " " + role + " asks what needs " + needed + " about " + about;
                        assertEquals(isFine ? 200 : 403, json(tenant, role, needed, about), cell);
                    }
                    final boolean mayRoute = about.equals(tenant) && (role == Role.ROUTE || role == Role.ADMIN);
                    assertEquals(mayRoute ? 200 : 403, routeJson(tenant, role, "{\"tenant_id\":\"" + about + "\"}"));
                }
            }
        }
    }

    @Test
    void shouldExplainToViewersOnly() throws Exception {
        final String wish = "{\"explain\":\"EXPLAIN_FULL\"}";

        assertEquals(403, routeJson("default", Role.ROUTE, wish));
        assertEquals(200, routeJson("default", Role.ADMIN, wish));
        assertEquals(200, routeJson("default", Role.ROUTE, "{}"));
    }

    @Test
    void shouldRefuseEverybodyElse() throws Exception {
        for (final MethodDescriptor method : methods()) {
            final String name = name(method);
            final AnyCall.End end = AnyCall.make(
                    channelOf(method), name, new Metadata(), message(method, "").toByteArray());

            final boolean isForEverybody = name.startsWith("grpc.health.");
            assertEquals(isForEverybody ? Code.OK : Code.UNAUTHENTICATED, code(end), name);
        }
    }

    private static Code expected(
            final MethodDescriptor method, final String tenant, final Role role, final String about) {
        final Role needed = needed(method);
        if (needed == null) {
            return Code.OK;
        }
        final boolean isOwnTenant = about.isEmpty() || about.equals(tenant) || tenantField(method) == null;
        return isOwnTenant && (role == needed || role == Role.ADMIN) ? Code.OK : Code.PERMISSION_DENIED;
    }

    private static Code grpc(final MethodDescriptor method, final String tenant, final Role role, final String about)
            throws Exception {
        final Metadata headers = new Metadata();
        headers.put(API_KEY, key(tenant, role));
        final AnyCall.End end = AnyCall.make(
                channelOf(method), name(method), headers, message(method, about).toByteArray());
        if (end.message() != null && name(method).endsWith("/RouteStream")) {
            final RouteStreamResponse response = RouteStreamResponse.parseFrom(end.message());
            return response.hasError() ? Code.forNumber(response.getError().getCode()) : Code.OK;
        }
        return code(end);
    }

    private static int json(final String tenant, final Role role, final Role needed, final String about)
            throws Exception {
        final HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(
                        "http://127.0.0.1:" + server.adminPort() + TestAdminService.path(needed, about, "a%20b")))
                .header("x-api-key", key(tenant, role));
        if (needed != Role.VIEWER) {
            request.header("content-type", "application/json").POST(HttpRequest.BodyPublishers.ofString("{}"));
        }
        final HttpResponse<String> answer = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() == 200) {
            assertTrue(answer.body().contains(key(tenant, role) + "@" + tenant + " a b "), answer.body());
        }
        return answer.statusCode();
    }

    private static int routeJson(final String tenant, final Role role, final String body) throws Exception {
        return HTTP.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.routePort() + "/v1/route"))
                                .header("x-api-key", key(tenant, role))
                                .header("content-type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private static List<ServiceDescriptor> ownServices() {
        final List<ServiceDescriptor> services =
                new ArrayList<>(RoutingProto.getDescriptor().getServices());
        services.addAll(HealthProto.getDescriptor().getServices());
        services.addAll(ServerReflectionProto.getDescriptor().getServices());
        return services;
    }

    private static List<MethodDescriptor> methods() {
        final List<MethodDescriptor> methods = new ArrayList<>();
        ownServices().forEach(service -> methods.addAll(service.getMethods()));
        methods.addAll(TestAdminService.descriptor().getMethods());
        return methods;
    }

    private static @Nullable Role needed(final MethodDescriptor method) {
        final String name = name(method);
        return EXPECTED.containsKey(name)
                ? EXPECTED.get(name).orElse(null)
                : Role.ofLabel(method.getName().replace("Thing", "").toLowerCase(Locale.ROOT));
    }

    private static @Nullable FieldDescriptor tenantField(final MethodDescriptor method) {
        final FieldDescriptor field = method.getInputType().findFieldByName("tenant");
        return method.getService().getName().equals("RoutingService")
                ? RouteRequest.getDescriptor().findFieldByName("tenant_id")
                : field;
    }

    private static com.google.protobuf.Message message(final MethodDescriptor method, final String about) {
        if (method.getName().equals("Route")) {
            return RouteRequest.newBuilder().setTenantId(about).build();
        }
        if (method.getName().equals("RouteStream")) {
            return RouteStreamRequest.newBuilder()
                    .setRequest(RouteRequest.newBuilder().setTenantId(about))
                    .build();
        }
        final DynamicMessage.Builder message = DynamicMessage.newBuilder(method.getInputType());
        final FieldDescriptor field = tenantField(method);
        if (field != null) {
            message.setField(field, about);
        }
        final FieldDescriptor list = method.getInputType().findFieldByName("list_services");
        if (list != null) {
            message.setField(list, "*");
        }
        return message.build();
    }

    private static Code code(final AnyCall.End end) {
        return Code.forNumber(end.status().getCode().value());
    }

    private static ManagedChannel channelOf(final MethodDescriptor method) {
        return method.getService().getName().equals("RoutingService") ? route : admin;
    }

    private static ManagedChannel channel(final int port) {
        return NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
    }

    private static String name(final MethodDescriptor method) {
        return method.getService().getFullName() + "/" + method.getName();
    }

    private static String key(final String tenant, final Role role) {
        return tenant + "-" + role.label() + "-key";
    }
}
