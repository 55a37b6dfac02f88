package io.kairoute.gateway.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.DynamicMessage;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.kairoute.gateway.identity.AnyCall;
import io.kairoute.gateway.identity.Role;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every role, in every tenant, on every method of the control plane that the proto files describe. */
class ControlPermissionTest {
    private static final Metadata.Key<String> API_KEY = Metadata.Key.of("x-api-key", Metadata.ASCII_STRING_MARSHALLER);

    @TempDir
    Path dir;

    @Test
    void shouldHaveARoleForEachMethodAndNoneBeside() {
        assertEquals(
                ControlApi.methods().stream()
                        .map(ControlPermissionTest::name)
                        .sorted()
                        .toList(),
                ExpectedRoles.BY_METHOD.keySet().stream().sorted().toList());
    }

    @Test
    void shouldAllowWhatTheTableSaysAndNothingElse() throws Exception {
        try (GuardedControl control = GuardedControl.start(dir)) {
            final ManagedChannel channel = NettyChannelBuilder.forAddress(
                            "127.0.0.1", control.server().adminPort())
                    .usePlaintext()
                    .build();
            for (final MethodDescriptor method : methods()) {
                for (final Role role : Role.given()) {
                    for (final String tenant : GuardedControl.TENANTS) {
                        for (final String about : GuardedControl.TENANTS) {
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
        headers.put(API_KEY, GuardedControl.key(tenant, role));
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

    /** Every method of the control plane that is about a tenant. */
    static List<MethodDescriptor> methods() {
        return ControlApi.methods().stream()
                .filter(method -> method.getInputType().findFieldByName("tenant") != null)
                .toList();
    }

    /** A full method name, as {@code kairoute.control.v1.TableService/PublishTable}. */
    static String name(final MethodDescriptor method) {
        return method.getService().getFullName() + "/" + method.getName();
    }
}
