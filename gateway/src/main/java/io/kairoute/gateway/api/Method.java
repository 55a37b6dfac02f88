package io.kairoute.gateway.api;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Message;
import io.grpc.MethodDescriptor.PrototypeMarshaller;
import io.grpc.protobuf.ProtoMethodDescriptorSupplier;
import io.kairoute.api.v1.MethodLane;
import io.kairoute.api.v1.MethodProto;
import io.kairoute.api.v1.MethodRule;
import io.kairoute.gateway.identity.Role;
import io.kairoute.router.Limits;
import org.jspecify.annotations.Nullable;

/**
 * What a node knows of a method before anybody calls it, as its proto file says it. Immutable.
 *
 * @param name service and method as on the wire, with a slash between
 * @param schema the method in its proto file
 * @param prototype the empty request
 * @param rule what the proto file's option says
 * @param role what a caller needs; null for nothing
 * @param tenantField the request's field that names a tenant; null when it has none
 * @param maxBytes the longest request message
 */
public record Method(
        String name,
        MethodDescriptor schema,
        Message prototype,
        MethodRule rule,
        @Nullable Role role,
        @Nullable FieldDescriptor tenantField,
        int maxBytes) {
    private static final int ROOM_BESIDE_BYTES = 64 * 1024;
    private static final int USUAL_BYTES = 1024 * 1024 + ROOM_BESIDE_BYTES;
    private static final int DOCUMENT_BYTES = Limits.TABLE_BYTES + ROOM_BESIDE_BYTES;

    /** How many messages go which way. */
    public enum Kind {
        /** One request, one answer. */
        UNARY,
        /** One request, many answers. */
        SERVER_STREAM,
        /** Many requests, and one answer or many. */
        UPLOAD
    }

    /**
     * Reads a method of our own proto files.
     *
     * @throws IllegalArgumentException when the file does not say who may call it, or where its work is done
     */
    static Method of(final io.grpc.MethodDescriptor<?, ?> stub) {
        final String name = stub.getFullMethodName();
        if (!(stub.getSchemaDescriptor() instanceof ProtoMethodDescriptorSupplier supplier)
                || !(stub.getRequestMarshaller() instanceof PrototypeMarshaller<?> marshaller)
                || !(marshaller.getMessagePrototype() instanceof Message prototype)) {
            throw new IllegalArgumentException("method=" + name + " was not generated from a proto file");
        }
        final MethodDescriptor schema = supplier.getMethodDescriptor();
        final MethodRule rule = schema.getOptions().getExtension(MethodProto.rule);
        if (rule.getLane() == MethodLane.METHOD_LANE_UNSPECIFIED) {
            throw new IllegalArgumentException(
                    "method=" + name + " has no lane in its proto file, so it is not served");
        }
        return new Method(
                name,
                schema,
                prototype,
                rule,
                Role.neededBy(schema),
                tenantField(schema),
                rule.getDocument() ? DOCUMENT_BYTES : USUAL_BYTES);
    }

    /** A method of a proto file that is not ours, and so cannot hold our rule; it is answered on the event loop. */
    static Method foreign(
            final MethodDescriptor schema, final Message prototype, final @Nullable Role role, final int maxBytes) {
        return new Method(
                schema.getService().getFullName() + "/" + schema.getName(),
                schema,
                prototype,
                MethodRule.newBuilder().setLane(MethodLane.METHOD_LANE_LOOP).build(),
                role,
                null,
                maxBytes);
    }

    /** The path of the method over gRPC. */
    public String path() {
        return "/" + name;
    }

    /** How many messages go which way. */
    public Kind kind() {
        if (schema.isClientStreaming()) {
            return Kind.UPLOAD;
        }
        return schema.isServerStreaming() ? Kind.SERVER_STREAM : Kind.UNARY;
    }

    /** Where its work is done. */
    public MethodLane lane() {
        return rule.getLane();
    }

    /** Whether its answer tells of people. */
    public boolean isPersonal() {
        return rule.getPersonal();
    }

    /** Whether each call is written to the log: a change, which a viewer may not make, or a look at people. */
    public boolean isAudited() {
        return isPersonal() || (role != null && role != Role.VIEWER && role != Role.ROUTE);
    }

    /** Whether it publishes a table, or takes a publish back or off the plan. */
    boolean isPublish() {
        return role == Role.PUBLISHER;
    }

    /** The tenant that a request names; empty for none. */
    String tenantOf(final Message request) {
        return tenantField == null ? "" : String.valueOf(request.getField(tenantField));
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
