package io.kairoute.gateway.api;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.kairoute.api.v1.MethodLane;
import io.kairoute.api.v1.MethodProto;
import io.kairoute.gateway.identity.Role;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One method of an admin service with all that is needed to serve it. Immutable.
 *
 * @param name service and method, with a slash between
 * @param schema the method in its proto file
 * @param prototype the empty request
 * @param maxBytes the longest request message
 * @param role what the caller needs; null for nothing
 * @param tenantField the request's field that names a tenant; null when it has none
 */
record AdminBinding<Q extends Message, A extends Message>(
        String name,
        MethodDescriptor schema,
        Message prototype,
        int maxBytes,
        @Nullable Role role,
        @Nullable FieldDescriptor tenantField,
        AdminMethod<Q, A> handler)
        implements ServedMethod {

    static <Q extends Message, A extends Message> AdminBinding<Q, A> of(
            final String name,
            final MethodDescriptor schema,
            final Message prototype,
            final int maxBytes,
            final @Nullable Role role,
            final AdminMethod<Q, A> handler) {
        return new AdminBinding<>(name, schema, prototype, maxBytes, role, tenantField(schema), handler);
    }

    /** The kind of work that the proto file says. */
    MethodLane lane() {
        return schema.getOptions().getExtension(MethodProto.rule).getLane();
    }

    /** Parses a request message from its bytes. */
    Message parse(final byte[] bytes) throws InvalidProtocolBufferException {
        return prototype.getParserForType().parseFrom(bytes);
    }

    /** The tenant that a request names; empty for none. */
    String tenantOf(final Message request) {
        return tenantField == null ? "" : String.valueOf(request.getField(tenantField));
    }

    /** Begins the method; {@code request} is a message of its request type. */
    CompletionStage<? extends Message> call(final Call caller, final Message request) {
        @SuppressWarnings("unchecked") // the request was parsed from this method's own prototype
        final Q typed = (Q) request;
        return handler.call(caller, typed);
    }

    private static @Nullable FieldDescriptor tenantField(final MethodDescriptor schema) {
        for (final String name : new String[] {"tenant", "tenant_id"}) {
            final FieldDescriptor field = schema.getInputType().findFieldByName(name);
            if (field != null && field.getJavaType() == JavaType.STRING && !field.isRepeated()) {
                return field;
            }
        }
        return null;
    }
}
