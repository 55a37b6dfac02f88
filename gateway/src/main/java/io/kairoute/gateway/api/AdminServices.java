package io.kairoute.gateway.api;

import com.google.protobuf.Descriptors.ServiceDescriptor;
import com.google.protobuf.Message;
import io.grpc.MethodDescriptor;
import io.kairoute.gateway.api.stream.AnswerKind;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * The services of the admin listener: where other parts of a node plug theirs in.
 *
 * <pre>
 *   new AdminServices()
 *       .add(TableServiceGrpc.getPublishTableMethod(), tables::publish)
 *       .addStream(LiveOccasionServiceGrpc.getWatchLiveOccasionsMethod(), AnswerKind.WATCH, occasions::watch)
 * </pre>
 *
 * <p>Each method is then served over gRPC, gRPC-Web and, where the proto file gives it a {@code google.api.http} rule, as
 * JSON; many answers come as server-sent events or lines of JSON. Before it is called the listener has checked framing, size, the role that the proto file asks for, and that a field
 * {@code tenant} or {@code tenant_id} of the request names a tenant that the caller may ask about. A method whose proto file
 * names no role is not taken, which ends the start. Filled by one thread before the gateway starts; not changed after.
 */
public final class AdminServices {
    private final Map<String, Binding> bindings = new LinkedHashMap<>();

    /** Adds a method with one request and one answer. */
    public <Q extends Message, A extends Message> AdminServices add(
            final MethodDescriptor<Q, A> method, final Work.Unary<Q, A> work) {
        return bind(method, work);
    }

    /** Adds a method with one request and many answers. */
    public AdminServices addStream(
            final MethodDescriptor<?, ?> method, final AnswerKind kind, final Work.Beginning beginning) {
        return bind(method, new Work.Stream(kind, beginning));
    }

    /** Adds a method with many requests. */
    public AdminServices addUpload(final MethodDescriptor<?, ?> method, final Work.Upload work) {
        return bind(method, work);
    }

    private AdminServices bind(final MethodDescriptor<?, ?> method, final Work work) {
        final Binding binding = new Binding(Method.of(method), work);
        if (bindings.putIfAbsent(binding.method().name(), binding) != null) {
            throw new IllegalArgumentException("method=" + binding.method().name() + " is added twice");
        }
        return this;
    }

    /** What was added. */
    Collection<Binding> bindings() {
        return bindings.values();
    }

    /** The services whose methods were added, in that order. */
    Set<ServiceDescriptor> services() {
        final Set<ServiceDescriptor> services = new LinkedHashSet<>();
        bindings.values()
                .forEach(binding -> services.add(binding.method().schema().getService()));
        return services;
    }
}
