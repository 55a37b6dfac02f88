package io.kairoute.gateway.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.google.api.AnnotationsProto;
import com.google.api.HttpRule;
import com.google.protobuf.Descriptors.MethodDescriptor;
import io.kairoute.gateway.identity.Role;
import io.kairoute.gateway.node.Node;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every role, in every tenant, on every HTTP path that the proto files bind a method of the control plane to. */
class HttpPermissionTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** Plain HTTP has no call of many questions and many answers. */
    private static final Set<String> OVER_GRPC_ALONE = Set.of("StreamOutcomes");

    /** Paths for systems whose key says the tenant. */
    private static final List<String> SHORT_PATHS = List.of("/v1/outcomes");

    @TempDir
    private Path directory = Path.of("");

    /** An HTTP path as a proto file binds it, and its method. */
    private record Bound(MethodDescriptor method, String verb, String path, boolean isUpload) {
        static Bound of(final MethodDescriptor method, final HttpRule rule) {
            final boolean isUpload = method.isClientStreaming();
            return switch (rule.getPatternCase()) {
                case GET -> new Bound(method, "GET", rule.getGet(), isUpload);
                case POST -> new Bound(method, "POST", rule.getPost(), isUpload);
                case PUT -> new Bound(method, "PUT", rule.getPut(), isUpload);
                case PATCH -> new Bound(method, "PATCH", rule.getPatch(), isUpload);
                case DELETE -> new Bound(method, "DELETE", rule.getDelete(), isUpload);
                default -> throw new AssertionError("an unusual rule: " + rule);
            };
        }

        String pathAbout(final String tenant) {
            return isUnderItsTenant()
                    ? path.replace("{tenant}", tenant).replaceAll("\\{[^}]*}", "1")
                    : path + "?tenant=" + tenant;
        }

        boolean isUnderItsTenant() {
            return path.startsWith("/v1/tenants/{tenant}/");
        }
    }

    @Test
    void shouldBindEachMethodOfTheControlPlane() {
        assertEquals(
                ControlPermissionTest.methods().stream()
                        .filter(method -> !OVER_GRPC_ALONE.contains(method.getName()))
                        .map(MethodDescriptor::getFullName)
                        .toList(),
                bound().stream()
                        .map(bound -> bound.method().getFullName())
                        .distinct()
                        .toList());
        assertEquals(
                SHORT_PATHS,
                bound().stream()
                        .filter(bound -> !bound.isUnderItsTenant())
                        .map(Bound::path)
                        .toList());
    }

    @Test
    void shouldAllowOverHttpWhatTheTableSaysAndNothingElse() throws Exception {
        try (GuardedControl control = GuardedControl.start(directory)) {
            for (final Bound bound : bound()) {
                for (final Role role : Role.given()) {
                    for (final String tenant : GuardedControl.TENANTS) {
                        for (final String about : GuardedControl.TENANTS) {
                            check(control.server(), bound, role, tenant, about);
                        }
                    }
                }
            }
        }
    }

    private static void check(
            final Node server, final Bound bound, final Role role, final String tenant, final String about)
            throws Exception {
        final HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.adminPort() + bound.pathAbout(about)))
                .header("x-api-key", GuardedControl.key(tenant, role))
                .method(
                        bound.verb(),
                        bound.verb().equals("GET") || bound.verb().equals("DELETE")
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString("{}"));
        if (!bound.verb().equals("GET")) {
            request.header("content-type", bound.isUpload() ? "text/csv" : "application/json");
        }
        final HttpResponse<InputStream> answer = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        // A watch would go on.
        answer.body().close();
        final int status = answer.statusCode();

        final Role needed =
                Objects.requireNonNull(ExpectedRoles.BY_METHOD.get(ControlPermissionTest.name(bound.method())));
        final boolean isFine = tenant.equals(about) && (role == needed || role == Role.ADMIN);
        final String cell =
                tenant + " " + role + " asks " + bound.verb() + " " + bound.path() + " about " + about + ": " + status;
        assertNotEquals(401, status, cell);
        assertNotEquals(405, status, cell);
        // What is let through may well be refused for what the empty request lacks.
        assertEquals(!isFine, status == 403, cell);
    }

    private static List<Bound> bound() {
        final List<Bound> bound = new ArrayList<>();
        for (final MethodDescriptor method : ControlPermissionTest.methods()) {
            final HttpRule rule = method.getOptions().getExtension(AnnotationsProto.http);
            if (OVER_GRPC_ALONE.contains(method.getName())) {
                continue;
            }
            bound.add(Bound.of(method, rule));
            rule.getAdditionalBindingsList().forEach(more -> bound.add(Bound.of(method, more)));
        }
        return bound;
    }
}
