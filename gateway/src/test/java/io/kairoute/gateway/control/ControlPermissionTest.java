package io.kairoute.gateway.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import com.google.protobuf.DynamicMessage;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.kairoute.control.v1.AuditServiceProto;
import io.kairoute.control.v1.DecisionServiceProto;
import io.kairoute.control.v1.LiveOccasionServiceProto;
import io.kairoute.control.v1.QueueServiceProto;
import io.kairoute.control.v1.SegmentServiceProto;
import io.kairoute.control.v1.TableServiceProto;
import io.kairoute.gateway.TestGateways;
import io.kairoute.gateway.config.Property;
import io.kairoute.gateway.control.call.ControlServices;
import io.kairoute.gateway.control.log.ChainKey;
import io.kairoute.gateway.control.log.SqliteControlLog;
import io.kairoute.gateway.history.decisions.DecisionArchive;
import io.kairoute.gateway.history.decisions.DecisionServices;
import io.kairoute.gateway.identity.AnyCall;
import io.kairoute.gateway.identity.Role;
import io.kairoute.gateway.identity.TestKeys;
import io.kairoute.gateway.node.Node;
import io.kairoute.gateway.node.Served;
import io.kairoute.gateway.sets.SegmentServices;
import io.kairoute.router.key.KeyHasher;
import io.kairoute.router.snapshot.TenantDirectory;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every role, in every tenant, on every method of the control plane that the proto files describe. */
class ControlPermissionTest {
    private static final List<String> TENANTS = List.of("default", "bank");
    private static final Metadata.Key<String> API_KEY = Metadata.Key.of("x-api-key", Metadata.ASCII_STRING_MARSHALLER);

    @TempDir
    Path dir;

    @Test
    void shouldHaveARoleForEachMethodAndNoneBeside() {
        assertEquals(
                methods().stream().map(ControlPermissionTest::name).sorted().toList(),
                ExpectedRoles.BY_METHOD.keySet().stream().sorted().toList());
    }

    @Test
    void shouldAllowWhatTheTableSaysAndNothingElse() throws Exception {
        final TestKeys keys = new TestKeys();
        for (final String tenant : TENANTS) {
            for (final Role role : Role.values()) {
                keys.add(tenant + role, tenant, role, "");
            }
        }
        final TenantDirectory tenants = new TenantDirectory(TENANTS);
        final KeyHasher hasher = new KeyHasher(new byte[KeyHasher.SECRET_BYTES]);
        try (ControlPlane plane = new ControlPlane(
                        SqliteControlLog.open(
                                dir.resolve("control.db"), ChainKey.open(dir.resolve("control.key"), false)),
                        tenants,
                        Map.of("default", hasher, "bank", hasher),
                        ControlSettings.DEFAULT,
                        InstantSource.system());
                DecisionArchive archive = new DecisionArchive(
                        dir.resolve("control.db"),
                        ChainKey.read(dir.resolve("control.key")),
                        Map.of("default", hasher, "bank", hasher),
                        tenant -> dir.resolve(tenant));
                Node server = TestGateways.start(
                        Map.of(
                                Property.IDENTITY_CREDENTIALS,
                                keys.write(dir.resolve("keys.yaml")).toString()),
                        Served.of(tenants)
                                .where(tenant -> false)
                                .with(SegmentServices.addTo(
                                        DecisionServices.addTo(ControlServices.of(plane), plane, archive),
                                        Map.of())))) {
            final ManagedChannel channel = NettyChannelBuilder.forAddress("127.0.0.1", server.adminPort())
                    .usePlaintext()
                    .build();
            for (final MethodDescriptor method : methods()) {
                for (final Role role : Role.values()) {
                    for (final String tenant : TENANTS) {
                        for (final String about : TENANTS) {
                            check(channel, method, role, tenant, about);
                        }
                    }
                }
            }
            channel.shutdownNow();
        }
    }

    private static void check(
            final ManagedChannel channel,
            final MethodDescriptor method,
            final Role role,
            final String tenant,
            final String about)
            throws Exception {
        final Metadata headers = new Metadata();
        headers.put(API_KEY, tenant + role);
        final DynamicMessage request = DynamicMessage.newBuilder(method.getInputType())
                .setField(method.getInputType().findFieldByName("tenant"), about)
                .build();

        final Status.Code code = AnyCall.make(channel, name(method), headers, request.toByteArray())
                .status()
                .getCode();

        final Role needed = ExpectedRoles.BY_METHOD.get(name(method));
        final boolean isFine = tenant.equals(about) && (role == needed || role == Role.ADMIN);
        final String cell = tenant + " " + role + " asks " + name(method) + " about " + about + ": " + code;
        assertTrue(code != Status.Code.UNAUTHENTICATED, cell);
        // What is let through may well be refused for what the empty request lacks.
        assertEquals(!isFine, code == Status.Code.PERMISSION_DENIED, cell);
    }

    private static List<MethodDescriptor> methods() {
        final List<MethodDescriptor> methods = new ArrayList<>();
        Stream.of(
                        TableServiceProto.getDescriptor(),
                        QueueServiceProto.getDescriptor(),
                        LiveOccasionServiceProto.getDescriptor(),
                        SegmentServiceProto.getDescriptor(),
                        DecisionServiceProto.getDescriptor(),
                        AuditServiceProto.getDescriptor())
                .flatMap(file -> file.getServices().stream())
                .map(ServiceDescriptor::getMethods)
                .forEach(methods::addAll);
        return methods;
    }

    private static String name(final MethodDescriptor method) {
        return method.getService().getFullName() + "/" + method.getName();
    }
}
