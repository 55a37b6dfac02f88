package io.kairoute.gateway.api;

import com.google.protobuf.Descriptors.ServiceDescriptor;
import com.google.protobuf.Message;
import io.grpc.MethodDescriptor;
import io.kairoute.gateway.identity.MethodRoles;
import io.kairoute.gateway.identity.Role;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The services of the admin listener: where other parts of a node plug theirs in.
 *
 * <pre>
 *   new AdminServices()
 *       .add(TableServiceGrpc.getPublishTableMethod(), AdminServices.DOCUMENT_BYTES, tables::publish)
 *       .add(TableServiceGrpc.getListRevisionsMethod(), tables::listRevisions)
 * </pre>
 *
 * <p>Each method is then served over gRPC, gRPC-Web and, where the proto file gives it a {@code google.api.http} rule, as
 * JSON. Before it is called the listener has checked framing, size, the role that {@link MethodRoles} asks for, and that a
 * field {@code tenant} or {@code tenant_id} of the request names a tenant that the caller may ask about. Filled by one thread
 * before the gateway starts; not changed after.
 */
public final class AdminServices {
    /** Room for a request that carries a table document at its limit. */
    public static final int DOCUMENT_BYTES = 16 * 1024 * 1024 + 64 * 1024;

    private static final int USUAL_BYTES = 1024 * 1024;

    private final Map<String, AdminBinding<?, ?>> bindings = new LinkedHashMap<>();
    private final List<AdminStream> streams = new ArrayList<>();
    private final List<AdminUpload> uploads = new ArrayList<>();

    /** Adds a method whose request holds at most one mebibyte. */
    public <Q extends Message, A extends Message> AdminServices add(
            final MethodDescriptor<Q, A> method, final AdminMethod<Q, A> handler) {
        return add(method, USUAL_BYTES, handler);
    }

    /** Adds a method whose request holds at most so many bytes. */
    public <Q extends Message, A extends Message> AdminServices add(
            final MethodDescriptor<Q, A> method, final int maxBytes, final AdminMethod<Q, A> handler) {
        final String name = method.getFullMethodName();
        if (!MethodRoles.isKnown(name)) {
            throw new IllegalArgumentException("method=" + name + " has no entry in MethodRoles");
        }
        return bind(method, MethodRoles.needed(name), maxBytes, handler);
    }

    /** Adds a method with a role of a table that is kept beside it. */
    public <Q extends Message, A extends Message> AdminServices add(
            final MethodDescriptor<Q, A> method, final Role role, final int maxBytes, final AdminMethod<Q, A> handler) {
        return bind(method, role, maxBytes, handler);
    }

    private <Q extends Message, A extends Message> AdminServices bind(
            final MethodDescriptor<Q, A> method,
            final @Nullable Role role,
            final int maxBytes,
            final AdminMethod<Q, A> handler) {
        final String name = method.getFullMethodName();
        if (method.getType() != MethodDescriptor.MethodType.UNARY) {
            throw new IllegalArgumentException("method=" + name + " is not unary");
        }
        final AdminBinding<Q, A> binding = AdminBinding.of(
                name, ServedMethod.schemaOf(method), ServedMethod.prototypeOf(method), maxBytes, role, handler);
        if (bindings.put(name, binding) != null) {
            throw new IllegalArgumentException("method=" + name + " is added twice");
        }
        return this;
    }

    /** Adds a method that gives many answers to one request. */
    public AdminServices add(final AdminStream stream) {
        streams.add(stream);
        return this;
    }

    /** Adds a method that takes many messages, over gRPC alone. */
    public AdminServices add(final AdminUpload upload) {
        uploads.add(upload);
        return this;
    }

    /** The uploads that were added. */
    List<AdminUpload> uploads() {
        return List.copyOf(uploads);
    }

    /** The streams that were added. */
    List<AdminStream> streams() {
        return List.copyOf(streams);
    }

    /** The methods that give one answer to one request. */
    Collection<AdminBinding<?, ?>> bindings() {
        return bindings.values();
    }

    /** Every method that was added. */
    List<ServedMethod> methods() {
        final List<ServedMethod> all = new ArrayList<>(bindings.values());
        all.addAll(streams);
        all.addAll(uploads);
        return all;
    }

    /** The services whose methods were added, in that order. */
    Set<ServiceDescriptor> services() {
        final Set<ServiceDescriptor> services = new LinkedHashSet<>();
        for (final AdminBinding<?, ?> binding : bindings.values()) {
            services.add(Objects.requireNonNull(binding.schema().getService()));
        }
        return services;
    }
}
